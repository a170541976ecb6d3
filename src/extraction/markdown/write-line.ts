/** mdast → Markdown: text, emphasis, links, images, code and formulas within a line. */
import type { Image, InlineCode, Link, PhrasingContent } from 'mdast';
import { type Edges, escapeText, type Surroundings, surroundingsOf } from './escape.ts';
import type { Formula } from './mapping.ts';

interface Context extends Edges {
  readonly around: Surroundings;
  /** Nothing else is in its paragraph. */
  readonly isAlone: boolean;
}

/** @param edges what stands around the line; unless said, it is a paragraph's */
export function writeLine(nodes: readonly PhrasingContent[], edges: Partial<Edges> = {}): string {
  return phrases(nodes, {
    before: edges.before ?? '\n',
    after: edges.after ?? '\n',
    inCell: edges.inCell ?? false,
    inHeading: edges.inHeading ?? false,
    inLabel: false,
    around: surroundingsOf(nodes),
    isAlone: nodes.length === 1 && !edges.inCell && !edges.inHeading,
  });
}

function phrases(nodes: readonly PhrasingContent[], context: Context): string {
  let result = '';
  let { before } = context;
  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index];
    if (node === undefined) continue;
    const next = nodes[index + 1];
    const after = next === undefined ? context.after : firstMark(next);
    const value = phrase(node, { ...context, before, after });
    if (value === '') continue;
    result += value;
    before = value.charAt(value.length - 1);
  }
  return result;
}

/** The character that the next node will start with. */
function firstMark(node: PhrasingContent): string {
  switch (node.type) {
    case 'text':
      return node.value.charAt(0);
    case 'emphasis':
    case 'strong':
      return node.mark ?? '*';
    case 'delete':
      return '~';
    case 'link':
      return isAutolink(node) ? '<' : '[';
    case 'image':
      return '!';
    case 'inlineCode':
      return '`';
    case 'formula':
      return '$';
    case 'break':
      return '\\';
    default:
      return '[';
  }
}

function phrase(node: PhrasingContent, context: Context): string {
  switch (node.type) {
    case 'text':
      return escapeText(node.value, context.around, context);
    case 'emphasis':
      return attention(node.children, node.mark ?? '*', context);
    case 'strong':
      return attention(node.children, (node.mark ?? '*').repeat(2), context);
    case 'delete':
      return attention(node.children, '~~', context);
    case 'link':
      return link(node, context);
    case 'image':
      return image(node, context);
    case 'inlineCode':
      return inlineCode(node, context);
    case 'formula':
      return formula(node, context);
    case 'footnoteReference':
      return `[^${node.label ?? node.identifier}]`;
    case 'break':
      return '\\\n';
    default:
      // `tidy` leaves nothing else.
      return '';
  }
}

function attention(children: readonly PhrasingContent[], marks: string, context: Context): string {
  const mark = marks.charAt(0);
  const inner = phrases(children, { ...context, before: mark, after: mark, isAlone: false });
  return marks + inner + marks;
}

function image(node: Image, context: Context): string {
  const edges: Edges = { ...context, before: '[', after: ']', inLabel: true };
  return `![${escapeText(node.alt ?? '', context.around, edges)}](${destination(node.url)})`;
}

function link(node: Link, context: Context): string {
  if (isAutolink(node)) return inCell(context, `<${node.url}>`);
  const inside = { ...context, before: '[', after: ']', inLabel: true, isAlone: false };
  const label = phrases(node.children, inside);
  // Code in the label may look like the end of a link definition; an empty title makes it a link.
  const title = context.before === '\n' && label.includes(']:') ? ' ""' : '';
  return `[${label}](${destination(node.url)}${title})`;
}

/** A link that shows its own address; `tidy` has made text of those that can stand without brackets. */
export function isAutolink(node: Link): boolean {
  const [only] = node.children;
  if (node.children.length !== 1 || only?.type !== 'text') return false;
  return only.value === node.url && /^[a-z][a-z0-9+.-]{1,31}:[^\s<>]+$/i.test(node.url);
}

/** In the round brackets of a link no spaces, angles or quotes of code may stand; other marks are escaped. */
function destination(url: string): string {
  if (!/[\0-\x20\x7f<>`|\\&()]/.test(url)) return url;
  const encoded = url
    .replaceAll(/[\0-\x20\x7f<>`|]/g, (char) => encodeURIComponent(char))
    .replaceAll(/\\|&(?=#?[a-z0-9]+;)/gi, '\\$&');
  return isBalanced(encoded) ? encoded : encoded.replaceAll(/[()]/g, '\\$&');
}

function isBalanced(url: string): boolean {
  let depth = 0;
  for (const char of url) {
    if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** The fence is the shortest that no run of the code is as long as. */
function inlineCode({ value }: InlineCode, context: Context): string {
  if (!value.includes('`')) return `\`${inCell(context, value)}\``;
  const runs = new Set(value.match(/`+/g)?.map((run) => run.length));
  let length = 1;
  while (runs.has(length)) length += 1;
  const fence = '`'.repeat(length);
  const padding = value.startsWith('`') || value.endsWith('`') ? ' ' : '';
  return fence + padding + inCell(context, value) + padding + fence;
}

/** In a cell GFM takes the backslash before a pipe away even from code. */
function inCell(context: Context, value: string): string {
  return context.inCell ? value.replaceAll(/(?<!\\)\|/g, '\\|') : value;
}

function formula(node: Formula, context: Context): string {
  if (!node.display) return `$${inCell(context, node.value)}$`;
  // A line that starts like a list or an underline would become one.
  const isPlain = node.value.split('\n').every((one) => /^[^\s=+\->#*\d|~`:<[]/.test(one));
  if (context.isAlone && isPlain) return `$$\n${node.value}\n$$`;
  return `$$${inCell(context, node.value.replaceAll('\n', ' '))}$$`;
}
