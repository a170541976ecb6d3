/** Which files of a repository are kept: text that a person wrote. The others are counted by reason. */
import { TooLargeError } from '../../errors.ts';
import type { ArchiveEntry, EntryHeader } from './archive.ts';
import { hasBinaryName } from './binary-names.ts';
import { FileTexts } from './file-texts.ts';
import { isGenerated } from './generated.ts';
import { GitAttributes } from './git-attributes.ts';
import { judgeName, type NameVerdict } from './path-rules.ts';
import { maskSecrets } from './secrets.ts';
import { isLfsPointer, MAX_POINTER_BYTES, type NoText, readText } from './text.ts';

/**
 * Why a file is left out. `symlink`: a link, never followed. `submodule`: another repository's place, empty in archives.
 * `lfs_pointer`: its content lies in Git LFS. `encoding`: text, but neither UTF-8 nor marked UTF-16 nor in the encoding
 * that it declares. `unsafe_path`: a name that leads out of the repository. `special`: no file at all.
 * Only `secret_masked` is different: such a file is kept, with `***` in the place of what looks like a password or a key.
 */
export type SkipReason =
  | NonNullable<NameVerdict>
  | NoText
  | 'too_large'
  | 'symlink'
  | 'submodule'
  | 'unsafe_path'
  | 'special'
  | 'secret_masked';

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
 * for await (const entry of readArchive(body, { …, refuse: (header) => selection.refuse(header) })) await selection.add(entry);
 * selection.files.get('README.md');
 */
export class FileSelection {
  readonly files = new FileTexts();

  readonly #link: URL;
  readonly #path: string;
  readonly #limits: SelectionLimits;
  readonly #attributes = new GitAttributes();
  readonly #skipped = new Map<SkipReason, number>();
  readonly #folders = new Set<string>();
  readonly #parents = new Set<string>();

  /** @param path only what lies there, or below it, is looked at and counted; everything unless given */
  constructor(link: URL, limits: SelectionLimits, path = '') {
    this.#link = link;
    this.#path = path;
    this.#limits = limits;
  }

  /** How many files were left out, by reason; in alphabetical order, so that it is the same every time. */
  get skipped(): Readonly<Record<string, number>> {
    // Git knows no empty folders: one in its archive is the place of a submodule.
    const submodules = [...this.#folders].filter(
      (folder) => !this.#parents.has(folder) && this.#isWithin(folder),
    ).length;
    const counts = new Map(this.#skipped);
    if (submodules > 0) counts.set('submodule', submodules);
    return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** What can be told before the content is read. */
  refuse({ path, type, size }: EntryHeader): SkipReason | 'elsewhere' | undefined {
    // What the owner says of the files of a folder stands in the folders above it too.
    if (!this.#isWithin(path) && !isAttributes(path)) return 'elsewhere';
    if (type === 'link') return 'symlink';
    if (type !== 'file') return 'special';
    if (path === undefined || path === '') return 'unsafe_path';
    const verdict = judgeName(path, this.#attributes.of(path));
    // A pointer to a model in Git LFS has the name of the model.
    if (verdict === 'binary' && size < MAX_POINTER_BYTES) return undefined;
    return verdict ?? (size > this.#limits.maxFileBytes ? 'too_large' : undefined);
  }

  /** @throws TooLargeError when the kept texts together are over the limit */
  async add(entry: ArchiveEntry<SkipReason | 'elsewhere'>): Promise<void> {
    const { path } = entry;
    if (path !== undefined) this.#parents.add(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
    if (entry.type === 'directory') {
      if (path) this.#folders.add(path);
    } else if ('refused' in entry) {
      if (entry.refused !== 'elsewhere') this.#skip(entry.refused);
    } else if (path === undefined) {
      this.#skip('unsafe_path');
    } else {
      if (isAttributes(path)) this.#readAttributes(path, entry.bytes);
      if (this.#isWithin(path)) await this.#read(path, entry.bytes);
    }
  }

  #isWithin(path: string | undefined): boolean {
    const place = this.#path;
    return place === '' || path === place || path?.startsWith(`${place}/`) === true;
  }

  #readAttributes(path: string, bytes: Uint8Array): void {
    const reading = readText(bytes);
    if ('text' in reading) this.#attributes.read(path, reading.text);
  }

  async #read(path: string, bytes: Uint8Array): Promise<void> {
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
    const masked = await maskSecrets(text);
    if (masked !== text) this.#skip('secret_masked');
    this.#keep(path, masked);
  }

  #keep(path: string, text: string): void {
    this.files.set(path, text);
    if (this.files.bytes > this.#limits.maxTextBytes) {
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

const isAttributes = (path: string | undefined): boolean =>
  path !== undefined && /(?:^|\/)\.gitattributes$/.test(path);
