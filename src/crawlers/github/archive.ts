/** Reads a repository's archive as it arrives: gunzip, untar, one file in memory at a time, nothing on disk. */
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type ExtractEvents, extract } from 'tar-stream';
import { AbortedError, CrawlError, TooLargeError, UpstreamError } from '../../errors.ts';

type TarEntry = ExtractEvents['entry'][1];

export type EntryType = 'file' | 'directory' | 'link' | 'other';

export interface EntryHeader {
  /** The path within the repository; `undefined` where the name would lead out of it. */
  readonly path: string | undefined;
  readonly type: EntryType;
  /** Bytes. */
  readonly size: number;
}

export interface ArchiveLimits {
  /** Most bytes after decompression. */
  readonly maxBytes: number;
  /** Most files and folders. */
  readonly maxEntries: number;
}

/** With the content, or with the reason why it was not wanted. */
export type ArchiveEntry<Reason> = EntryHeader &
  ({ readonly bytes: Uint8Array } | { readonly refused: Reason });

export interface ArchiveOptions<Reason> extends ArchiveLimits {
  /** For messages. */
  readonly link: URL;
  readonly signal: AbortSignal;
  /** Asked before the content of an entry is read: with a reason, it passes by unread. */
  readonly refuse: (header: EntryHeader) => Reason | undefined;
}

// Longer than any path that a file system takes; the archive may still claim one of megabytes.
const MAX_PATH_LENGTH = 4096;

/**
 * The entries of a .tar.gz in their order, its top folder stripped.
 *
 * @param body the compressed bytes
 * @throws UpstreamError when the archive breaks off or is damaged
 * @throws TooLargeError when it unpacks to more than `maxBytes` or `maxEntries`
 * @throws AbortedError at once when the signal is aborted
 * @example
 * const { body } = await fetch.stream(link, { maxBytes: 250 * 2 ** 20 });
 * const refuse = ({ size }: EntryHeader) => (size > 500_000 ? 'too_large' : undefined);
 * for await (const entry of readArchive(body, { link, signal, maxBytes: 2 ** 30, maxEntries: 1e5, refuse })) {
 *   if ('bytes' in entry) console.log(entry.path, entry.bytes.length);
 * }
 */
export async function* readArchive<Reason>(
  body: AsyncIterable<Uint8Array>,
  options: ArchiveOptions<Reason>,
): AsyncGenerator<ArchiveEntry<Reason>, void, void> {
  const { link, signal, maxEntries, refuse } = options;
  const tar = extract();
  // A failure on the way here is one of `tar` too, and is thrown where its entries are read. It is not waited for then:
  // a download that stalls would hold it back.
  const failure: Promise<unknown> = pipeline(
    body,
    createGunzip({ chunkSize: 64 * 1024 }),
    (decoded: AsyncIterable<Uint8Array>) => limited(decoded, options.maxBytes, link),
    tar,
    { signal },
  ).then(
    () => undefined,
    (error: unknown) => error,
  );

  let entries = 0;
  try {
    for await (const entry of tar) {
      entries += 1;
      if (entries > maxEntries) throw tooLarge(link, `holds more than ${maxEntries} files`);
      yield await readEntry(entry, refuse);
    }
    const error = await failure;
    if (error !== undefined) throw error;
  } catch (error) {
    if (signal.aborted)
      throw new AbortedError('Stopped while the archive was read', { link, cause: error });
    if (error instanceof CrawlError) throw error;
    throw new UpstreamError(`The archive is damaged or breaks off: ${messageOf(error)}`, {
      link,
      cause: error,
    });
  } finally {
    // Ends the download too when the reader has had enough.
    tar.destroy();
  }
}

async function readEntry<Reason>(
  entry: TarEntry,
  refuse: ArchiveOptions<Reason>['refuse'],
): Promise<ArchiveEntry<Reason>> {
  const { name, type, size } = entry.header;
  const header = { path: pathWithin(name), type: entryType(type), size };
  const refused = refuse(header);
  if (refused !== undefined) {
    entry.resume();
    return { ...header, refused };
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return { ...header, bytes: Buffer.concat(chunks) };
}

function entryType(type: TarEntry['header']['type']): EntryType {
  if (type === 'file' || type === 'contiguous-file') return 'file';
  if (type === 'directory') return 'directory';
  return type === 'symlink' || type === 'link' ? 'link' : 'other';
}

/**
 * The path below the top folder (`tidepool-HEAD/src/app.py` → `src/app.py`), empty for that folder itself. Nothing is
 * written to disk, so a path is only a key; one that is absolute, climbs with `..` or is absurdly long is still refused,
 * because whoever reads the documents may write them to disk.
 */
function pathWithin(name: string): string | undefined {
  if (name.startsWith('/') || name.includes('\0') || name.length > MAX_PATH_LENGTH)
    return undefined;
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.');
  return segments.includes('..') ? undefined : segments.slice(1).join('/');
}

async function* limited(
  decoded: AsyncIterable<Uint8Array>,
  maxBytes: number,
  link: URL,
): AsyncGenerator<Uint8Array, void, void> {
  let bytes = 0;
  for await (const chunk of decoded) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw tooLarge(link, `unpacks to more than ${Math.round(maxBytes / 2 ** 20)} MB`);
    }
    yield chunk;
  }
}

function tooLarge(link: URL, what: string): TooLargeError {
  return new TooLargeError(`The archive ${what}`, {
    link,
    hint: 'goldpan does not take repositories of this size; give smaller ones.',
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
