/** Parsing that hostile nesting cannot turn against us: neither here nor in whoever walks the tree afterwards. */
import { type CheerioAPI, load } from 'cheerio/slim';
import { DomHandler } from 'domhandler';
import { Parser } from 'htmlparser2';
import { UnsupportedContentError } from '../errors.ts';

/** Real pages nest some 40 levels deep. */
const MAX_DEPTH = 400;

/**
 * The tree of a page or a feed. htmlparser2 needs the square of the depth (100,000 open elements: 7 seconds), and reading
 * text recurses: both are cut off early.
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
  new Parser(tree, { xmlMode: xml }).end(text);
  return load(tree.root, { xml });
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
