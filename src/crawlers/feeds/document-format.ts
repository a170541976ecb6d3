/** What a document is that is no page: told by its beginning, since feeds come with every media type. */

export type DocumentFormat = 'rss' | 'atom' | 'json feed' | 'sitemap' | 'sitemap index';

const FORMATS: ReadonlyMap<string, DocumentFormat> = new Map([
  ['rss', 'rss'],
  ['rdf', 'rss'],
  ['feed', 'atom'],
  ['urlset', 'sitemap'],
  ['sitemapindex', 'sitemap index'],
]);

/** Comments and style sheets before the root element seldom take a kilobyte. */
const BEGINNING = 8_192;

export interface FoundDocument {
  readonly format: DocumentFormat;
  /** From the root element on: saved from a browser, a feed begins with the browser's words about it. */
  readonly text: string;
}

/**
 * @returns `undefined` for a page, and for whatever else is no feed and no sitemap
 * @example
 * documentIn('<?xml version="1.0"?><rss version="2.0">…')?.format; // 'rss'
 */
export function documentIn(text: string): FoundDocument | undefined {
  const beginning = text.slice(0, BEGINNING);
  if (/^\s*\{/.test(beginning)) {
    return /"version"\s{0,20}:\s{0,20}"https?:\\?\/\\?\/(?:www\.)?jsonfeed\.org/.test(text)
      ? { format: 'json feed', text }
      : undefined;
  }
  const bare = withoutComments(beginning);
  const root =
    /<(?:!doctype\s{1,20}html|html|head|body|(?:[a-z][\w-]{0,30}:)?(rss|rdf|feed|urlset|sitemapindex)(?=[\s>/]))/i.exec(
      bare.text,
    );
  const format = FORMATS.get(root?.[1]?.toLowerCase() ?? '');
  if (root === null || format === undefined) return undefined;
  return { format, text: text.slice(bare.start + root.index) };
}

/** What comes after the last comment that ends before the root element does not matter: only where the root is. */
function withoutComments(beginning: string): { text: string; start: number } {
  let start = 0;
  for (;;) {
    const from = beginning.indexOf('<!--', start);
    const root = beginning.slice(start).search(/<[a-z]/i);
    if (from === -1 || (root !== -1 && start + root < from)) break;
    const end = beginning.indexOf('-->', from);
    if (end === -1) break;
    start = end + 3;
  }
  return { text: beginning.slice(start), start };
}
