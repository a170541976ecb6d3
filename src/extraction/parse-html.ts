/** Parsing that hostile pages cannot turn against us: neither here nor in whoever searches the tree afterwards. */
import { type CheerioAPI, load } from 'cheerio/slim';
import { type AnyNode, DomHandler } from 'domhandler';
import { Parser } from 'htmlparser2';
import { UnsupportedContentError } from '../errors.ts';

/** Real pages nest some 40 levels deep. */
const MAX_DEPTH = 400;

/** In HTML it is a comment that ends at the first ">" (WHATWG); htmlparser2 would read on to "]]>", over whole pages. */
const BROKEN_CDATA = /<!\[CDATA\[(?=\s*<)/g;

/** A name that no page closes by accident. */
const ROOT = 'goldpan-root';

/**
 * The tree of a page, of a part of one, or of a feed, below one element of our own.
 *
 * htmlparser2 needs the square of the depth (100,000 open elements: 7 seconds), and reading text recurses: depth is cut
 * off early. A search in a cheerio document first compares all its top-level nodes with one another (50,000 of them took
 * minutes): therefore the one element above them.
 *
 * @throws UnsupportedContentError when it is nested deeper than any real one
 * @example
 * const $ = parseHtml('<p>ebb</p>');
 */
export function parseHtml(
  text: string,
  { xml = false }: { readonly xml?: boolean } = {},
): CheerioAPI {
  const tree = new ShallowTree();
  const parser = new Parser(tree, { xmlMode: xml });
  parser.write(`<${ROOT}>`);
  parser.end(xml ? text : text.replaceAll(BROKEN_CDATA, '<!---->'));
  return load(tree.root, { xml });
}

/** The outermost nodes of what was parsed. */
export function topNodes($: CheerioAPI): AnyNode[] {
  return $.root().children().contents().toArray();
}

class ShallowTree extends DomHandler {
  override onopentag(name: string, attribs: Record<string, string>): void {
    if (this.tagStack.length > MAX_DEPTH) {
      throw new UnsupportedContentError(
        `The page nests its elements more than ${MAX_DEPTH} levels deep, which no real page does`,
      );
    }
    super.onopentag(name, attribs);
  }
}
