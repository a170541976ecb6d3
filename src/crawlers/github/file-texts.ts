/** The kept files of a repository, until their part is due. */

/**
 * Path → text, like a map. The texts are held as UTF-8 outside the heap: 200 MB of them would be up to 400 MB of strings.
 *
 * @example
 * const texts = new FileTexts();
 * texts.set('README.md', '# Tides 🌊\n');
 * texts.get('README.md'); // '# Tides 🌊\n'
 */
export class FileTexts {
  readonly #texts = new Map<string, Buffer>();
  #bytes = 0;

  get size(): number {
    return this.#texts.size;
  }

  /** What all of them take in BSON documents. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Is there more in them than white space? */
  get hasText(): boolean {
    return [...this.keys()].some((path) => this.get(path)?.trim());
  }

  keys(): Iterable<string> {
    return this.#texts.keys();
  }

  get(path: string): string | undefined {
    return this.#texts.get(path)?.toString('utf8');
  }

  /** What a file takes in a BSON document: type, key and its NUL, length, text and its NUL (https://bsonspec.org). */
  bytesOf(path: string): number {
    const text = this.#texts.get(path);
    return text === undefined ? 0 : Buffer.byteLength(path) + text.length + 7;
  }

  /** As tar does: of two with one path, the later counts. */
  set(path: string, text: string): void {
    this.#bytes -= this.bytesOf(path);
    this.#texts.set(path, Buffer.from(text));
    this.#bytes += this.bytesOf(path);
  }

  /** Gives a text out and lets it go. */
  take(path: string): string {
    const text = this.get(path) ?? '';
    this.#bytes -= this.bytesOf(path);
    this.#texts.delete(path);
    return text;
  }

  *[Symbol.iterator](): Generator<[path: string, text: string], void, void> {
    for (const path of this.keys()) yield [path, this.get(path) ?? ''];
  }
}
