/** ZIP archives, written byte by byte: what no packing tool would write (lies about sizes, paths that lead out) too. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZippedFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Not compressed. */
  readonly stored?: true;
  /** Marked as encrypted. */
  readonly encrypted?: true;
  /** What the table of contents says instead of the truth. */
  readonly claims?: {
    readonly uncompressedSize?: number;
    readonly checksum?: number;
    readonly method?: number;
  };
  /** Shares the bytes of the entry before it, as bombs do. */
  readonly overlaps?: true;
}

export interface ZipOptions {
  /** Sizes and places in the 64-bit form, as of archives above 4 GB. */
  readonly zip64?: true;
  readonly comment?: string;
}

const UTF8_NAMES = 0x800;
const ENCRYPTED = 0x1;
const IN_ZIP64 = 0xffffffff;

interface Written {
  readonly name: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * The same files always give the same bytes.
 *
 * @example
 * await writeFile('export.zip', zipOf([{ path: 'posts.csv', content: 'post_id\n' }]));
 */
export function zipOf(
  files: readonly ZippedFile[],
  { zip64, comment = '' }: ZipOptions = {},
): Buffer {
  const parts: Buffer[] = [];
  const written: Written[] = [];
  let offset = 0;
  for (const file of files) {
    const before = file.overlaps && written.at(-1);
    const packed = before ? Buffer.alloc(0) : packedBytes(file);
    const entry = entryOf(file, { packed, offset, before });
    written.push(entry);
    if (before) continue;
    const header = localHeader(entry, zip64);
    parts.push(header, packed);
    offset += header.length + packed.length;
  }
  const directory = Buffer.concat(written.map((entry) => directoryHeader(entry, zip64)));
  return Buffer.concat([
    ...parts,
    directory,
    ...(zip64 ? [zip64End(written.length, directory.length, offset)] : []),
    endOf(written.length, directory.length, zip64 ? IN_ZIP64 : offset, comment),
  ]);
}

function packedBytes({ content, stored }: ZippedFile): Buffer {
  const bytes = Buffer.from(content);
  return stored ? bytes : deflateRawSync(bytes);
}

function entryOf(
  file: ZippedFile,
  place: { packed: Buffer; offset: number; before: Written | undefined },
): Written {
  const { claims = {} } = file;
  const bytes = Buffer.from(file.content);
  return {
    name: Buffer.from(file.path),
    flags: UTF8_NAMES | (file.encrypted ? ENCRYPTED : 0),
    method: claims.method ?? (file.stored ? 0 : 8),
    checksum: claims.checksum ?? crc32(bytes),
    packedSize: place.before?.packedSize ?? place.packed.length,
    size: claims.uncompressedSize ?? place.before?.size ?? bytes.length,
    offset: place.before?.offset ?? place.offset,
  };
}

function localHeader(entry: Written, zip64: true | undefined): Buffer {
  const fixed = Buffer.alloc(30);
  fixed.writeUInt32LE(0x04034b50, 0);
  writeFacts(fixed, 4, entry, zip64);
  fixed.writeUInt16LE(entry.name.length, 26);
  const extra = zip64 ? zip64Extra([entry.size, entry.packedSize]) : Buffer.alloc(0);
  fixed.writeUInt16LE(extra.length, 28);
  return Buffer.concat([fixed, entry.name, extra]);
}

function directoryHeader(entry: Written, zip64: true | undefined): Buffer {
  const extra = zip64 ? zip64Extra([entry.size, entry.packedSize, entry.offset]) : Buffer.alloc(0);
  const fixed = Buffer.alloc(46);
  fixed.writeUInt32LE(0x02014b50, 0);
  fixed.writeUInt16LE(45, 4);
  writeFacts(fixed, 6, entry, zip64);
  fixed.writeUInt16LE(entry.name.length, 28);
  fixed.writeUInt16LE(extra.length, 30);
  fixed.writeUInt32LE(zip64 ? IN_ZIP64 : entry.offset, 42);
  return Buffer.concat([fixed, entry.name, extra]);
}

/** The fields that both headers have, from "version needed" to "uncompressed size". */
function writeFacts(header: Buffer, at: number, entry: Written, zip64: true | undefined): void {
  header.writeUInt16LE(zip64 ? 45 : 20, at);
  header.writeUInt16LE(entry.flags, at + 2);
  header.writeUInt16LE(entry.method, at + 4);
  // 1 June 2025, noon.
  header.writeUInt16LE(0x6000, at + 6);
  header.writeUInt16LE(0x5ac1, at + 8);
  header.writeUInt32LE(entry.checksum, at + 10);
  header.writeUInt32LE(zip64 ? IN_ZIP64 : entry.packedSize, at + 14);
  header.writeUInt32LE(zip64 ? IN_ZIP64 : entry.size, at + 18);
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  for (const [index, value] of values.entries()) {
    extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  }
  return extra;
}

function zip64End(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(76);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

function endOf(count: number, size: number, offset: number, comment: string): Buffer {
  const text = Buffer.from(comment);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(text.length, 20);
  return Buffer.concat([end, text]);
}
