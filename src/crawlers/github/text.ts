/** From the bytes of a file to its text, or the reason why it is none. */
import { decodeAsDeclared } from './declared-encoding.ts';

export type NoText = 'lfs_pointer' | 'binary' | 'encoding';
export type TextReading = { readonly text: string } | { readonly reason: NoText };

/** A pointer is smaller than this: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
export const MAX_POINTER_BYTES = 1024;
const POINTER_START = Buffer.from('version https://git-lfs.github.com/spec/');
const PDF_START = Buffer.from('%PDF-');

/**
 * Reads a file as text, every character of it: tabs, blanks, line ends and a byte order mark stay as they are.
 *
 * UTF-8 unless a byte order mark says UTF-16; where the bytes are not UTF-8, the encoding that the file itself declares.
 * Other text is left out (`encoding`) rather than guessed at: a wrong guess would store what nobody wrote. What holds a
 * NUL is `binary`, as for git.
 *
 * @example
 * readText(Buffer.from('\tif x:\r\n')); // { text: '\tif x:\r\n' }
 * readText(Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00])); // { reason: 'binary' }
 */
export function readText(bytes: Uint8Array): TextReading {
  if (isLfsPointer(bytes)) return { reason: 'lfs_pointer' };
  const encoding = encodingByMark(bytes);
  if (encoding === 'utf-8' && (bytes.includes(0) || startsWith(bytes, PDF_START))) {
    return { reason: 'binary' };
  }
  const text =
    decode(bytes, encoding) ?? (bytes.some(isControl) ? undefined : decodeAsDeclared(bytes));
  if (text === undefined) return { reason: bytes.some(isControl) ? 'binary' : 'encoding' };
  // The mark of UTF-32 begins with that of UTF-16.
  return text.includes('\0') ? { reason: 'binary' } : { text };
}

/** Is it the stand-in for a file that lies in Git LFS? The archive holds no more of such a file. */
export function isLfsPointer(bytes: Uint8Array): boolean {
  return bytes.length < MAX_POINTER_BYTES && startsWith(bytes, POINTER_START);
}

function startsWith(bytes: Uint8Array, start: Buffer): boolean {
  return start.equals(bytes.subarray(0, start.length));
}

function encodingByMark(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** No encoding of text uses these, whatever it is; bell to carriage return and escape it does. */
function isControl(byte: number): boolean {
  return byte < 0x07 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b);
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
