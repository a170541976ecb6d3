/** Which files of a repository are kept: text that a person wrote. The others are counted by reason. */
import { TooLargeError } from '../../errors.ts';
import type { ArchiveEntry, EntryHeader } from './archive.ts';
import { hasBinaryName } from './binary-names.ts';
import { isGenerated } from './generated.ts';
import { GitAttributes } from './git-attributes.ts';
import { judgeName, type NameVerdict } from './path-rules.ts';
import { isLfsPointer, MAX_POINTER_BYTES, type NoText, readText } from './text.ts';

/**
 * Why a file is left out. `symlink`: a link, never followed. `submodule`: another repository's place, empty in archives.
 * `lfs_pointer`: its content lies in Git LFS. `encoding`: text, but neither UTF-8 nor marked UTF-16. `unsafe_path`: a name
 * that leads out of the repository. `special`: no file at all.
 */
export type SkipReason =
  | NonNullable<NameVerdict>
  | NoText
  | 'too_large'
  | 'symlink'
  | 'submodule'
  | 'unsafe_path'
  | 'special';

export interface SelectionLimits {
  /** Most bytes of one file. */
  readonly maxFileBytes: number;
  /** Most bytes of all kept texts and their paths together: they are held in memory. */
  readonly maxTextBytes: number;
}

/**
 * Takes the entries of an archive one by one.
 *
 * @example
 * const selection = new FileSelection(link, limits);
 * for await (const entry of readArchive(body, { …, refuse: (header) => selection.refuse(header) })) selection.add(entry);
 * selection.files.get('README.md');
 */
export class FileSelection {
  /** Path → text. */
  readonly files = new Map<string, string>();

  readonly #link: URL;
  readonly #limits: SelectionLimits;
  readonly #attributes = new GitAttributes();
  readonly #skipped = new Map<SkipReason, number>();
  readonly #folders = new Set<string>();
  readonly #parents = new Set<string>();
  #textBytes = 0;

  constructor(link: URL, limits: SelectionLimits) {
    this.#link = link;
    this.#limits = limits;
  }

  /** How many files were left out, by reason; in alphabetical order, so that it is the same every time. */
  get skipped(): Readonly<Record<string, number>> {
    // Git knows no empty folders: one in its archive is the place of a submodule.
    const submodules = [...this.#folders].filter((folder) => !this.#parents.has(folder)).length;
    const counts = new Map(this.#skipped);
    if (submodules > 0) counts.set('submodule', submodules);
    return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** What can be told before the content is read. */
  refuse({ path, type, size }: EntryHeader): SkipReason | undefined {
    if (type === 'link') return 'symlink';
    if (type !== 'file') return 'special';
    if (path === undefined || path === '') return 'unsafe_path';
    const verdict = judgeName(path, this.#attributes.of(path));
    // A pointer to a model in Git LFS has the name of the model.
    if (verdict === 'binary' && size < MAX_POINTER_BYTES) return undefined;
    return verdict ?? (size > this.#limits.maxFileBytes ? 'too_large' : undefined);
  }

  /** @throws TooLargeError when the kept texts together are over the limit */
  add(entry: ArchiveEntry<SkipReason>): void {
    const { path } = entry;
    if (path !== undefined) this.#parents.add(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
    if (entry.type === 'directory') {
      if (path) this.#folders.add(path);
    } else if ('refused' in entry || path === undefined) {
      this.#skip('refused' in entry ? entry.refused : 'unsafe_path');
    } else {
      this.#read(path, entry.bytes);
    }
  }

  #read(path: string, bytes: Uint8Array): void {
    if (hasBinaryName(path)) {
      this.#skip(isLfsPointer(bytes) ? 'lfs_pointer' : 'binary');
      return;
    }
    const reading = readText(bytes);
    if ('reason' in reading) {
      this.#skip(reading.reason);
      return;
    }
    const { text } = reading;
    if (this.#attributes.of(path).generated ?? isGenerated(path, text)) {
      this.#skip('generated');
      return;
    }
    if (/(?:^|\/)\.gitattributes$/.test(path)) this.#attributes.read(path, text);
    this.#keep(path, text);
  }

  #keep(path: string, text: string): void {
    const before = this.files.get(path);
    // As tar does: of two entries with one name, the later counts.
    if (before !== undefined) this.#textBytes -= fileBytes(path, before);
    this.files.set(path, text);
    this.#textBytes += fileBytes(path, text);
    if (this.#textBytes > this.#limits.maxTextBytes) {
      const megabytes = Math.round(this.#limits.maxTextBytes / 2 ** 20);
      throw new TooLargeError(`The repository holds more than ${megabytes} MB of text`, {
        link: this.#link,
        hint: 'goldpan does not take repositories of this size; give smaller ones.',
      });
    }
  }

  #skip(reason: SkipReason): void {
    this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1);
  }
}

/** What a file takes in a BSON document: type, key and its NUL, length, UTF-8 text and its NUL (https://bsonspec.org). */
export function fileBytes(path: string, text: string): number {
  return Buffer.byteLength(path) + Buffer.byteLength(text) + 7;
}
