/** Code: language and bytes of a block, without line numbers, copy buttons and the highlighter's scaffolding. */
import type { AnyNode, Element } from 'domhandler';
import { isTag } from 'domhandler';
import type { Code, PhrasingContent } from 'mdast';
import { languageOf } from './code-language.ts';
import { children, findElement, hasClass, isDropped, textOf } from './elements.ts';
import { lineNumbers } from './line-numbers.ts';
import { absoluteLink } from './links.ts';
import type { Mapping } from './mapping.ts';

/** Line numbers of Prism, Chroma, Rouge, Hexo, Pygments, GitHub, SyntaxHighlighter; and what sits beside the code. */
const GUTTER = [
  ...[
    'gutter',
    'rouge-gutter',
    'lineno',
    'linenos',
    'linenodiv',
    'lineNumbers',
    'line-number',
    'line-numbers-rows',
  ],
  ...[
    'lnt',
    'ln',
    'hljs-ln-numbers',
    'hljs-ln-line-numbers',
    'blob-num',
    'react-syntax-highlighter-line-number',
  ],
  ...[
    'copy',
    'copy-button',
    'copy-btn',
    'btn-copy',
    'toolbar-item',
    'code-toolbar-label',
    'sr-only',
  ],
];

/** Elements that start a new line inside `<pre>`. */
const LINE_ELEMENTS = new Set(['div', 'li', 'p', 'tr']);

export function codeBlock(element: Element): Code | undefined {
  const value = codeText(element);
  if (value.trim() === '') return undefined;
  return { type: 'code', lang: languageOf(element) ?? null, value };
}

/**
 * A table or figure that a highlighter builds around its code (`<td class="gutter">1 2 3</td><td class="code">…</td>`).
 *
 * @returns `undefined` when it is an ordinary table
 */
export function codeTable(table: Element): Code | undefined {
  const isCodeCell = (cell: Element) =>
    cell.name === 'td' &&
    (hasClass(cell, 'code', 'lntd', 'rouge-code', 'blob-code', 'hljs-ln-code') ||
      findElement(cell, ({ name }) => name === 'pre', 20) !== undefined);
  const isGutterCell = (cell: Element) =>
    cell.name === 'td' &&
    (hasClass(cell, ...GUTTER) || (hasClass(cell, 'lntd') && /^[\d\s]+$/.test(textOf(cell))));
  if (findElement(table, isGutterCell, 40) === undefined) return undefined;
  const cells: Element[] = [];
  findElement(
    table,
    (cell) => {
      if (isCodeCell(cell) && !isGutterCell(cell)) cells.push(cell);
      return false;
    },
    Number.POSITIVE_INFINITY,
  );
  if (cells.length === 0) return undefined;
  const value = cells.map(codeText).join('\n');
  const [first] = cells;
  if (first === undefined || value.trim() === '') return undefined;
  return { type: 'code', lang: languageOf(first) ?? languageOf(table) ?? null, value };
}

/** The text of a code block, byte for byte; only empty lines at its start and end are left out. */
function codeText(root: Element): string {
  const parts: string[] = [];
  const numbers = lineNumbers(root);
  // The end of an element that is a line of its own is a marker on the stack.
  const stack: (AnyNode | 'line')[] = [...root.children].reverse();
  let open = false;
  const write = (value: string) => {
    parts.push(value);
    if (value !== '') open = !value.endsWith('\n');
  };
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node === 'line') {
      if (open) write('\n');
    } else if (node.type === 'text') {
      write(node.data);
    } else if (isTag(node) && node.name === 'br') {
      write('\n');
    } else if (
      !isTag(node) ||
      !(isDropped(node) || hasClass(node, ...GUTTER) || numbers.has(node))
    ) {
      if (isTag(node) && LINE_ELEMENTS.has(node.name)) {
        if (open) write('\n');
        stack.push('line');
      }
      const below = children(node);
      for (let index = below.length - 1; index >= 0; index -= 1)
        stack.push(below[index] as AnyNode);
    }
  }
  return withoutBlankEdges(parts.join('').replaceAll(/\r\n?/g, '\n'));
}

function withoutBlankEdges(code: string): string {
  let start = 0;
  for (
    let end = code.indexOf('\n');
    end !== -1 && code.slice(start, end).trim() === '';
    end = code.indexOf('\n', start)
  ) {
    start = end + 1;
  }
  return code.slice(start).trimEnd();
}

/** Code within a line; links in it (API documentation does so) survive when they are all of it. */
export function inlineCode(element: Element, mapping: Mapping): PhrasingContent[] {
  const value = textOf(element)
    .replaceAll(/[\t\n\r\f ]+/g, ' ')
    .trim();
  if (value === '')
    return mapping.phrasing(
      element.children.filter((child) => isTag(child) && child.name === 'img'),
    );
  const code: PhrasingContent = { type: 'inlineCode', value };
  const inner = findElement(element, ({ name }) => name === 'a', 20);
  if (inner === undefined || textOf(inner).trim() !== value) return [code];
  const url = absoluteLink(inner.attribs.href, mapping.baseUrl);
  return url === undefined ? [code] : [{ type: 'link', url, children: [code] }];
}
