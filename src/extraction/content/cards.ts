/** Cards: headlines of other articles, each with a few words about it. */
import type { Outline } from './outline.ts';

const LONGEST_CARD = 400;
const FEWEST_CARDS = 2;

/** A heading that is a link. */
export function isHeadline({ elements, text, linkText }: Outline, row: number): boolean {
  const length = text[row] ?? 0;
  return length > 0 && linkText[row] === length && /^h[2-6]$/.test(elements[row]?.name ?? '');
}

/**
 * Is each child of a row a card, and of the same element?
 *
 * @param text letters, and
 * @param headlines headings that are links, below each row
 */
export function isCards(
  { elements, ends }: Outline,
  row: number,
  text: readonly number[],
  headlines: readonly number[],
): boolean {
  const end = ends[row] ?? 0;
  const name = elements[row + 1]?.name;
  let cards = 0;
  for (let child = row + 1; child < end; child = ends[child] ?? end) {
    const length = text[child] ?? 0;
    if (length === 0) continue;
    const isCard = elements[child]?.name === name && length <= LONGEST_CARD;
    if (!isCard || (headlines[child] ?? 0) === 0) return false;
    cards += 1;
  }
  return cards >= FEWEST_CARDS;
}
