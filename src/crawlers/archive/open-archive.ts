/** An export ZIP, read from disk entry by entry: nothing is unpacked to disk, and nothing but what is allowed is opened. */
import { type FileHandle, open, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { type CrawlError, InvalidEventError, NotFoundError } from '../../errors.ts';
import { type ArchiveEntry, type Contents, readContents } from './contents.ts';
import { FileReader } from './random-access.ts';
import { notAnArchive, truncated, unreadable } from './refusals.ts';

export interface Archive extends Contents, AsyncDisposable {
  /**
   * The bytes of an entry, unpacked as they are asked for.
   *
   * @throws UnsupportedContentError, out of the iteration too, when it is damaged
   */
  read(entry: ArchiveEntry): AsyncIterable<Uint8Array>;
}

/**
 * Opens an archive and reads its table of contents. Close it when done (`await using`).
 *
 * @param link `file:` link of the ZIP
 * @throws NotFoundError when there is no such file
 * @throws InvalidEventError when it is a folder, or may not be read
 * @throws UnsupportedContentError when it is no ZIP, cut, damaged, encrypted, or names paths outside of itself
 * @throws TooLargeError when it is made to fill memory or disk
 * @example
 * await using archive = await openArchive(new URL('file:///home/mara/medium-export.zip'));
 * for (const entry of archive.entries) console.log(entry.kind, entry.name);
 */
export async function openArchive(link: URL): Promise<Archive> {
  const { file, size } = await openFile(link);
  const zip = await openZip(file, size, link);
  try {
    const contents = await readContents(zip, link);
    return {
      ...contents,
      read: ({ entry }) => bytesOf(zip, entry, link),
      [Symbol.asyncDispose]: async () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function openFile(link: URL): Promise<{ file: FileHandle; size: number }> {
  try {
    const path = fileURLToPath(link);
    // Asked before it is opened: to open a named pipe is to wait for somebody who writes into it.
    const stats = await stat(path);
    if (stats.isFile()) return { file: await open(path), size: stats.size };
  } catch (cause) {
    throw cannotOpen(cause, link);
  }
  throw new InvalidEventError('The path leads to a folder or a device, not to an archive', {
    link,
    hint: 'Give the export as it came, without unpacking it: a file that ends in .zip.',
  });
}

function cannotOpen(cause: unknown, link: URL): CrawlError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new NotFoundError('There is no such file', {
      link,
      hint: 'Check the path; relative paths start at the working directory, in a links file at its folder.',
      cause,
    });
  }
  return new InvalidEventError(`The file cannot be read (${String(code ?? 'no reason given')})`, {
    link,
    hint: 'Check its path and whether you may read it.',
    cause,
  });
}

async function openZip(file: FileHandle, size: number, link: URL): Promise<ZipFile> {
  const { buffer: start } = await file.read(Buffer.alloc(2), 0, 2, 0);
  const isZip = start.toString('latin1') === 'PK';
  const reader = new FileReader(file, size);
  try {
    const zip = await fromRandomAccessReaderPromise(reader, size, { autoClose: false });
    // What reads is told of its failures itself; here only a failed close of a file that was read would arrive.
    zip.on('error', () => undefined);
    return zip;
  } catch (cause) {
    await file.close();
    const hasNoEnd = cause instanceof Error && cause.message.includes('signature not found');
    if (!hasNoEnd) throw unreadable(cause, link);
    throw isZip ? truncated(link, cause) : notAnArchive(link);
  }
}

async function* bytesOf(zip: ZipFile, entry: Entry, link: URL): AsyncGenerator<Uint8Array> {
  let sum = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    // The inflater may fail once more after the first failure has ended the loop; nobody would listen then.
    stream.on('error', () => undefined);
    for await (const chunk of stream) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (cause) {
    throw unreadable(cause, link);
  }
  if (sum !== entry.crc32) throw unreadable(new Error('the checksum differs'), link);
}
