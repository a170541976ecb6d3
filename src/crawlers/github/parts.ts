/** The files of a repository in their order, in parts that fit into documents. */
import type { FileTexts } from './file-texts.ts';

const README = /^readme(?:\.[\w.-]+)?$/i;
const DOCUMENTATION = /^(?:docs?|documentation)\/|\.(?:md|mdx|markdown|rst|adoc|org)$/i;

export interface Part {
  /** Path → text. */
  readonly files: Readonly<Record<string, string>>;
  /** 1-based. */
  readonly part: number;
  readonly parts: number;
}

/**
 * Splits files into parts of at most `maxBytes` (in BSON, paths included), each file whole: the README first, then
 * documentation, then the rest, each by path. The same files always give the same parts. Each part is put together when it
 * is asked for, and its files are let go then.
 *
 * That the README comes first, and that each part knows how many there are, is why nothing is given out before the whole
 * archive has been read: it is sorted by name.
 *
 * @param maxBytes must be larger than any single file
 * @param folder the README is the one that lies here; the top of the repository unless given
 * @returns at least one part when there is at least one file
 * @example
 * for (const { files, part, parts } of partsOf(texts, 12 * 2 ** 20)) console.log(part, parts, Object.keys(files));
 */
export function* partsOf(
  texts: FileTexts,
  maxBytes: number,
  folder = '',
): Generator<Part, void, void> {
  const layout = layOut(texts, maxBytes, folder);
  for (const [index, paths] of layout.entries()) {
    // fromEntries defines keys as they are, `__proto__` included.
    const files = Object.fromEntries(paths.map((path) => [path, texts.take(path)]));
    yield { files, part: index + 1, parts: layout.length };
  }
}

function layOut(texts: FileTexts, maxBytes: number, folder: string): string[][] {
  const prefix = folder === '' ? 0 : folder.length + 1;
  const rankOf = (path: string): number => rank(path, path.slice(prefix));
  const ordered = [...texts.keys()].sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
  const parts: string[][] = [];
  let room = 0;
  for (const path of ordered) {
    const bytes = texts.bytesOf(path);
    if (bytes > room) {
      parts.push([]);
      room = maxBytes;
    }
    parts.at(-1)?.push(path);
    room -= bytes;
  }
  return parts;
}

function rank(path: string, withinFolder: string): number {
  if (README.test(withinFolder)) return 0;
  return DOCUMENTATION.test(path) ? 1 : 2;
}
