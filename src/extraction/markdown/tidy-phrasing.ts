/** The same for what stands within a line: white space, emphasis, addresses. */
import type { Link, PhrasingContent } from 'mdast';
import { plainAddresses } from './addresses.ts';
import { formed } from './emphasis.ts';
import { type Attention, isAttention } from './flanking.ts';
import { append } from './mapping.ts';

type Wrapper = Attention | Link;

/** A set of kinds of phrases, one bit each. */
type Kinds = number;
const NONE: Kinds = 0;
const KIND = { emphasis: 1, strong: 2, delete: 4, link: 8 };

/** A paragraph: trimmed, without empty phrases. */
export function tidyPhrasing(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const [only] = nodes;
  if (nodes.length === 1 && only?.type === 'text') {
    const value = oneSpace(only.value).trim();
    return value === '' ? [] : plainAddresses([{ type: 'text', value }]);
  }
  return formed(plainAddresses(trimmed(joined(nodes, NONE))), (moved) =>
    // Addresses that touched the marks may stand free now.
    plainAddresses(joined(moved, NONE)),
  );
}

/** A heading or a cell: the same on one line. */
export function tidyLine(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return tidyPhrasing(nodes.map(onOneLine));
}

function onOneLine(node: PhrasingContent): PhrasingContent {
  if (node.type === 'break') return { type: 'text', value: ' ' };
  if (node.type === 'text')
    return node.value.includes('\n')
      ? { type: 'text', value: node.value.replaceAll('\n', ' ') }
      : node;
  if (node.type === 'formula')
    return { ...node, display: false, value: node.value.replaceAll('\n', ' ') };
  return 'children' in node
    ? ({ ...node, children: node.children.map(onOneLine) } as PhrasingContent)
    : node;
}

/** Merges neighbours, takes white space out of phrases, drops what is empty or repeated. */
function joined(nodes: readonly PhrasingContent[], within: Kinds): PhrasingContent[] {
  const result: PhrasingContent[] = [];
  // Text in a row is merged at its end, phrases in a row at the very end: at every step would take quadratic time.
  let run: string[] = [];
  let grown: Set<Attention> | undefined;
  const endRun = () => {
    if (run.length === 0) return;
    const value = oneSpace(run.join(''));
    const shown = result.at(-1)?.type === 'break' ? value.trimStart() : value;
    if (shown !== '') result.push({ type: 'text', value: shown });
    run = [];
  };
  const push = (node: PhrasingContent) => {
    if (node.type === 'text') {
      run.push(node.value);
      return;
    }
    endRun();
    const before = result.at(-1);
    if (node.type === 'break') {
      if (before?.type === 'text') before.value = before.value.trimEnd();
      if (before?.type === 'text' && before.value === '') result.pop();
      if (result.at(-1)?.type !== 'break') result.push({ type: 'break' });
    } else if (node.type === 'inlineCode' && before?.type === 'inlineCode') {
      // Their fences would touch.
      before.value += node.value;
    } else if (
      isAttention(node) &&
      before !== undefined &&
      isAttention(before) &&
      before.type === node.type
    ) {
      append(before.children, node.children);
      grown ??= new Set();
      grown.add(before);
    } else {
      result.push(node);
    }
  };
  for (const node of nodes) {
    if (isWrapper(node)) {
      for (const part of unwrapped(node, within)) push(part);
    } else {
      const clean = leaf(node);
      if (clean !== undefined) push(clean);
    }
  }
  endRun();
  for (const node of grown ?? []) node.children = joined(node.children, within | KIND[node.type]);
  return result;
}

/** What holds no other phrase, cleaned; nothing for what is empty or cannot be written. */
function leaf(node: PhrasingContent): PhrasingContent | undefined {
  switch (node.type) {
    case 'image': {
      const alt = oneSpace((node.alt ?? '').replaceAll('\n', ' ')).trim();
      return { type: 'image', url: node.url, alt };
    }
    case 'inlineCode': {
      const value = node.value.replaceAll(/[\n\r]/g, ' ').trim();
      return value === '' ? undefined : { type: 'inlineCode', value };
    }
    case 'text':
    case 'break':
    case 'formula':
    case 'footnoteReference':
      return node;
    default:
      return undefined;
  }
}

/** One space is as good as many; a line break in the text stays one, without blanks around it. */
function oneSpace(value: string): string {
  if (!/[\t\n\f\r\u00a0]| {2}/.test(value)) return value;
  const spaced = value.replaceAll(/[\t\f\r \u00a0]+/g, ' ');
  return spaced.includes('\n') ? spaced.replaceAll(/ ?\n\s*/g, '\n') : spaced;
}

/** A phrase, with white space and line breaks at its ends moved out of it; nothing but those when it holds no more. */
function unwrapped(node: Wrapper, within: Kinds): PhrasingContent[] {
  const children = joined(node.children, within | KIND[node.type]);
  if ((within & KIND[node.type]) !== 0) return children;
  const before: PhrasingContent[] = [];
  const after: PhrasingContent[] = [];
  let first = children[0];
  while (
    first !== undefined &&
    (first.type === 'break' || (first.type === 'text' && /^\s/.test(first.value)))
  ) {
    before.push(first.type === 'break' ? first : { type: 'text', value: leading(first.value) });
    const rest = first.type === 'text' ? first.value.trimStart() : '';
    if (rest === '') children.shift();
    else children[0] = { type: 'text', value: rest };
    first = children[0];
  }
  let last = children.at(-1);
  while (
    last !== undefined &&
    (last.type === 'break' || (last.type === 'text' && /\s$/.test(last.value)))
  ) {
    after.unshift(last.type === 'break' ? last : { type: 'text', value: trailing(last.value) });
    const rest = last.type === 'text' ? last.value.trimEnd() : '';
    if (rest === '') children.pop();
    else children[children.length - 1] = { type: 'text', value: rest };
    last = children.at(-1);
  }
  if (children.length === 0) return [...before, ...after];
  const kept: Wrapper =
    node.type === 'link'
      ? { type: 'link', url: node.url, children }
      : { type: node.type, children };
  return [...before, kept, ...after];
}

function leading(value: string): string {
  return value.slice(0, value.length - value.trimStart().length);
}

function trailing(value: string): string {
  return value.slice(value.trimEnd().length);
}

function trimmed(nodes: PhrasingContent[]): PhrasingContent[] {
  const rest = [...nodes];
  for (let first = rest[0]; first !== undefined; first = rest[0]) {
    const value = first.type === 'text' ? first.value.trimStart() : '';
    if (first.type !== 'break' && first.type !== 'text') break;
    if (value !== '') {
      rest[0] = { type: 'text', value };
      break;
    }
    rest.shift();
  }
  for (let last = rest.at(-1); last !== undefined; last = rest.at(-1)) {
    const value = last.type === 'text' ? last.value.trimEnd() : '';
    if (last.type !== 'break' && last.type !== 'text') break;
    if (value !== '') {
      rest[rest.length - 1] = { type: 'text', value };
      break;
    }
    rest.pop();
  }
  return rest;
}

function isWrapper(node: PhrasingContent): node is Wrapper {
  return isAttention(node) || node.type === 'link';
}
