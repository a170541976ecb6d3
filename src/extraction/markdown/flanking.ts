/** The edges of emphasis: punctuation that would keep its marks from forming is moved out. */
import type { Delete, Emphasis, Link, PhrasingContent, Strong } from 'mdast';
import { isStarred, lastOf } from './delimiters.ts';

export type Attention = Emphasis | Strong | Delete;

export function isAttention(node: PhrasingContent | undefined): node is Attention {
  return isStarred(node) || node?.type === 'delete';
}

/** Has a step moved anything, so that neighbours may be alike now? */
export interface Progress {
  changed: boolean;
}

/**
 * Emphasis only forms where its marks touch a word on the inside or no word on the outside: `a**(b)**` stays as it is.
 * Punctuation at its edge is moved out; where that is not text, the emphasis is given up.
 *
 * @see https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
 */
export function flanked(nodes: readonly PhrasingContent[], progress: Progress): PhrasingContent[] {
  const result: PhrasingContent[] = [];
  const pending = [...nodes].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isAttention(node) && node.type !== 'link') {
      result.push(node);
      continue;
    }
    if (node.children.some((child) => isAttention(child) || child.type === 'link'))
      node.children = flanked(node.children, progress) as Link['children'];
    const previous = result.at(-1);
    const next = pending.at(-1);
    const wordBefore = previous?.type === 'text' && isWord(lastOf(previous.value));
    const wordAfter = next?.type === 'text' && isWord(next.value.slice(0, 2));
    if (
      !isAttention(node) ||
      !((wordBefore && startsWithMark(node)) || (wordAfter && endsWithMark(node)))
    ) {
      result.push(node);
      continue;
    }
    progress.changed = true;
    // What takes its place may hold emphasis that cannot form either.
    for (const part of cut(node, wordBefore, wordAfter).reverse()) pending.push(part);
  }
  return result;
}

/** Symbols beyond the BMP, emoji among them, are words to some parsers. */
function isWord(char: string): boolean {
  return /^(?:[^\s\p{P}\p{S}]|[\u{10000}-\u{10ffff}])/u.test(char);
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
  let start = value.length;
  while (start > 0) {
    const char = lastOf(value.slice(Math.max(0, start - 2), start));
    if (!/^[\p{P}\p{S}\s]/u.test(char)) break;
    start -= char.length;
  }
  return value.slice(start);
}

function startsWithMark(node: Attention): boolean {
  const first = node.children[0];
  // Stars beside stars are one run; beside others they are punctuation.
  if (isAttention(first)) return isStarred(node) && isStarred(first) ? startsWithMark(first) : true;
  return first !== undefined && (first.type !== 'text' || /^[\p{P}\p{S}]/u.test(first.value));
}

function endsWithMark(node: Attention): boolean {
  const last = node.children.at(-1);
  if (isAttention(last)) return isStarred(node) && isStarred(last) ? endsWithMark(last) : true;
  return last !== undefined && (last.type !== 'text' || /[\p{P}\p{S}]$/u.test(last.value));
}
