/** A page's elements as rows in document order: questions about a subtree become sums over a range of rows. */
import type { AnyNode, Element } from 'domhandler';
import { isTag } from 'domhandler';
import { isBlock } from '../markdown/elements.ts';

/** Their text is no reader's text; below them is nothing to look for. */
const SILENT = new Set(
  'script style noscript template svg math iframe head object title'.split(' '),
);
const CONTROLS = new Set('button select textarea'.split(' '));

/** A form control. Questions that open and close their answers are buttons within headings, and text. */
export function isControl({ name, parent }: Element): boolean {
  if (!CONTROLS.has(name)) return false;
  return !(parent !== null && isTag(parent) && /^(?:h[1-6]|dt|summary)$/.test(parent.name));
}

export interface Outline {
  /** In document order, the root first. */
  readonly elements: readonly Element[];
  /** Row of the parent; -1 for the root. */
  readonly parents: readonly number[];
  /** Row after the last descendant. */
  readonly ends: readonly number[];
  /** Characters of text, by the block that shows it: inline elements have none of their own. */
  readonly text: readonly number[];
  /** Those of them within links. */
  readonly linkText: readonly number[];
  /** Lower-case words of class, id and role, with a blank before, after and between: `' post-content main '`. */
  readonly hints: readonly string[];
}

/** Walks a tree once, along the links between nodes. Scripts and form controls have rows, but no text. */
export function outlineOf(root: Element): Outline {
  const elements: Element[] = [];
  const parents: number[] = [];
  const ends: number[] = [];
  const text: number[] = [];
  const linkText: number[] = [];
  const hints: string[] = [];
  const hintOf = hintReader();
  /** Row of the block that shows the text of each row. */
  const blocks: number[] = [];
  /** The innermost open row, and the row of the open link; -1 where there is none. */
  let open = -1;
  let link = -1;

  /** @returns what is walked next: nothing below what is silent */
  const enter = (element: Element): AnyNode | null => {
    const row = elements.length;
    elements.push(element);
    parents.push(open);
    ends.push(row + 1);
    text.push(0);
    linkText.push(0);
    hints.push(hintOf(element));
    blocks.push(open < 0 || isBlock(element) ? row : (blocks[open] ?? row));
    const first = element.children[0];
    if (first === undefined || SILENT.has(element.name) || isControl(element)) return null;
    open = row;
    if (link < 0 && element.name === 'a') link = row;
    return first;
  };
  const read = (data: string) => {
    const length = visibleLength(data);
    if (length === 0) return;
    const block = blocks[open] ?? 0;
    text[block] = (text[block] ?? 0) + length;
    if (link >= 0) linkText[block] = (linkText[block] ?? 0) + length;
  };

  let node = enter(root);
  while (node !== null && open >= 0) {
    if (node.type === 'text') read(node.data);
    let next: AnyNode | null = (isTag(node) ? enter(node) : null) ?? node.next;
    while (next === null && open >= 0) {
      ends[open] = elements.length;
      if (link === open) link = -1;
      next = elements[open]?.next ?? null;
      open = parents[open] ?? -1;
    }
    node = next;
  }
  return { elements, parents, ends, text, linkText, hints };
}

/** Chinese, Japanese and Korean say with one letter what takes others two or three. */
const WIDE_LETTER = 2.5;

/** Length with runs of white space counted once. */
function visibleLength(data: string): number {
  let length = 0;
  let blank = true;
  for (let index = 0; index < data.length; index += 1) {
    const code = data.charCodeAt(index);
    if (code > 32 && code !== 160) {
      length += code < 0x1100 ? 1 : widthOf(code);
      blank = false;
    } else if (!blank) {
      length += 1;
      blank = true;
    }
  }
  return length;
}

function widthOf(code: number): number {
  const isWide =
    code < 0x1200 || (code >= 0x2e80 && code < 0xd7b0) || (code >= 0xf900 && code < 0xfb00);
  return isWide ? WIDE_LETTER : 1;
}

/** The anchor of a section, made of its heading's words. */
const SLUG = /(?:[^-]+-){3}|^toc/;
/** More of a class list is not read. */
const LONGEST_CLASS = 400;

/** Pages repeat their class lists, and the words in them: each is spelled out once. */
function hintReader(): (element: Element) => string {
  const knownLists = new Map<string, string>();
  const knownWords = new Map<string, string>();
  return ({ attribs, name }) => {
    const { class: classes = '', id = '', role = '' } = attribs;
    const names = id === '' || isAnchor(name, id) ? classes : `${id} ${classes}`;
    const list = role === '' ? names : `${names} ${role}`;
    if (list === '') return '';
    let hint = knownLists.get(list);
    if (hint === undefined) {
      hint = spelledOut(list, knownWords);
      knownLists.set(list, hint);
    }
    return hint;
  };
}

function isAnchor(name: string, id: string): boolean {
  return /^(?:h[1-6]|p|li)$/.test(name) || SLUG.test(id);
}

/** WordPress and Ghost mark a post with what it is about: `post category-news tag-newsletter`. */
const POST = /(?:^| )(?:hentry|post)(?: |$)/;
const TAXONOMY = /^(?:category|tag)-/;

function spelledOut(list: string, known: Map<string, string>): string {
  const isPost = POST.test(list);
  let hint = ' ';
  for (const word of list.slice(0, LONGEST_CLASS).replaceAll(LINE_BREAK, ' ').split(' ')) {
    if (isPost && TAXONOMY.test(word)) continue;
    let spelled = known.get(word);
    if (spelled === undefined) {
      spelled = spelledWord(word);
      known.set(word, spelled);
    }
    hint += spelled;
  }
  return hint;
}

const LINE_BREAK = /[\t\n\f\r]/g;
const SPELLED_OUT = /^[a-z\d]+(?:-[a-z\d]+)*$/;
/** Utility classes (`md:flex`, `w-[3px]`) and states (`has-comments`) do not say what an element is. */
const NO_NAME = /^$|[:[\]/]|^(?:has|with)[-A-Z_]/;

/** In BEM (`Report__Section--Ads`) the last part says how an element differs from its like. */
const MODIFIER = /(?<=__[A-Za-z\d-]{1,60})--.*$/;

/** `RelatedPosts_list` is `related-posts-list`: one spelling for the rules. */
function spelledWord(word: string): string {
  if (NO_NAME.test(word)) return '';
  if (SPELLED_OUT.test(word)) return `${word} `;
  const spelled = word
    .replace(MODIFIER, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/_+|--+/g, '-');
  return `${spelled.toLowerCase()} `;
}

/** For every row, the sum over its subtree; without the rows marked in `gone`, see `droppedRows`. */
export function sums(
  { elements, parents }: Outline,
  own: (row: number) => number,
  gone?: Uint8Array,
): number[] {
  const totals = elements.map((_, row) => (gone?.[row] === 1 ? 0 : own(row)));
  for (let row = totals.length - 1; row > 0; row -= 1) {
    const parent = parents[row] ?? 0;
    if (gone?.[row] !== 1) totals[parent] = (totals[parent] ?? 0) + (totals[row] ?? 0);
  }
  return totals;
}
