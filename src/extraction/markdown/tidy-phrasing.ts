/** The same for what stands within a line: white space, emphasis, addresses. */
import type { Delete, Emphasis, Link, PhrasingContent, Strong } from 'mdast';
import { plainAddresses } from './addresses.ts';
import { append } from './mapping.ts';

type Attention = Emphasis | Strong | Delete;
type Wrapper = Attention | Link;

/** A paragraph: trimmed, without empty phrases. */
export function tidyPhrasing(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return flanked(plainAddresses(trimmed(joined(nodes, new Set()))));
}

/** A heading or a cell: the same on one line. */
export function tidyLine(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return tidyPhrasing(nodes.map(onOneLine));
}

function onOneLine(node: PhrasingContent): PhrasingContent {
  if (node.type === 'break') return { type: 'text', value: ' ' };
  if (node.type === 'text') return { type: 'text', value: node.value.replaceAll('\n', ' ') };
  if (node.type === 'formula')
    return { ...node, display: false, value: node.value.replaceAll('\n', ' ') };
  return 'children' in node
    ? ({ ...node, children: node.children.map(onOneLine) } as PhrasingContent)
    : node;
}

/** Merges neighbours, takes white space out of phrases, drops what is empty or repeated. */
function joined(nodes: readonly PhrasingContent[], within: ReadonlySet<string>): PhrasingContent[] {
  const result: PhrasingContent[] = [];
  // Text in a row is merged at its end, phrases in a row at the very end: at every step would take quadratic time.
  let run: string[] = [];
  const grown = new Set<Attention>();
  const endRun = () => {
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
      grown.add(before);
    } else {
      result.push(node);
    }
  };
  for (const node of nodes) {
    if (isWrapper(node)) for (const part of unwrapped(node, within)) push(part);
    else for (const part of leaf(node)) push(part);
  }
  endRun();
  for (const node of grown) node.children = joined(node.children, new Set([...within, node.type]));
  return result;
}

/** What holds no other phrase, cleaned; nothing for what is empty or cannot be written. */
function leaf(node: PhrasingContent): PhrasingContent[] {
  switch (node.type) {
    case 'image': {
      const alt = oneSpace((node.alt ?? '').replaceAll('\n', ' ')).trim();
      return [{ type: 'image', url: node.url, alt }];
    }
    case 'inlineCode': {
      const value = node.value.replaceAll(/[\n\r]/g, ' ').trim();
      return value === '' ? [] : [{ type: 'inlineCode', value }];
    }
    case 'text':
    case 'break':
    case 'formula':
    case 'footnoteReference':
      return [node];
    default:
      return [];
  }
}

/** One space is as good as many; a line break in the text stays one, without blanks around it. */
function oneSpace(value: string): string {
  const spaced = value.replaceAll(/[\t\f\r \u00a0]+/g, ' ');
  return spaced.includes('\n') ? spaced.replaceAll(/ ?\n\s*/g, '\n') : spaced;
}

/** A phrase, with white space and line breaks at its ends moved out of it; nothing but those when it holds no more. */
function unwrapped(node: Wrapper, within: ReadonlySet<string>): PhrasingContent[] {
  const children = joined(node.children, new Set([...within, node.type]));
  if (within.has(node.type)) return children;
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

/**
 * Emphasis only forms where its marks touch a word on the inside or no word on the outside: `a**(b)**` stays as it is.
 * Punctuation at its edge is moved out; where that is not text, the emphasis is given up.
 *
 * @see https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
 */
function flanked(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const result: PhrasingContent[] = [];
  const pending = [...nodes].reverse();
  let changed = false;
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const previous = result.at(-1);
    const next = pending.at(-1);
    const wordBefore = previous?.type === 'text' && /[^\s\p{P}\p{S}]$/u.test(previous.value);
    const wordAfter = next?.type === 'text' && /^[^\s\p{P}\p{S}]/u.test(next.value);
    if (
      !isAttention(node) ||
      !((wordBefore && startsWithMark(node)) || (wordAfter && endsWithMark(node)))
    ) {
      result.push(node);
      continue;
    }
    changed = true;
    // What takes its place may hold emphasis that cannot form either.
    for (const part of cut(node, wordBefore, wordAfter).reverse()) pending.push(part);
  }
  // Addresses that touched the marks may stand free now.
  return changed ? plainAddresses(joined(result, new Set())) : result;
}

/** The phrase without the punctuation at its edges, or only what it holds. */
function cut(node: Attention, atStart: boolean, atEnd: boolean): PhrasingContent[] {
  const children = [...node.children];
  const parts: PhrasingContent[] = [];
  const first = children[0];
  if (atStart && startsWithMark(node)) {
    if (first?.type !== 'text') return children;
    const marks = /^[\p{P}\p{S}\s]+/u.exec(first.value)?.[0] ?? '';
    parts.push({ type: 'text', value: marks });
    children[0] = { type: 'text', value: first.value.slice(marks.length) };
  }
  let after = '';
  const last = children.at(-1);
  if (atEnd && last !== undefined && endsWithMark({ ...node, children: [last] })) {
    if (last.type !== 'text') return [...parts, ...children];
    after = trailingMarks(last.value);
    const value = last.value.slice(0, last.value.length - after.length);
    children[children.length - 1] = { type: 'text', value };
  }
  const kept = children.filter((child) => child.type !== 'text' || child.value !== '');
  if (kept.length > 0) parts.push({ type: node.type, children: kept });
  if (after !== '') parts.push({ type: 'text', value: after });
  return parts;
}

function trailingMarks(value: string): string {
  const chars = [...value];
  let length = 0;
  while (length < chars.length && /[\p{P}\p{S}\s]/u.test(chars[chars.length - 1 - length] ?? 'a'))
    length += 1;
  return chars.slice(chars.length - length).join('');
}

function startsWithMark(node: Attention): boolean {
  const first = node.children[0];
  if (first === undefined || isAttention(first))
    return first !== undefined && isAttention(first) && startsWithMark(first);
  return first.type !== 'text' || /^[\p{P}\p{S}]/u.test(first.value);
}

function endsWithMark(node: Attention): boolean {
  const last = node.children.at(-1);
  if (last === undefined || isAttention(last))
    return last !== undefined && isAttention(last) && endsWithMark(last);
  return last.type !== 'text' || /[\p{P}\p{S}]$/u.test(last.value);
}

function isAttention(node: PhrasingContent): node is Attention {
  return node.type === 'emphasis' || node.type === 'strong' || node.type === 'delete';
}

function isWrapper(node: PhrasingContent): node is Wrapper {
  return isAttention(node) || node.type === 'link';
}
