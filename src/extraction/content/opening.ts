/** The first paragraphs, where a template sets them apart from the rest of the body: the lead of a news page. */
import { sameText } from '../metadata/letters.ts';
import { type Block, blocksOf } from './blocks.ts';
import type { Signature } from './head.ts';
import type { Outline } from './outline.ts';

/** Shorter ones are slogans. */
const SHORTEST = 100;
const MOST = 3;

/** What says something else. */
const OTHER = /[ -](?:widget|card|metric|highlight)[ -]/;

/** Rows of paragraphs between the title and the root that read like the beginning of the article. */
export function openingRows(
  outline: Outline,
  root: number,
  gone: Uint8Array,
  { title, subtitle }: Signature,
): readonly number[] {
  const before = blocksOf(outline, 0, root, gone);
  const titleAt = before.findLastIndex(
    ({ text, name }) => name === 'h1' || (title !== '' && sameText(text, title)),
  );
  if (titleAt < 0) return [];
  const { hints, parents } = outline;
  return before
    .slice(titleAt + 1)
    .filter(isParagraph)
    .filter(({ row }) => !OTHER.test(`${hints[row]}${hints[parents[row] ?? 0]}`))
    .filter(({ text }) => subtitle === undefined || !sameText(text, subtitle))
    .slice(0, MOST)
    .map(({ row }) => row);
}

function isParagraph({ name, text, length, linkText, holdsBlocks }: Block): boolean {
  return (
    !holdsBlocks &&
    length >= SHORTEST &&
    linkText * 4 < length &&
    /^(?:p|div|span|h[2-6])$/.test(name) &&
    /[.!?…:]["”’)]?$/.test(text)
  );
}
