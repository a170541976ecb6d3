/** Which rows of a page are left out, and by which rule. */
import { type Element, isTag } from 'domhandler';
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
  const weights = sums(outline, (row) => weightOf(outline, row, kind));
  const ruleOf = ruleFinder(outline, kind);
  const marked = rowsMarked(outline, weights, ruleOf, new Set());
  const wrong = rulesThatTakeTooMuch(marked, weights);
  const kept = wrong.size === 0 ? marked : rowsMarked(outline, weights, ruleOf, wrong);
  return new Map([...kept].map(([row, { name }]) => [row, name]));
}

/**
 * Sites write their articles in cards, drawers and panels that open. What a rule takes in many pieces is the article where
 * it is this share of the page …
 */
const MOST_TOGETHER = 0.5;
/** … and so many times what is left: a page that ends in all the other articles of its site leaves more. */
const TIMES_WHAT_IS_LEFT = 3;

function rulesThatTakeTooMuch(
  marked: ReadonlyMap<number, DropRule>,
  weights: readonly number[],
): Set<DropRule> {
  const taken = new Map<DropRule, number>();
  const all = weights[0] ?? 0;
  let left = all;
  for (const [row, rule] of marked) {
    const weight = weights[row] ?? 0;
    taken.set(rule, (taken.get(rule) ?? 0) + weight);
    left -= weight;
  }
  const isTooMuch = ([rule, sum]: [DropRule, number]) =>
    sum > all * Math.max(rule.most, MOST_TOGETHER) && sum > left * TIMES_WHAT_IS_LEFT;
  return new Set([...taken].filter(isTooMuch).map(([rule]) => rule));
}

/** The rows that a rule drops, as long as each by itself holds little. */
function rowsMarked(
  outline: Outline,
  weights: readonly number[],
  ruleOf: (row: number) => DropRule | undefined,
  wrong: ReadonlySet<DropRule>,
): Map<number, DropRule> {
  const { elements, ends } = outline;
  const marked = new Map<number, DropRule>();
  const all = weights[0] ?? 0;
  for (let row = 0; row < elements.length; ) {
    const rule = ruleOf(row);
    if (
      rule !== undefined &&
      !wrong.has(rule) &&
      (weights[row] ?? 0) <= all * rule.most &&
      !isHeadingsText(outline, row)
    ) {
      marked.set(row, rule);
      row = ends[row] ?? row + 1;
    } else {
      // Within code every name is of the highlighter: `comment`, `meta`, `title`.
      row = elements[row]?.name === 'pre' ? (ends[row] ?? row + 1) : row + 1;
    }
  }
  return marked;
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
    if (rule === undefined || (isHeading(element) && OF_LAYOUT.has(rule.name))) return undefined;
    return OF_CONTROLS.has(rule.name) && isAroundHeading(element) ? undefined : rule;
  };
}

/** A heading with such a name has its place in a menu, or below one: `anchorWithStickyNavbar`, `toc-heading`. */
const OF_LAYOUT = new Set(['navigation', 'table of contents', 'header']);

function isHeading({ name }: Element): boolean {
  return /^h[1-6]$/.test(name);
}

/** Around a heading such a name is of what opens or leads to its section: `<a class="heading-link"><h3>…</h3></a>`. */
const OF_CONTROLS = new Set(['edit link', 'button']);

function isAroundHeading({ children }: Element): boolean {
  return children.some(
    (child) => isTag(child) && (isHeading(child) || child.attribs.role === 'heading'),
  );
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
