/** How a page's text is spread: in one running text, or over cards, headlines and "read more" links. */
import type { Element } from 'domhandler';
import { isTag } from 'domhandler';
import type { TextSurvey } from './text-survey.ts';

/** From 0 (nothing of it) to 1 (as much as counts), but for the last two. */
export interface TextEvidence {
  /** Share of the text that is in links. */
  readonly linkedText: number;
  /** Siblings that look alike, each short and with a link. */
  readonly cards: number;
  /** Links as long as a headline, outside of paragraphs. */
  readonly headlines: number;
  readonly linkedHeadings: number;
  readonly readMore: number;
  /** Links to the next pages. */
  readonly pages: number;
  /** Length of the longest run of paragraphs. */
  readonly runningText: number;
  /** That run's share of the text. */
  readonly runningShare: number;
  readonly littleText: number;
  readonly noRunningText: number;
  readonly paragraphs: number;
  readonly runningLetters: number;
  readonly hasCode: boolean;
}

const READ_MORE =
  /^(?:read|continue reading|learn|view|shop|see|find out|more|full story|add to|details|register|enroll|apply|listen|play)\b/i;
const PAGE_LINK = /[?&/](?:page|paged|p|pg|offset|start)[=/]\d+/;
const NEXT_PAGE = /^(?:next|older posts?|next page|›|»|→)$/i;
const OWN_TEXT = /^(?:div|li|td|section|article|font|span)$/;
const PHRASE = /^(?:a|b|i|em|strong|span)$/;

export function textEvidence(survey: TextSurvey): TextEvidence {
  const { elements, letters, linked } = survey;
  let total = 0;
  let links = 0;
  let paragraphs = 0;
  let headings = 0;
  let linkedHeadings = 0;
  let readMore = 0;
  let headlines = 0;
  let pages = 0;
  let hasCode = false;
  const runs = new Runs();
  const cards = new Cards();
  for (const element of elements) {
    const { name } = element;
    const length = letters.get(element) ?? 0;
    const inLinks = linked.get(element) ?? 0;
    if (name === 'body') [total, links] = [length, inLinks];
    if (length === 0) continue;
    const isProse = inLinks < 0.4 * length;
    if (name === 'a') {
      const text = ownText(element);
      if (text.length < 30 && READ_MORE.test(text)) readMore += 1;
      if (isPageLink(element, text)) pages += 1;
      if (isHeadline(element, length, letters)) headlines += 1;
    } else if (name === 'p' || name === 'blockquote' || name === 'pre') {
      if (name === 'pre') hasCode = true;
      if (isProse && length >= 100) paragraphs += 1;
      if (isProse && (name !== 'p' || length >= 60)) runs.add(element, length);
    } else if (/^h[2-4]$/.test(name)) {
      headings += 1;
      if (inLinks > 0.6 * length || isInLink(element)) linkedHeadings += 1;
    } else if (length >= 100 && OWN_TEXT.test(name)) {
      const own = ownLength(element, letters);
      if (own.text >= 100) paragraphs += 1;
      if (own.phrases > 400) runs.note(own.phrases);
    }
    if (length >= 15 && length < 800 && (name === 'a' || inLinks > 0)) cards.add(element);
  }
  const of = Math.max(1, total);
  return {
    linkedText: part(links, of),
    cards: part(cards.most(), 20),
    headlines: part(headlines, 20),
    linkedHeadings: headings >= 4 ? linkedHeadings / headings : 0,
    readMore: part(readMore, 6),
    pages: pages > 0 ? 1 : 0,
    runningText: part(runs.longest, 3_000),
    runningShare: part(runs.longest, of),
    littleText: total < 1_500 ? 1 : 0,
    noRunningText: runs.longest < 600 ? 1 : 0,

    paragraphs: part(paragraphs, 20),
    runningLetters: runs.longest,
    hasCode,
  };
}

/** Letters of paragraphs below the same element; half of them count for the element above. */
class Runs {
  longest = 0;
  readonly #sums = new Map<Element, number>();

  add(paragraph: Element, length: number): void {
    const { parent } = paragraph;
    if (parent === null || !isTag(parent)) return;
    this.#count(parent, length);
    if (parent.parent !== null && isTag(parent.parent)) this.#count(parent.parent, length / 2);
  }

  note(length: number): void {
    this.longest = Math.max(this.longest, length);
  }

  #count(element: Element, length: number): void {
    const sum = (this.#sums.get(element) ?? 0) + length;
    this.#sums.set(element, sum);
    this.note(sum);
  }
}

/** Siblings of the same name and first classes. */
class Cards {
  readonly #groups = new Map<Element, Map<string, number>>();

  add(element: Element): void {
    const { parent } = element;
    if (parent === null || !isTag(parent)) return;
    let groups = this.#groups.get(parent);
    if (groups === undefined) {
      groups = new Map();
      this.#groups.set(parent, groups);
    }
    const look = `${element.name} ${element.attribs.class?.split(/[\s\d]+/, 2).join(' ') ?? ''}`;
    groups.set(look, (groups.get(look) ?? 0) + 1);
  }

  /** The size of the largest group; less than four are none. */
  most(): number {
    let most = 0;
    for (const groups of this.#groups.values()) {
      for (const count of groups.values()) most = Math.max(most, count);
    }
    return most < 4 ? 0 : most;
  }
}

function part(count: number, whole: number): number {
  return Math.min(1, count / whole);
}

function ownText(element: Element): string {
  let text = '';
  for (const child of element.children) if (child.type === 'text') text += child.data;
  return text.trim();
}

function ownLength(
  element: Element,
  letters: ReadonlyMap<Element, number>,
): { text: number; phrases: number } {
  let text = 0;
  let phrases = 0;
  for (const child of element.children) {
    if (child.type === 'text') text += child.data.trim().length;
    else if (isTag(child) && child.name !== 'a' && PHRASE.test(child.name)) {
      phrases += letters.get(child) ?? 0;
    }
  }
  return { text, phrases: text + phrases };
}

function isPageLink({ attribs }: Element, text: string): boolean {
  return attribs.rel === 'next' || PAGE_LINK.test(attribs.href ?? '') || NEXT_PAGE.test(text);
}

function isHeadline(
  { parent }: Element,
  length: number,
  letters: ReadonlyMap<Element, number>,
): boolean {
  if (length < 25 || length >= 400 || parent === null || !isTag(parent)) return false;
  if (parent.name === 'p') return false;
  return parent.name !== 'li' || (letters.get(parent) ?? 0) < 1.5 * length;
}

function isInLink(element: Element): boolean {
  let { parent } = element;
  for (let level = 0; level < 3 && parent !== null && isTag(parent); level += 1) {
    if (parent.name === 'a') return true;
    parent = parent.parent;
  }
  return false;
}
