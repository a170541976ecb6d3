/** Parsing that hostile pages cannot turn against us: neither here nor in whoever searches the tree afterwards. */
import { type CheerioAPI, load } from 'cheerio/slim';
import type { AnyNode } from 'domhandler';
import { TreeBuilder } from './tree-builder.ts';

/** In HTML it is a comment that ends at the first ">" (WHATWG); htmlparser2 would read on to "]]>", over whole pages. */
const BROKEN_CDATA = /<!\[CDATA\[(?=\s*<)/g;

/** A name that no page closes by accident. */
const ROOT = 'goldpan-root';

/**
 * The tree of a page, of a part of one, or of a feed, below one element of our own; never deeper than some 400 levels.
 *
 * A search in a cheerio document first compares all its top-level nodes with one another (50,000 of them took minutes):
 * therefore the one element above them.
 *
 * @example
 * const $ = parseHtml('<p>ebb</p>');
 */
export function parseHtml(
  text: string,
  { xml = false }: { readonly xml?: boolean } = {},
): CheerioAPI {
  const source = xml ? text : text.replaceAll(BROKEN_CDATA, '<!---->');
  return load(new TreeBuilder(ROOT, { xml }).build(source), { xml });
}

/** The outermost nodes of what was parsed. */
export function topNodes($: CheerioAPI): AnyNode[] {
  return $.root().children().contents().toArray();
}
