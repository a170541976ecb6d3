/** HTML → Markdown: the only way in the house. */
import type { AnyNode, Element } from 'domhandler';
import { isTag } from 'domhandler';
import type { Root } from 'mdast';
import { flowMapper } from './block.ts';
import { children } from './elements.ts';
import { contentOf, findFootnotes } from './footnotes.ts';
import { phrasingMapper } from './inline.ts';
import type { Mapping } from './mapping.ts';
import { survey } from './survey.ts';
import { tidy } from './tidy.ts';
import { write } from './write.ts';

export interface ToMarkdownOptions {
  /** The page's address, which relative links start from; a `<base>` of the nodes' document goes before it. */
  readonly baseUrl: URL | string;
}

/**
 * Writes nodes as Markdown (CommonMark and GFM, footnotes included; formulas as `$…$` and `$$…$$`). Pure and in linear
 * time; takes any nesting. Parsing the result and writing it again changes nothing.
 *
 * Links are absolute and free of tracking parameters; images are the largest that the page offers; scripts, styles, form
 * controls and hidden elements are left out; HTML never gets through.
 *
 * @param nodes as htmlparser2 and cheerio give them
 * @returns blocks with one blank line between them, no line end at the end; '' when there is nothing to read
 * @example
 * const $ = load('<h2>Tides</h2><p>See <a href="/moon">the moon</a>.</p>');
 * toMarkdown($('body').contents().toArray(), { baseUrl: 'https://mara.example/' });
 * // '## Tides\n\nSee [the moon](https://mara.example/moon).'
 */
export function toMarkdown(
  nodes: AnyNode | readonly AnyNode[],
  { baseUrl }: ToMarkdownOptions,
): string {
  const roots: readonly AnyNode[] = 'length' in nodes ? nodes : [nodes];
  const [first] = roots;
  if (first === undefined) return '';
  const base = baseOf(first, new URL(baseUrl));
  const { holders, anchors } = survey(roots);
  const footnotes = findFootnotes(roots, anchors, base);
  const mapping: Mapping = {
    baseUrl: base,
    holders,
    footnoteMarks: footnotes.marks,
    leftOut: footnotes.leftOut,
    flow: flowMapper(() => mapping),
    phrasing: phrasingMapper(() => mapping),
  };
  const root: Root = { type: 'root', children: mapping.flow(roots) };
  for (const [label, note] of footnotes.notes) {
    root.children.push({
      type: 'footnoteDefinition',
      identifier: label,
      label,
      children: mapping.flow(contentOf(note)),
    });
  }
  return write(tidy(root));
}

/** The document's `<base href>`, which stands in its head. */
function baseOf(node: AnyNode, page: URL): URL {
  let top: AnyNode = node;
  while (top.parent !== null) top = top.parent;
  const html = top.type === 'root' ? elementNamed(top, 'html') : top;
  const head = html && elementNamed(html, 'head');
  const href = head && elementNamed(head, 'base')?.attribs.href;
  const base = href ? URL.parse(href, page.href) : null;
  return base?.protocol.startsWith('http') ? base : page;
}

function elementNamed(parent: AnyNode, name: string): Element | undefined {
  return children(parent).find((child): child is Element => isTag(child) && child.name === name);
}
