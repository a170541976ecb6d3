/** Which rows of a page are left out, and by which rule. */
import type { Element } from 'domhandler';
import type { PageKind } from '../article.ts';
import { textOf } from '../markdown/elements.ts';
import { BOILERPLATE_ELEMENTS } from './boilerplate-elements.ts';
import { BOILERPLATE_NAMES } from './boilerplate-names.ts';
import type { DropRule } from './drop-rule.ts';
import { type Outline, sums } from './outline.ts';
import { isPrunedAsArticle, weightOf } from './prose.ts';

/** Row → name of the rule that drops it. Rows below it are dropped with it, and need not be listed. */
export type Dropped = Map<number, string>;

/** Drops what carries a mark of boilerplate, unless too much of the page's text is in it. */
export function dropBoilerplate(outline: Outline, kind: PageKind): Dropped {
  const { elements, ends } = outline;
  const dropped: Dropped = new Map();
  const weights = sums(outline, (row) => weightOf(outline, row, kind));
  const all = weights[0] ?? 0;
  const ruleOf = ruleFinder(outline, kind);
  for (let row = 0; row < elements.length; ) {
    const rule = ruleOf(row);
    if (
      rule !== undefined &&
      (weights[row] ?? 0) <= all * rule.most &&
      !isHeadingsText(outline, row)
    ) {
      dropped.set(row, rule.name);
      row = ends[row] ?? row + 1;
    } else {
      // Within code every name is of the highlighter: `comment`, `meta`, `title`.
      row = elements[row]?.name === 'pre' ? (ends[row] ?? row + 1) : row + 1;
    }
  }
  return dropped;
}

/** Pages repeat their classes: each combination of names is looked at once. */
function ruleFinder({ elements, hints }: Outline, kind: PageKind) {
  const isArticle = isPrunedAsArticle(kind);
  const applies = (rule: DropRule) => isArticle || !rule.onlyInArticles;
  const ofElements = BOILERPLATE_ELEMENTS.filter(applies);
  const ofNames = BOILERPLATE_NAMES.filter(applies);
  const known = new Map<string, DropRule | undefined>();
  return (row: number): DropRule | undefined => {
    const element = elements[row];
    if (element === undefined) return undefined;
    const hint = hints[row] ?? '';
    for (const rule of ofElements) if (rule.fits(element, hint)) return rule;
    if (hint === '') return undefined;
    if (!known.has(hint))
      known.set(
        hint,
        ofNames.find((rule) => rule.fits(element, hint)),
      );
    const rule = known.get(hint);
    return rule !== undefined && isHeading(element) && OF_LAYOUT.has(rule.name) ? undefined : rule;
  };
}

/** A heading with such a name has its place in a menu, or below one: `anchorWithStickyNavbar`, `toc-heading`. */
const OF_LAYOUT = new Set(['navigation', 'table of contents', 'header']);

function isHeading({ name }: Element): boolean {
  return /^h[1-6]$/.test(name);
}

/** Is it what its heading says? Some headings are links to themselves, `<h2><a class="anchor-link">Setup</a></h2>`. */
function isHeadingsText({ elements, parents, text }: Outline, row: number): boolean {
  const above = parents[row] ?? -1;
  const [element, heading] = [elements[row], elements[above]];
  if (element === undefined || heading === undefined || !isHeading(heading)) return false;
  return textOf(element, LONGEST_HEADING).trim().length * 2 > (text[above] ?? 0);
}

const LONGEST_HEADING = 500;

/** 1 for each row that is dropped, those below a dropped one included. */
export function droppedRows({ ends, elements }: Outline, dropped: Dropped): Uint8Array {
  const gone = new Uint8Array(elements.length);
  for (const row of dropped.keys()) {
    if (gone[row] === 0) gone.fill(1, row, ends[row]);
  }
  return gone;
}
