/** Tables of docs/operations.md that are written by a script: between two marks, and nowhere else. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const GUIDE = resolve(import.meta.dirname, '../../docs/operations.md');

const marks = (name: string): RegExp =>
  new RegExp(`(<!-- ${name}: [^>]*-->\\n)([\\s\\S]*?)(<!-- /${name} -->)`);

/** What stands between the marks now. */
export function sectionOf(name: string): string {
  const found = marks(name).exec(readFileSync(GUIDE, 'utf8'));
  if (found?.[2] === undefined) throw new Error(`${GUIDE} has no place for ${name}`);
  return found[2].trim();
}

export function writeSection(name: string, text: string): void {
  sectionOf(name);
  const guide = readFileSync(GUIDE, 'utf8');
  writeFileSync(
    GUIDE,
    guide.replace(marks(name), (_, from: string, _old, to: string) => `${from}\n${text}\n\n${to}`),
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
