/** A page of any site → the article in it. Loads a DOM of its own: import it when a page is there, not before. */
import type { CheerioAPI } from 'cheerio/slim';
import type { AnyNode } from 'domhandler';
import type { Article } from './article.ts';
import { removeLeftovers } from './leftovers.ts';
import { children } from './markdown/elements.ts';
import { toMarkdown } from './markdown/to-markdown.ts';
import { readMetadata } from './metadata.ts';
import { parseHtml, topNodes } from './parse-html.ts';
import { countWords, plainText } from './plain-text.ts';
import { readableContent } from './readable-content.ts';

export interface ExtractArticleOptions {
  /** The page's address, after redirects. */
  readonly url: string;
}

/**
 * Reads an article: its text as Markdown and what the page says about it. Pure and synchronous.
 *
 * @returns `markdown` is '' and `title` may be '' when the page holds no article
 * @throws UnsupportedContentError when it nests deeper than any real page does
 * @example
 * const article = extractArticle(page.text, { url: page.url.href });
 * if (article.markdown === '') throw new ExtractionEmptyError(…);
 */
export function extractArticle(html: string, options: ExtractArticleOptions): Article {
  const url = new URL(options.url);
  const page = parseHtml(html);
  const metadata = readMetadata(page, url);
  const content = isOrdinary(page) ? readableContent(html) : undefined;
  const $ = content === undefined ? page : parseHtml(content);
  if (content !== undefined) removeLeftovers($, metadata);
  const base = URL.parse(page('base[href]').first().attr('href') ?? '', url.href) ?? url;
  const nodes =
    content === undefined ? page('article, main, [role="main"]').first().toArray() : topNodes($);
  const text = plainText(nodes);
  return {
    ...metadata,
    markdown: toMarkdown(nodes, { baseUrl: base }),
    text,
    wordCount: countWords(text),
    kind: 'article',
    trace: {},
  };
}

/** Readability and its DOM search again and again what they have searched before: they get no page beyond this. */
const MOST_NODES = 100_000;

function isOrdinary(page: CheerioAPI): boolean {
  const stack: AnyNode[] = topNodes(page);
  let nodes = 0;
  for (let node = stack.pop(); node !== undefined && nodes <= MOST_NODES; node = stack.pop()) {
    nodes += 1;
    for (const child of children(node)) stack.push(child);
  }
  return nodes <= MOST_NODES;
}
