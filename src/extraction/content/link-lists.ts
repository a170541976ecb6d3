/** Lists of links: contents, menus and related articles that no class gives away. */
import { type Dropped, droppedRows } from './dropped.ts';
import { type Outline, sums } from './outline.ts';
import { proseOf } from './prose.ts';

const CONTAINERS = new Set('ul ol div section aside table dl'.split(' '));

/** From this share of link text on, a container holds nothing but links. */
const NOTHING_ELSE = 0.8;
/** Holding more than this share of the root's text it is the page's content. */
const MOST = 0.3;
/** A list that the article goes on after, by this many letters of prose, is the author's, if it has … */
const PROSE_AFTER = 400;
/** … at least so many links: two or three in mid-text are teasers. */
const LINKS_OF_AN_AUTHOR = 5;

export function dropLinkLists(outline: Outline, root: number, dropped: Dropped): void {
  const { elements, ends } = outline;
  const gone = droppedRows(outline, dropped);
  const text = sums(outline, (row) => outline.text[row] ?? 0, gone);
  const linkText = sums(outline, (row) => outline.linkText[row] ?? 0, gone);
  const links = sums(outline, (row) => (elements[row]?.name === 'a' ? 1 : 0), gone);
  const proseBefore = runningSums(outline, gone);
  const end = ends[root] ?? 0;
  const isAuthors = (row: number) =>
    /^[uo]l$/.test(elements[row]?.name ?? '') &&
    (links[row] ?? 0) >= LINKS_OF_AN_AUTHOR &&
    (proseBefore[end] ?? 0) - (proseBefore[ends[row] ?? end] ?? 0) > PROSE_AFTER;

  for (let row = root + 1; row < end; ) {
    const length = text[row] ?? 0;
    const isLinks =
      gone[row] === 0 &&
      CONTAINERS.has(elements[row]?.name ?? '') &&
      length > 0 &&
      length < (text[root] ?? 0) * MOST &&
      (linkText[row] ?? 0) > length * NOTHING_ELSE &&
      (links[row] ?? 0) > 1;
    const rule = isLinks ? ruleOf(outline, row, isAuthors) : undefined;
    if (rule === undefined) row += 1;
    else {
      dropped.set(row, rule);
      row = ends[row] ?? row + 1;
    }
  }
}

function ruleOf(
  outline: Outline,
  row: number,
  isAuthors: (row: number) => boolean,
): string | undefined {
  if (isContents(outline, row)) return 'table of contents';
  return isAuthors(row) ? undefined : 'list of links';
}

/** Its links lead to places on the same page. */
function isContents({ elements, ends }: Outline, row: number): boolean {
  for (let below = row + 1; below < (ends[row] ?? 0); below += 1) {
    const element = elements[below];
    if (element?.name === 'a') return element.attribs.href?.startsWith('#') ?? false;
  }
  return false;
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
