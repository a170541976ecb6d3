/** The table of contents of an archive: what in it may be opened, and whether it is one that nobody should open. */
import type { Entry, ZipFile } from 'yauzl';
import { type EntryKind, kindOf } from './allow-list.ts';
import { encrypted, tooLarge, unreadable } from './refusals.ts';

export interface ArchiveEntry {
  readonly kind: EntryKind;
  /** Its base name. */
  readonly name: string;
  readonly entry: Entry;
}

export interface Contents {
  /** The entries that may be opened, in the archive's order. */
  readonly entries: readonly ArchiveEntry[];
  /** Base names among the rest that tell what it is an export of: 'tweets.js', or '.zip' for another archive inside. */
  readonly marks: ReadonlySet<string>;
}

const MOST_ENTRIES = 50_000;
/** Of one file that is read as a whole. */
const MOST_HTML_BYTES = 10_000_000;
/** Of one table, which is read row by row. */
const MOST_CSV_BYTES = 100_000_000;
/** Of all that may be opened. */
const MOST_BYTES = 1_000_000_000;
/** Unpacked to packed: text comes to 3 to 20, a bomb to 1,000. */
const HIGHEST_RATIO = 200;
/** What comes before the bytes of an entry, at least. */
const LOCAL_HEADER = 30;
/** Smaller entries may be packed as tightly as they like. */
const RATIO_COUNTS_FROM = 1_000_000;

/**
 * Reads all of it, before anything is opened.
 *
 * @param link of the archive, for messages
 * @throws UnsupportedContentError, TooLargeError as `openArchive` says
 */
export async function readContents(zip: ZipFile, link: URL): Promise<Contents> {
  const entries: ArchiveEntry[] = [];
  const marks = new Set<string>();
  const places: Place[] = [];
  let total = 0;
  if (zip.entryCount > MOST_ENTRIES) {
    throw tooLarge(`it claims to hold ${zip.entryCount} files`, link);
  }
  for await (const entry of entriesOf(zip, link)) {
    const start = entry.relativeOffsetOfLocalHeader;
    places.push({ start, end: start + LOCAL_HEADER + entry.compressedSize });
    const name = entry.fileName.slice(entry.fileName.lastIndexOf('/') + 1);
    const kind = kindOf(entry.fileName);
    if (kind === undefined) {
      const mark = /^tweets\.js$|\.zip$/i.exec(name)?.[0].toLowerCase();
      if (mark !== undefined) marks.add(mark);
      continue;
    }
    if (entry.isEncrypted()) throw encrypted(link);
    total += entry.uncompressedSize;
    assertSize(entry, kind, link);
    if (total > MOST_BYTES) throw tooLarge(`it unpacks to over ${total} bytes`, link);
    entries.push({ kind, name, entry });
  }
  // A bomb without any conspicuous ratio unpacks the same bytes again and again.
  if (overlap(places)) throw tooLarge('its entries overlap', link);
  return { entries, marks };
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function overlap(places: Place[]): boolean {
  places.sort((one, other) => one.start - other.start);
  return places.some(({ end }, index) => end > (places[index + 1]?.start ?? Infinity));
}

async function* entriesOf(zip: ZipFile, link: URL): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (cause) {
    throw unreadable(cause, link);
  }
}

function assertSize(entry: Entry, kind: EntryKind, link: URL): void {
  const { compressedSize, uncompressedSize } = entry;
  const isText = kind === 'post' || kind === 'linkedin-article';
  if (uncompressedSize > (isText ? MOST_HTML_BYTES : MOST_CSV_BYTES)) {
    throw tooLarge(`one of its files unpacks to ${uncompressedSize} bytes`, link);
  }
  const ratio = uncompressedSize / Math.max(compressedSize, 1);
  if (uncompressedSize > RATIO_COUNTS_FROM && ratio > HIGHEST_RATIO) {
    throw tooLarge(`one of its files unpacks to ${Math.round(ratio)} times its size`, link);
  }
}
