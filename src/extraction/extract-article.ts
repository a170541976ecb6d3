/** A page of any site → the article in it. */
import type { CheerioAPI } from 'cheerio/slim';
import type { Article } from './article.ts';
import { mainContent } from './content/main-content.ts';
import { countWords } from './count-words.ts';
import { decodeHtml } from './decode-html.ts';
import { detached } from './detached.ts';
import { surveyOf } from './kind/survey.ts';
import { kindOf } from './kind.ts';
import { toMarkdown } from './markdown/to-markdown.ts';
import { withoutTeasers } from './metadata/teasers.ts';
import { readMetadata } from './metadata.ts';
import { showNoscriptText } from './noscript-text.ts';
import { parseHtml } from './parse-html.ts';
import { plainText } from './plain-text.ts';
import { placeStreamedParts } from './streamed-parts.ts';

export interface ExtractArticleOptions {
  /** The page's address, after redirects. */
  readonly url: string;
}

/**
 * Reads an article: its text as Markdown and what the page says about it. Pure and synchronous; no I/O.
 *
 * @param html text, or bytes that are decoded as the page itself says
 * @returns `markdown` is '' and `title` may be '' when the page holds no article
 * @example
 * const article = extractArticle(page.text, { url: page.url.href });
 * if (article.markdown === '') throw new ExtractionEmptyError(…);
 */
export function extractArticle(html: string | Uint8Array, options: ExtractArticleOptions): Article {
  const url = new URL(options.url);
  const source = typeof html === 'string' ? html : decodeHtml(html);
  const page = parseHtml(source);
  if (source.includes('id="S:')) placeStreamedParts(page);
  const article = articleIn(page, url);
  const isWhole = article.kind === 'forum' || article.text.length > SHORT;
  if (isWhole || !showNoscriptText(page, article.text.length)) return article;
  return articleIn(page, url);
}

/** With less text, a page may keep its article from readers whose scripts do not run. */
const SHORT = 1_000;

function articleIn(page: CheerioAPI, url: URL): Article {
  const read = readMetadata(page, url);
  const survey = surveyOf(page);
  const base = URL.parse(survey.signs.base ?? '', url.href) ?? url;
  const { kind, rule: kindRule } = kindOf(page, url, survey);
  const { metadata, trace } = kind === 'listing' ? withoutTeasers(read) : read;
  const { nodes, rule } = mainContent(page, { kind, metadata, signs: survey.signs });
  const text = plainText(nodes);
  return detached({
    ...metadata,
    markdown: toMarkdown(nodes, { baseUrl: base }),
    text,
    wordCount: countWords(text),
    kind,
    trace: { ...trace, kind: kindRule, content: rule },
  });
}
