/** What counts as text of an article, and what does not say anything about where it is. */
import type { PageKind } from '../article.ts';
import type { Outline } from './outline.ts';

/** A block with less text is a label. */
const SHORTEST_PROSE = 25;

/** Letters of running text in the block of a row: no label, and no list of links. */
export function proseOf({ text, linkText }: Outline, row: number): number {
  const length = text[row] ?? 0;
  const links = linkText[row] ?? 0;
  return length < SHORTEST_PROSE || links * 2 > length ? 0 : length - links;
}

/** What counts on a page of this kind: the links of a listing are its text. */
export function weightOf(outline: Outline, row: number, kind: PageKind): number {
  return kind === 'listing' ? (outline.text[row] ?? 0) : proseOf(outline, row);
}

/** Documentation and listings are pruned with a lighter hand: tabs, link lists and notes are what they consist of. */
export function isPrunedAsArticle(kind: PageKind): boolean {
  return kind !== 'documentation' && kind !== 'listing';
}
