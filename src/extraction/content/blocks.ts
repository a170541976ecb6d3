/** The blocks of text below a root, in reading order. */
import { type AnyNode, type Element, isTag } from 'domhandler';
import { isBlock, isDropped } from '../markdown/elements.ts';
import { folded } from '../white-space.ts';
import type { Outline } from './outline.ts';

export interface Block {
  readonly row: number;
  /** The element's. */
  readonly name: string;
  /** On one line; of a long block only the beginning. */
  readonly text: string;
  /** Of the whole text. */
  readonly length: number;
  readonly linkText: number;
  /** Other blocks lie within it: dropping it would drop them too. */
  readonly holdsBlocks: boolean;
}

/** No rule looks further than this into a block. */
const LONGEST = 400;

/**
 * Between blocks, an inline element that stands alone is a block as well: `<div><span>By Mara</span><p>…</p></div>`.
 *
 * @param gone 1 for the rows that are dropped; see `droppedRows`
 */
export function blocksOf(
  outline: Outline,
  from: number,
  to: number,
  gone: Uint8Array,
): readonly Block[] {
  const { elements, ends, parents } = outline;
  const blocks: Block[] = [];
  const mixed = new Set<number>();
  for (let row = from; row < to; ) {
    const element = elements[row];
    if (element === undefined || gone[row] === 1) {
      row = ends[row] ?? row + 1;
      continue;
    }
    const block = mixed.has(parents[row] ?? -1)
      ? (blockAt(outline, row, element) ?? inlineAt(outline, row, element))
      : blockAt(outline, row, element);
    if (block !== undefined) blocks.push(block);
    if (block?.holdsBlocks) mixed.add(row);
    row += 1;
  }
  return blocks;
}

function blockAt(outline: Outline, row: number, element: Element): Block | undefined {
  const length = outline.text[row] ?? 0;
  if (length === 0) return undefined;
  let line: string | undefined;
  return {
    row,
    name: element.name,
    // Most blocks are only measured.
    get text() {
      line ??= lineOf(element);
      return line;
    },
    length,
    linkText: outline.linkText[row] ?? 0,
    holdsBlocks: holdsText(outline, row),
  };
}

function inlineAt(outline: Outline, row: number, element: Element): Block | undefined {
  if (isBlock(element) || hasText(element.prev) || hasText(element.next)) return undefined;
  const text = holdsText(outline, row) ? '' : lineOf(element);
  if (text === '') return undefined;
  const linkText = element.name === 'a' ? text.length : 0;
  return { row, name: element.name, text, length: text.length, linkText, holdsBlocks: false };
}

/** Follows the links between nodes, so that an element of many children costs no more than what is read of it. */
function lineOf(element: Element): string {
  let text = '';
  let node: AnyNode | null = element.firstChild;
  while (node !== null && text.length < LONGEST) {
    if (node.type === 'text') text += node.data;
    const first: AnyNode | null = isTag(node) && !isDropped(node) ? node.firstChild : null;
    node = first ?? following(node, element);
  }
  return folded(text);
}

/** The next node in document order that is not below this one, within an element. */
function following(node: AnyNode, within: Element): AnyNode | null {
  for (let one: AnyNode | null = node; one !== null && one !== within; one = one.parent) {
    if (one.next !== null) return one.next;
  }
  return null;
}

function hasText(node: AnyNode | null): boolean {
  return node?.type === 'text' && node.data.trim() !== '';
}

function holdsText({ text, ends }: Outline, row: number): boolean {
  const end = ends[row] ?? 0;
  for (let below = row + 1; below < end; below += 1) if ((text[below] ?? 0) > 0) return true;
  return false;
}

export function isHeading({ name }: Block): boolean {
  return /^h[1-6]$/.test(name);
}

/** Code and figures in tables are never lines around an article. */
export function isCodeOrCell({ name }: Block): boolean {
  return /^(?:pre|code|td|th|tr|table)$/.test(name);
}

/** Highlighters make each line of code a block, within lines within `<code>`. */
const CODE_DEPTH = 4;

/** The `<pre>` that a row is, or lies in. */
export function preAround({ elements, parents }: Outline, row: number): Element | undefined {
  let above = row;
  for (let level = 0; level < CODE_DEPTH; level += 1) {
    if (elements[above]?.name === 'pre') return elements[above];
    above = parents[above] ?? 0;
  }
  return undefined;
}
