/** The files of a repository in their order, in parts that fit into documents. */
import { fileBytes } from './file-selection.ts';

const README = /^readme(?:\.[\w.-]+)?$/i;
const DOCUMENTATION = /^(?:docs?|documentation)\/|\.(?:md|mdx|markdown|rst|adoc|org)$/i;

/**
 * Splits files into parts of at most `maxBytes` (in BSON, paths included), each file whole: the README first, then
 * documentation, then the rest, each by path. The same files always give the same parts.
 *
 * @param maxBytes must be larger than any single file
 * @returns at least one part when there is at least one file
 * @example
 * splitIntoParts(new Map([['a.py', 'x = 1\n'], ['README.md', '# Tides\n']]), 12 * 2 ** 20);
 * // [{ 'README.md': '# Tides\n', 'a.py': 'x = 1\n' }]
 */
export function splitIntoParts(
  files: ReadonlyMap<string, string>,
  maxBytes: number,
): Readonly<Record<string, string>>[] {
  const ordered = [...files].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const parts: [path: string, text: string][][] = [];
  let room = 0;
  for (const [path, text] of ordered) {
    const bytes = fileBytes(path, text);
    if (bytes > room) {
      parts.push([]);
      room = maxBytes;
    }
    parts.at(-1)?.push([path, text]);
    room -= bytes;
  }
  // fromEntries defines keys as they are, `__proto__` included.
  return parts.map((part) => Object.fromEntries(part));
}

function rank(path: string): number {
  if (README.test(path)) return 0;
  return DOCUMENTATION.test(path) ? 1 : 2;
}
