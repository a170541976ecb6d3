/** The first paragraphs, where a template sets them apart from the rest of the body: the lead of a news page. */
import { sameText } from '../metadata/letters.ts';
import { type Block, blocksOf } from './blocks.ts';
import type { Signature } from './head.ts';
import type { Outline } from './outline.ts';

/** Shorter ones are slogans. */
const SHORTEST = 100;
const MOST = 3;
/** A shorter line is a heading, or a button. */
const SHORTEST_POINT = 40;

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
  const opening = before.slice(titleAt + 1);
  const paragraphs = opening
    .filter(isParagraph)
    .filter(({ row }) => !OTHER.test(`${hints[row]}${hints[parents[row] ?? 0]}`))
    .filter(({ text }) => subtitle === undefined || !sameText(text, subtitle))
    .slice(0, MOST);
  return [...new Set([...paragraphs, ...summaryOf(opening)])]
    .map(({ row }) => row)
    .toSorted((one, other) => one - other);
}

const SUMMARY =
  /^(?:(?:key|main|quick) (?:takeaways?|points|highlights|facts)|takeaways?|summary|at a glance|in (?:short|brief)|tl;?dr|das wichtigste(?: in kürze)?|(?:alles )?auf einen blick|(?:kurz )?zusammen(?:gefasst|fassung)|l['’]essentiel|en (?:bref|résumé|resumen)|in (?:sintesi|breve)|punti chiave|puntos clave|claves)(?:\s?[:：].{0,80})?\s?[:：]?$/i;
const LONGEST_SUMMARY = 12;

/** The box above an article that says it in a few lines: its heading and those lines. */
function summaryOf(opening: readonly Block[]): readonly Block[] {
  const start = opening.findIndex(({ length, text }) => length < 120 && SUMMARY.test(text));
  const heading = opening[start];
  if (heading === undefined) return [];
  const lines = opening.slice(start + 1, start + 1 + LONGEST_SUMMARY);
  const end = lines.findIndex(
    ({ length, linkText }) => length < SHORTEST_POINT || linkText * 2 > length,
  );
  const points = lines
    .slice(0, end < 0 ? lines.length : end)
    .filter(({ holdsBlocks }) => !holdsBlocks);
  return points.length === 0 ? [] : [heading, ...points];
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
