/** What a page declares and what it is built of: everything that tells its kind but its text. */
import type { CheerioAPI } from 'cheerio/slim';
import type { AnyNode, Element } from 'domhandler';
import { isTag } from 'domhandler';
import { nodesOfBlock, typesOf } from '../json-ld.ts';

export interface PageSigns {
  /**
   * Every class as `.name`, custom element as `name`, id as `#name` without the number at its end, `component` as
   * `component=name`, schema.org type of microdata as `itemtype=Name`.
   */
  readonly marks: ReadonlySet<string>;
  /** Content of `<meta>` by its name or property in lower case; the first of each. */
  readonly meta: ReadonlyMap<string, string>;
  /** Types of the page's own JSON-LD nodes. */
  readonly jsonLdTypes: ReadonlySet<string>;
  readonly bodyClass: string;
  readonly title: string;
}

/**
 * Reads the signs in one pass over the page; a class list that comes again is not split again.
 *
 * @example
 * pageSigns(parseHtml('<li id="post_7" class="post old">')).marks; // Set { '#post_', '.post', '.old' }
 */
export function pageSigns($: CheerioAPI): PageSigns {
  const marks = new Set<string>();
  const meta = new Map<string, string>();
  const jsonLdTypes = new Set<string>();
  const classLists = new Set<string>();
  let bodyClass = '';
  let title: string | undefined;
  const stack: AnyNode[] = $.root().toArray();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!('children' in node)) continue;
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child !== undefined && 'children' in child) stack.push(child);
    }
    if (!isTag(node)) continue;
    const { name, attribs } = node;
    if (name === 'meta') readMeta(attribs, meta);
    else if (name === 'title') title ??= ownText(node).slice(0, 200);
    else if (name === 'script') readJsonLd(node, jsonLdTypes);
    else if (name === 'body') bodyClass = attribs.class ?? '';
    else if (name.includes('-')) marks.add(name);
    const { id, component, itemtype, class: list } = attribs;
    if (id) marks.add(`#${id.replace(/(?<!\d)\d+$/, '')}`);
    if (component) marks.add(`component=${component}`);
    if (itemtype) marks.add(`itemtype=${itemtype.slice(itemtype.lastIndexOf('/') + 1)}`);
    if (list) classLists.add(list);
  }
  for (const list of classLists) {
    for (const name of list.split(/\s+/)) if (name !== '') marks.add(`.${name}`);
  }
  return { marks, meta, jsonLdTypes, bodyClass, title: title ?? '' };
}

function readMeta(attribs: Element['attribs'], meta: Map<string, string>): void {
  const key = (attribs.property ?? attribs.name)?.toLowerCase();
  if (key && attribs.content !== undefined && !meta.has(key)) meta.set(key, attribs.content);
}

function readJsonLd(script: Element, types: Set<string>): void {
  if (!/^\s*application\/ld\+json\s*(?:;|$)/i.test(script.attribs.type ?? '')) return;
  for (const node of nodesOfBlock(ownText(script))) {
    for (const type of typesOf(node)) types.add(type);
  }
}

function ownText(element: Element): string {
  return element.children.map((child) => (child.type === 'text' ? child.data : '')).join('');
}
