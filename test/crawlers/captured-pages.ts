/** The real pages that were captured, and what must come out of them; not part of the project, and not always at hand. */
import { existsSync, readFileSync } from 'node:fs';

const PAGES = new URL('../../../shared/pages/', import.meta.url);
const MANIFEST = new URL('manifest.tsv', PAGES);

export interface CapturedPage {
  readonly file: string;
  readonly link: string;
  readonly title: string;
  readonly author: string;
  readonly date: string;
  readonly first: string;
  readonly last: string;
  /** Empty where nobody counted. */
  readonly codeBlocks: string;
  readonly images: string;
  readonly footnotes: number;
}

/** Tests of captured pages are skipped, visibly, where there are none. */
export const hasCapturedPages = existsSync(MANIFEST);

/** The rows of the manifest whose file name matches; of a page that is named twice, the last one. */
export function capturedPages(file: RegExp): CapturedPage[] {
  if (!hasCapturedPages) return [];
  const lines = readFileSync(MANIFEST, 'utf8').trimEnd().split('\n').slice(1);
  const rows = lines.map(rowOf).filter((row) => file.test(row.file));
  return [...new Map(rows.map((row) => [row.file, row])).values()];
}

export function readCaptured(file: string): Uint8Array {
  return readFileSync(new URL(file, PAGES));
}

function rowOf(line: string): CapturedPage {
  const cells = line.split('\t');
  const [file = '', , link = '', , , , title = '', author = '', date = ''] = cells;
  const [first = '', last = '', codeBlocks = '', images = '', notes = ''] = cells.slice(9);
  const footnotes = Number(/footnotes=(\d+)/.exec(notes)?.[1] ?? 0);
  return { file, link, title, author, date, first, last, codeBlocks, images, footnotes };
}
