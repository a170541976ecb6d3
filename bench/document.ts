/** Tables of a page in docs/ that are written by a script: between two marks, and nowhere else. */
import { readFileSync, writeFileSync } from 'node:fs';

const marks = (name: string): RegExp =>
  new RegExp(`(<!-- ${name}: [^>]*-->\\n)([\\s\\S]*?)(<!-- /${name} -->)`);

/** What stands between the marks of a page now. */
export function sectionOf(page: string, name: string): string {
  const found = marks(name).exec(readFileSync(page, 'utf8'));
  if (found?.[2] === undefined) throw new Error(`${page} has no place for ${name}`);
  return found[2].trim();
}

export function writeSection(page: string, name: string, text: string): void {
  sectionOf(page, name);
  const before = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    before.replace(marks(name), (_, from: string, _old, to: string) => `${from}\n${text}\n\n${to}`),
  );
}

/** The first column is text, the others are numbers. */
export function markdownTable([head = [], ...body]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map((_, at) => (at === 0 ? '---' : '---:'))),
    ...body.map(line),
  ].join('\n');
}

/** All columns are text. */
export function textTable([head = [], ...body]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}
