/** Lists of links: contents, menus and related articles that no class gives away. */
import { type AnyNode, type Element, isTag } from 'domhandler';
import { textOf } from '../markdown/elements.ts';
import { isCards, isHeadline } from './cards.ts';
import { type Dropped, droppedRows } from './dropped.ts';
import { leadElsewhere } from './link-hosts.ts';
import { type Outline, sums } from './outline.ts';
import { proseOf } from './prose.ts';

const CONTAINERS = new Set('ul ol div section aside table dl'.split(' '));

/** From this share of link text on, a container holds nothing but links. */
const NOTHING_ELSE = 0.8;
/** Holding more than this share of the root's text it is the page's content. */
const MOST = 0.3;
/** A list that the article goes on after, by this many letters of prose, is the author's, if it has … */
const PROSE_AFTER = 400;
/** … at least so many links: two or three in mid-text are teasers, unless the author introduces them. */
const LINKS_OF_AN_AUTHOR = 5;

/** @param site the host of this page, where it is known */
export function dropLinkLists(
  outline: Outline,
  root: number,
  dropped: Dropped,
  site?: string,
): void {
  const { elements, ends, hints } = outline;
  const gone = droppedRows(outline, dropped);
  const text = sums(outline, (row) => outline.text[row] ?? 0, gone);
  const linkText = sums(outline, (row) => outline.linkText[row] ?? 0, gone);
  const links = sums(outline, (row) => (elements[row]?.name === 'a' ? 1 : 0), gone);
  const headlines = sums(outline, (row) => (isHeadline(outline, row) ? 1 : 0), gone);
  const proseBefore = runningSums(outline, gone);
  const end = ends[root] ?? 0;
  const most = (text[root] ?? 0) * MOST;

  /** Around nothing but a list a box says nothing about it: Asciidoctor has one around each. */
  const isBox = (row: number) =>
    text[row + 1] === text[row] && /^(?:div|ul|ol)$/.test(elements[row + 1]?.name ?? '');
  const isAuthors = (row: number) => {
    if (!isList(elements[row])) return false;
    const proseAfter = (proseBefore[end] ?? 0) - (proseBefore[ends[row] ?? end] ?? 0);
    const isLong = (links[row] ?? 0) >= LINKS_OF_AN_AUTHOR && proseAfter > PROSE_AFTER;
    if (isLong || isIntroduced(elements[row])) return true;
    return site !== undefined && leadElsewhere(outline, row, site);
  };
  const ruleOf = (row: number, length: number) => {
    const isLinks = (linkText[row] ?? 0) > length * NOTHING_ELSE && (links[row] ?? 0) > 1;
    if (isLinks && isBox(row)) return undefined;
    if (isLinks && CONTAINERS.has(elements[row]?.name ?? '')) {
      if (isContents(outline, row)) return 'table of contents';
      return isAuthors(row) ? undefined : 'list of links';
    }
    if ((headlines[row] ?? 0) > 1 && isCards(outline, row, text, headlines)) return 'cards';
    if ((links[row] ?? 0) > 0 && TEASER.test(hints[row] ?? '')) return 'teaser';
    return undefined;
  };

  const lists: [row: number, rule: string][] = [];
  const others: [row: number, rule: string][] = [];
  for (let row = root + 1; row < end; ) {
    const length = text[row] ?? 0;
    const isPart = gone[row] === 0 && length > 0 && length < most;
    const rule = isPart ? ruleOf(row, length) : undefined;
    if (rule === undefined) row += 1;
    else {
      (OF_OTHERS.has(rule) ? others : lists).push([row, rule]);
      row = ends[row] ?? row + 1;
    }
  }
  for (const [row, rule] of lists) dropped.set(row, rule);
  // Where teasers hold much of the text together, they are what the page is about.
  if (others.reduce((sum, [row]) => sum + (text[row] ?? 0), 0) >= most) return;
  for (const [row, rule] of others) dropped.set(row, rule);
}

function isList(element: Element | undefined): boolean {
  return element?.name === 'ul' || element?.name === 'ol';
}

const OF_OTHERS = new Set(['cards', 'teaser']);

/** Without a link, a teaser is the first paragraph of the article itself. */
const TEASER = /[ -]teasers?[ -]/;

/** Its links lead to places on the same page. */
function isContents({ elements, ends }: Outline, row: number): boolean {
  for (let below = row + 1; below < (ends[row] ?? 0); below += 1) {
    const element = elements[below];
    if (element?.name === 'a') return element.attribs.href?.startsWith('#') ?? false;
  }
  return false;
}

/** A shorter one is a label ("Related reads:"), whatever its language. */
const SHORTEST_INTRODUCTION = 24;
const LONGEST_INTRODUCTION = 600;
/** What a site says before links to other pages of its own. */
const OF_THE_SITE =
  /\b(?:related|reads?|reading|also|more (?:from|stories|articles|posts)|next|further|similar|latest|popular|share|tags?|topics?|categories|contents|menu|mehr|weitere|auch|aussi|también)\b/i;

/** The text before it ends in a colon: `These are the gauges that I tried:`. */
function isIntroduced(list: Element | undefined): boolean {
  const before = elementBefore(list) ?? elementBefore(list?.parent ?? undefined) ?? null;
  if (before === null || /^h[1-6r]$/.test(before.name)) return false;
  const text = textOf(before, LONGEST_INTRODUCTION).trim();
  return (
    text.length >= SHORTEST_INTRODUCTION &&
    /[:：]$/.test(text) &&
    !OF_THE_SITE.test(text.slice(-60))
  );
}

function elementBefore(node: AnyNode | undefined): Element | undefined {
  let before = node?.prev ?? null;
  while (before !== null && !isTag(before)) before = before.prev;
  return before ?? undefined;
}

/** Letters of prose in front of each row. */
function runningSums(outline: Outline, gone: Uint8Array): number[] {
  const before = [0];
  let sum = 0;
  for (let row = 0; row < outline.elements.length; row += 1) {
    if (gone[row] === 0) sum += proseOf(outline, row);
    before.push(sum);
  }
  return before;
}
