/** Two ways to find the element that holds the article: by what the site calls it, and by where the prose is. */
import type { PageKind } from '../article.ts';
import type { Outline } from './outline.ts';
import { isPrunedAsArticle } from './prose.ts';

export interface Root {
  readonly row: number;
  /** As `trace` names it. */
  readonly rule: string;
}

interface NamedRoot {
  readonly rule: string;
  readonly fits: (outline: Outline, row: number) => boolean;
}

function hinted(rule: string, pattern: RegExp): NamedRoot {
  return { rule, fits: ({ hints }, row) => pattern.test(hints[row] ?? '') };
}

/** Most telling first. */
const BODY_NAMES: readonly NamedRoot[] = [
  {
    rule: 'itemprop=articleBody',
    fits: ({ elements }, row) => /articlebody|^text$/i.test(elements[row]?.attribs.itemprop ?? ''),
  },
  hinted(
    'body class',
    / (?:(?:article|post|entry|story|blog|news|page|blog-post)-?(?:body|content|text)(?:-?(?:inner|wrapper|container|main))?|post-full-content|entry|article-body__content|body-?copy|rich-?text|postarea|e-content|wysiwyg|prose|markdown-body|theme-doc-markdown|available-content|single-post-content|field-name-body|mw-parser-output) /,
  ),
];

const WIDER_NAMES: readonly NamedRoot[] = [
  { rule: 'article', fits: ({ elements }, row) => elements[row]?.name === 'article' },
  {
    rule: 'main',
    fits: ({ elements, hints }, row) =>
      elements[row]?.name === 'main' || / main /.test(hints[row] ?? ''),
  },
  hinted(
    'content id',
    / (?:content|main-content|contents|page-content|content-main|primary|documentwrapper|article|post) /,
  ),
];

/** Share of the page's prose that elements of a name must hold to be believed. */
const ENOUGH = 0.5;

/** Holding this share of what the elements of its name hold together, one of them speaks for all. */
const SPEAKS_FOR_ALL = 0.85;
/** An inner element of the same name with this share of the outer's prose is the same article, better cut. */
const AS_GOOD = 0.9;

/** How much of the prose the root must hold: around an article there is prose of others, around documentation hardly. */
const SHARES = {
  article: { dense: 0.8, complete: 0.7 },
  other: { dense: 0.95, complete: 0.7 },
};

/**
 * Lets both ways vote. What a site calls the body of an article is believed; of the vaguer names (`main` may hold much
 * more) and the root that the prose speaks for, the smallest that is complete.
 */
export function chooseRoot(outline: Outline, prose: readonly number[], kind: PageKind): Root {
  const shares = isPrunedAsArticle(kind) ? SHARES.article : SHARES.other;
  for (const name of BODY_NAMES) {
    const row = rootOf(outline, prose, name.fits);
    if (row !== undefined) return { row, rule: name.rule };
  }
  const candidates = [denseRoot(outline, prose, shares.dense)];
  for (const { rule, fits } of WIDER_NAMES) {
    const row = rootOf(outline, prose, fits);
    if (row !== undefined) candidates.push({ row, rule });
  }
  const size = ({ row }: Root) => prose[row] ?? 0;
  const most = Math.max(...candidates.map(size));
  return candidates
    .filter((one) => size(one) >= most * shares.complete)
    .reduce((best, one) => (size(one) < size(best) ? one : best));
}

/** One element where it holds what the elements of that name hold together; else the element that holds them all. */
function rootOf(
  outline: Outline,
  prose: readonly number[],
  fits: NamedRoot['fits'],
): number | undefined {
  const { ends, parents } = outline;
  const all = prose[0] ?? 0;
  let total = 0;
  let best = -1;
  let common = -1;
  for (let row = 0; row < prose.length; ) {
    const own = prose[row] ?? 0;
    if (own === 0 || !fits(outline, row)) {
      row += 1;
      continue;
    }
    total += own;
    if (best < 0 || own > (prose[best] ?? 0)) best = row;
    if (common < 0) common = row;
    while ((ends[common] ?? 0) <= row) common = parents[common] ?? 0;
    row = ends[row] ?? row + 1;
  }
  if (best < 0 || total < all * ENOUGH) return undefined;
  if ((prose[best] ?? 0) < total * SPEAKS_FOR_ALL) return common;
  for (let row = best + 1; row < (ends[best] ?? 0); row += 1)
    if ((prose[row] ?? 0) > (prose[best] ?? 0) * AS_GOOD && fits(outline, row)) best = row;
  return best;
}

/** A paragraph or a list is a part of an article. */
const PARTS = new Set(
  'p ul ol li dl dd dt blockquote span em strong b i font a h1 h2 h3 h4'.split(' '),
);

/** By density: the deepest element that holds nearly all of the prose. */
function denseRoot(
  { elements, ends, parents }: Outline,
  prose: readonly number[],
  share: number,
): Root {
  const all = prose[0] ?? 0;
  let best = 0;
  for (let row = 0; row < prose.length; row += 1) {
    if ((prose[row] ?? 0) >= all * share && (ends[row] ?? 0) > row) best = row;
  }
  while (best > 0 && PARTS.has(elements[best]?.name ?? '')) best = parents[best] ?? 0;
  return { row: best, rule: 'prose' };
}
