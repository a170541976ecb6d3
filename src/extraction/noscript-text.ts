/** Text that a page holds for readers without scripts only: the blogs of Google put their posts into `<noscript>`. */
import type { CheerioAPI } from 'cheerio/slim';
import { type Element, isTag } from 'domhandler';
import { findElement, textOf } from './markdown/elements.ts';

/** A notice that scripts are wanted is shorter, and so are most menus. */
const SHORTEST = 500;
/** More is not measured. */
const LONGEST = 100_000;

/**
 * Shows such text, where it is several times as long as what the page shows without it. Changes the tree.
 *
 * @param shown letters of the article without it
 * @returns whether there was any
 */
export function showNoscriptText($: CheerioAPI, shown: number): boolean {
  let isFound = false;
  for (const element of $('noscript').get()) {
    if (!isTag(element) || lettersOf(element) < Math.max(SHORTEST, shown * 3)) continue;
    element.name = 'div';
    isFound = true;
  }
  return isFound;
}

/** 0 without a paragraph: styles, frames and links. */
function lettersOf(element: Element): number {
  const hasParagraph = findElement(element, ({ name }) => name === 'p' || name === 'br', 1_000);
  return hasParagraph === undefined ? 0 : textOf(element, LONGEST).trim().length;
}
