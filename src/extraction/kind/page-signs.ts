/** What a page declares and what it is built of: everything that tells its kind but its text. */
import type { Element } from 'domhandler';
import { nodesOfBlock, typesOf } from '../json-ld.ts';

const PAGE_LINK = /[?&/](?:page|paged|p|pg|offset|start)[=/]\d/i;

/** Collected from a page's elements one by one, in their order; whole after the last of them. */
export class PageSigns {
  readonly classes = new Set<string>();
  /** Ids without the number at their end: `post_` for `post_7`. */
  readonly ids = new Set<string>();
  /** Names of custom elements. */
  readonly elements = new Set<string>();
  /** Values of the attribute `component`. */
  readonly components = new Set<string>();
  /** Types of microdata, without their vocabulary. */
  readonly itemTypes = new Set<string>();
  /** Content of `<meta>` by its name or property in lower case; the first of each. */
  readonly meta = new Map<string, string>();
  /** Types of the page's own JSON-LD nodes. */
  readonly jsonLdTypes = new Set<string>();
  /** Is there a link to another page of this list? */
  hasPages = false;
  bodyClass = '';
  title = '';
  /** What relative links start from, as the first `<base href>` has it. */
  base: string | undefined;
  readonly #classLists = new Set<string>();

  read(element: Element): void {
    const { name, attribs } = element;
    if (name === 'a') this.hasPages ||= PAGE_LINK.test(attribs.href ?? '');
    else if (name === 'meta') this.#readMeta(attribs);
    else if (name === 'script') this.#readJsonLd(element);
    else if (name === 'title') this.title ||= ownText(element).slice(0, 200);
    else if (name === 'body') this.bodyClass = attribs.class ?? '';
    else if (name === 'base') this.base ??= attribs.href;
    else if (name.includes('-')) this.elements.add(name);
    const { id, component, itemtype, class: list } = attribs;
    if (id) this.ids.add(withoutNumber(id));
    if (component) this.components.add(component);
    if (itemtype) this.itemTypes.add(itemtype.slice(itemtype.lastIndexOf('/') + 1));
    if (list) this.#readClasses(list);
  }

  /**
   * Has the page a mark? `.name` is a class, `#name` an id without the number at its end, `component=name` that attribute,
   * and a bare name a custom element.
   */
  has(mark: string): boolean {
    if (mark.startsWith('.')) return this.classes.has(mark.slice(1));
    if (mark.startsWith('#')) return this.ids.has(mark.slice(1));
    if (mark.startsWith('component=')) return this.components.has(mark.slice('component='.length));
    return this.elements.has(mark);
  }

  /** Most class lists come again and again: each is taken apart once. */
  #readClasses(list: string): void {
    if (this.#classLists.has(list)) return;
    this.#classLists.add(list);
    // To split at one character is several times faster than at a pattern.
    const names = /[\t\n\f\r]/.test(list) ? list.split(/\s+/) : list.split(' ');
    for (const name of names) if (name !== '') this.classes.add(name);
  }

  #readMeta(attribs: Element['attribs']): void {
    const key = (attribs.property ?? attribs.name)?.toLowerCase();
    if (!key || attribs.content === undefined || this.meta.has(key)) return;
    this.meta.set(key, attribs.content);
  }

  #readJsonLd(script: Element): void {
    if (!/^\s*application\/ld\+json\s*(?:;|$)/i.test(script.attribs.type ?? '')) return;
    for (const node of nodesOfBlock(ownText(script))) {
      for (const type of typesOf(node)) this.jsonLdTypes.add(type);
    }
  }
}

function ownText(element: Element): string {
  return element.children.map((child) => (child.type === 'text' ? child.data : '')).join('');
}

/** By hand: ids are many, and a pattern that is bound to the end only is tried at every digit. */
function withoutNumber(id: string): string {
  let end = id.length;
  while (end > 0 && isDigit(id.charCodeAt(end - 1))) end -= 1;
  return id.slice(0, end);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
