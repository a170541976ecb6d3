/** Any page that no platform's crawler knows: a blog, a magazine, documentation. */
import type { Crawler } from '../crawler.ts';

/**
 * An article page yields one article. The site's own canonical link is its identity where it is believable, else the link
 * after redirects without tracking parameters.
 *
 * @example
 * for await (const harvest of customArticleCrawler.extract(new URL('https://mara.example/notes/cosines/'), context)) …
 */
export const customArticleCrawler: Crawler = {
  platform: 'custom',

  async *extract(link, context) {
    const page = await context.fetch.page(link);
    // The extractor and its Markdown writer would slow the Lambda's start: loaded when there is something to read.
    const { readArticle } = await import('./read-article.ts');
    yield readArticle(page);
  },
};
