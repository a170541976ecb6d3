/** Any page that no platform's crawler knows: a blog, a magazine, documentation. */
import type { Crawler, Harvest } from '../crawler.ts';
import { assertArticle } from './assert-article.ts';
import { assertHtml, assertShown } from './assert-page.ts';
import { toHarvest } from './harvest.ts';

/**
 * An article page yields one article. The site's own canonical link is its identity where it is believable, else the link
 * after redirects without tracking parameters.
 *
 * Throws `UnsupportedContentError` for files and for the home page of a blog, `NotFoundError` for pages that only say that
 * something is gone, `BlockedError` for consent walls, `ExtractionEmptyError` for pages without an article.
 *
 * @example
 * for await (const harvest of customArticleCrawler.extract(new URL('https://mara.example/notes/cosines/'), context)) …
 */
export const customArticleCrawler: Crawler = {
  platform: 'custom',

  async *extract(link, context): AsyncGenerator<Harvest> {
    const page = await context.fetch.page(link);
    assertHtml(page);
    // The DOM that the extractor brings is a third of the Lambda's start: loaded when there is something to read.
    const { extractArticle } = await import('../../extraction/extract-article.ts');
    const article = extractArticle(page.text, { url: page.url });
    assertShown(page, article);
    assertArticle(page, article);
    yield toHarvest(article, page.url);
  },
};
