/** The encoding that a file of text says of itself, for files that are not UTF-8. */

/** As far as the standards look: two lines for Python, 1,024 bytes for HTML and CSS. */
const HEAD_BYTES = 1024;

const DECLARATIONS = [
  // Python (PEP 263), Ruby, Emacs and Vim: a comment in the first two lines.
  /^(?:[^\n]{0,500}\n)?[^\n]{0,500}?coding[:=]\s{0,5}([\w.-]{2,40})/,
  // XML, section 4.3.3.
  /^\s{0,8}<\?xml\s[^>]{0,200}?\bencoding\s{0,5}=\s{0,5}["']([\w.:-]{2,40})["']/,
  // HTML, both forms.
  /<meta\s[^>]{0,300}?charset\s{0,5}=\s{0,5}["']?([\w.:-]{2,40})/i,
  // CSS Syntax, section 3.2.
  /^@charset "([\w.:-]{2,40})";/,
];

/**
 * Decodes text that declares its encoding: nothing is guessed.
 *
 * @returns `undefined` where nothing is declared, where nobody knows the encoding, and where the bytes are not in it
 * @example
 * decodeAsDeclared(Buffer.from('# coding: latin-1\nharbour = "Smögen"\n', 'latin1'));
 * // '# coding: latin-1\nharbour = "Smögen"\n'
 */
export function decodeAsDeclared(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  for (const declaration of DECLARATIONS) {
    const name = declaration.exec(head)?.[1];
    const decoder = name === undefined ? undefined : decoderOf(name);
    if (decoder !== undefined) return decoded(bytes, decoder);
  }
  return undefined;
}

type Decoder = InstanceType<typeof TextDecoder>;

/** Names as Emacs and Python spell them to those of the Encoding Standard. What is marked as Unicode is not that here. */
function decoderOf(name: string): Decoder | undefined {
  const label = name
    .toLowerCase()
    .replace(/-(?:unix|dos|mac)$/, '')
    .replace(/^(?:iso-)?latin-(\d)$/, 'latin$1');
  try {
    const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    return decoder.encoding.startsWith('utf-') ? undefined : decoder;
  } catch (error) {
    // No label that the standard knows.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function decoded(bytes: Uint8Array, decoder: Decoder): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
