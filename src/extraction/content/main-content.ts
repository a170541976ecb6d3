/** Where on a page the article is, and what of it the author wrote. */
import type { CheerioAPI } from 'cheerio/slim';
import type { AnyNode, Element } from 'domhandler';
import type { PageKind } from '../article.ts';
import { threadOf } from '../forum/thread.ts';
import type { PageSigns } from '../kind/page-signs.ts';
import { type Block, blocksOf } from './blocks.ts';
import { dropCalls } from './calls.ts';
import { type Dropped, dropBoilerplate, droppedRows } from './dropped.ts';
import { dropHead, dropTitle, type Signature } from './head.ts';
import { dropLinkLists } from './link-lists.ts';
import { dropManualFurniture } from './manual-furniture.ts';
import { openingRows } from './opening.ts';
import { isControl, type Outline, outlineOf, sums } from './outline.ts';
import { isPrunedAsArticle, weightOf } from './prose.ts';
import { prunedCopy } from './pruned-copy.ts';
import { dropRepetitions } from './repetitions.ts';
import { chooseRoot, type Root } from './roots.ts';
import { dropTail } from './tail.ts';

export interface MainContent {
  /** Copies. The page is left as it was, but for parts that came late: they are in their places now. */
  readonly nodes: readonly AnyNode[];
  /** How they were found, for people: "body class; without comments, navigation". */
  readonly rule: string;
}

export interface MainContentOptions {
  readonly kind: PageKind;
  readonly metadata: Signature;
  /** Of the page, where they are there already: the program of a forum is told from them. */
  readonly signs?: PageSigns;
}

/**
 * What the author wrote, as a copy of a part of the page's tree: the boilerplate is marked, the root is chosen among what
 * is left, the root is pruned, and what was not dropped is copied. Linear in the size of the page, without recursion.
 *
 * @example
 * const { nodes } = mainContent(page, { kind: 'article', metadata });
 * const markdown = toMarkdown([...nodes], { baseUrl });
 */
export function mainContent($: CheerioAPI, options: MainContentOptions): MainContent {
  const page = $.root().children()[0];
  if (page === undefined) return { nodes: [], rule: 'empty page' };
  const thread = options.kind === 'forum' ? threadOf($, options.signs) : undefined;
  if (thread !== undefined) return { nodes: thread, rule: 'posts of the thread' };
  const { outline, root, opening, dropped } = analyse(page, options);
  const droppedElements = new Set([...dropped.keys()].map((row) => outline.elements[row]));
  const isDropped = (element: Element) => droppedElements.has(element) || isControl(element);
  const nodes = [...opening, root.row].flatMap((row) => {
    const element = outline.elements[row];
    return element === undefined ? [] : prunedCopy(element, isDropped);
  });
  return { nodes, rule: explained(outline, root, dropped) };
}

export interface Analysis {
  readonly outline: Outline;
  readonly root: Root;
  /** Rows of paragraphs before the root that belong to it. */
  readonly opening: readonly number[];
  readonly dropped: Dropped;
}

/** The decisions, row by row, before anything is copied. */
export function analyse(page: Element, { kind, metadata }: MainContentOptions): Analysis {
  const outline = outlineOf(page);
  const dropped = dropBoilerplate(outline, kind);
  const gone = droppedRows(outline, dropped);
  const root = chooseRoot(
    outline,
    sums(outline, (row) => weightOf(outline, row, kind), gone),
    kind,
  );
  if (!isPrunedAsArticle(kind)) {
    if (kind === 'documentation') {
      dropManualFurniture(outline, blocksBelow(outline, root.row, dropped), dropped);
      dropTitle(outline, root.row, dropped, metadata.title);
      return { outline, root, opening: openingRows(outline, root.row, gone, metadata), dropped };
    }
    return { outline, root, opening: [], dropped };
  }
  dropLinkLists(outline, root.row, dropped, metadata.canonicalLink?.hostname);
  prune(outline, root.row, dropped, metadata);
  const opening = openingRows(outline, root.row, gone, metadata);
  return { outline, root, opening, dropped };
}

function prune(outline: Outline, root: number, dropped: Dropped, metadata: Signature): void {
  const blocks = blocksBelow(outline, root, dropped);
  dropRepetitions(outline, blocks, dropped);
  dropHead(blocks, dropped, metadata);
  dropCalls(outline, blocks, dropped);
  dropTail(blocks, dropped, metadata.author ?? []);
}

function blocksBelow(outline: Outline, root: number, dropped: Dropped): readonly Block[] {
  return blocksOf(outline, root, outline.ends[root] ?? 0, droppedRows(outline, dropped));
}

function explained({ ends }: Outline, { row, rule }: Root, dropped: Dropped): string {
  const end = ends[row] ?? 0;
  const rules = [...dropped].filter(([one]) => one > row && one < end).map(([, name]) => name);
  const without = [...new Set(rules)].toSorted();
  return without.length === 0 ? rule : `${rule}; without ${without.join(', ')}`;
}
