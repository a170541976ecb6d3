/** mdast → Markdown: mdast-util-to-markdown's blocks and emphasis, with text, links, code and tables written our way. */
import type {
  Heading,
  Image,
  InlineCode,
  Link,
  Paragraph,
  Parents,
  PhrasingContent,
  Root,
  Table,
  Text,
} from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import {
  type Handle,
  type Info,
  type Options,
  type State,
  toMarkdown,
} from 'mdast-util-to-markdown';
import { type Edges, escapeText, type Surroundings, surroundingsOf } from './escape.ts';
import type { Formula } from './mapping.ts';

/**
 * Writes a tree that `tidy` has been over.
 *
 * @returns Markdown without a line end at its end
 * @example
 * write(tidy({ type: 'root', children: [{ type: 'thematicBreak' }] })); // '---'
 */
export function write(root: Root): string {
  return toMarkdown(root, { ...OPTIONS, handlers: handlers() }).trimEnd();
}

const OPTIONS: Options = {
  bullet: '-',
  rule: '-',
  fences: true,
  listItemIndent: 'one',
  extensions: [gfmToMarkdown()],
};

/** Handlers of one document; they share what is in the paragraph that is being written. */
function handlers(): NonNullable<Options['handlers']> {
  let around: Surroundings = surroundingsOf([]);

  const line = (
    node: { children: PhrasingContent[] } & Parents,
    state: State,
    info: Info,
  ): string => {
    around = surroundingsOf(node.children);
    const exit = state.enter('phrasing');
    const value = state.containerPhrasing(node as Paragraph, info);
    exit();
    return value;
  };

  const paragraph: Handle = (node: Paragraph, parent, state, info) => {
    if (
      parent?.type !== 'listItem' ||
      typeof parent.checked !== 'boolean' ||
      parent.children[0] !== node
    ) {
      return line(node, state, info);
    }
    return `[${parent.checked ? 'x' : ' '}] ${line(node, state, { ...info, before: ' ' })}`;
  };

  const heading: Handle = (node: Heading, _, state, info) => {
    const exit = state.enter('headingAtx');
    const value = line(node, state, { ...info, before: ' ', after: '\n' });
    exit();
    return `${'#'.repeat(node.depth)} ${value}`;
  };

  const table: Handle = (node: Table, _, state, info) => {
    const exit = state.enter('tableCell');
    const columns = Math.max(...node.children.map((row) => row.children.length));
    const rows = node.children.map((row) => {
      const cells = row.children.map((cell) =>
        line(cell, state, { ...info, before: ' ', after: ' ' }),
      );
      while (cells.length < columns) cells.push('');
      return `|${cells.map((cell) => (cell === '' ? '  ' : ` ${cell} `)).join('|')}|`;
    });
    exit();
    const rule = Array.from(
      { length: columns },
      (_cell, column) => DELIMITERS[node.align?.[column] ?? 'none'],
    );
    return [rows[0], `| ${rule.join(' | ')} |`, ...rows.slice(1)].join('\n');
  };

  const text = (node: Text, _: Parents | undefined, state: State, info: Info): string =>
    escapeText(node.value, around, edgesOf(state, info));
  text.peek = (node: Text) => node.value.charAt(0);

  const image = (node: Image, _: Parents | undefined, state: State, info: Info): string => {
    const edges: Edges = { ...edgesOf(state, info), before: '[', after: ']', inLabel: true };
    return `![${escapeText(node.alt ?? '', around, edges)}](${destination(node.url)})`;
  };
  image.peek = () => '!';

  return {
    paragraph,
    heading,
    table,
    text,
    image,
    link: Object.assign(link, { peek: (node: Link) => (isAutolink(node) ? '<' : '[') }),
    inlineCode: Object.assign(inlineCode, { peek: () => '`' }),
    formula: Object.assign(formula, { peek: () => '$' }),
    break: hardBreak,
  };
}

const DELIMITERS = { left: ':---', right: '---:', center: ':---:', none: '---' };

function edgesOf(state: State, info: Info): Edges {
  return {
    before: info.before,
    after: info.after,
    inCell: state.stack.includes('tableCell'),
    inHeading: state.stack.includes('headingAtx'),
    inLabel: state.stack.includes('label'),
  };
}

function link(node: Link, _: Parents | undefined, state: State, info: Info): string {
  if (isAutolink(node)) return inCell(state, `<${node.url}>`);
  const exit = state.enter('label');
  const label = state.containerPhrasing(node, { ...info, before: '[', after: ']' });
  exit();
  // Code in the label may look like the end of a link definition; an empty title makes it a link.
  const title = info.before.endsWith('\n') && label.includes(']:') ? ' ""' : '';
  return `[${label}](${destination(node.url)}${title})`;
}

/** A link that shows its own address; `tidy` has made text of those that can stand without brackets. */
function isAutolink(node: Link): boolean {
  const [only] = node.children;
  if (node.children.length !== 1 || only?.type !== 'text') return false;
  return only.value === node.url && /^[a-z][a-z0-9+.-]{1,31}:[^\s<>]+$/i.test(node.url);
}

/** In the round brackets of a link no spaces, angles or quotes of code may stand; other marks are escaped. */
function destination(url: string): string {
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

/** The fence is one longer than … no run of the code is as long as it. */
function inlineCode(node: InlineCode, _: Parents | undefined, state: State): string {
  const { value } = node;
  const runs = new Set(value.match(/`+/g)?.map((run) => run.length));
  let length = 1;
  while (runs.has(length)) length += 1;
  const fence = '`'.repeat(length);
  const padding = value.startsWith('`') || value.endsWith('`') ? ' ' : '';
  return fence + padding + inCell(state, value) + padding + fence;
}

/** In a cell GFM takes the backslash before a pipe away even from code. */
function inCell(state: State, value: string): string {
  return state.stack.includes('tableCell') ? value.replaceAll(/(?<!\\)\|/g, '\\|') : value;
}

function formula(node: Formula, parent: Parents | undefined, state: State): string {
  if (!node.display) return `$${inCell(state, node.value)}$`;
  const isAlone = parent?.type === 'paragraph' && parent.children.length === 1;
  // A line that starts like a list or an underline would become one.
  const isPlain = node.value.split('\n').every((one) => /^[^\s=+\->#*\d|~`:<[]/.test(one));
  if (isAlone && isPlain) return `$$\n${node.value}\n$$`;
  return `$$${inCell(state, node.value.replaceAll('\n', ' '))}$$`;
}

function hardBreak(): string {
  return '\\\n';
}
