/** Any page that no platform's crawler knows: a blog, a magazine, documentation. */
import type { Crawler } from '../crawler.ts';

/**
 * An article page yields one article. The site's own canonical link is its identity where it is believable, else the link
 * after redirects without tracking parameters. A page that is only the shell of an application is rendered in the browser.
 *
 * A home page, a list of articles, a feed, a sitemap and a person's page on dev.to yield links.
 *
 * @example
 * for await (const harvest of customArticleCrawler.extract(new URL('https://mara.example/notes/cosines/'), context)) …
 */
export const customArticleCrawler: Crawler = {
  platform: 'custom',

  async *extract(link, context) {
    // The extractor and its Markdown writer would slow the Lambda's start: loaded when there is something to read.
    const { crawl } = await import('./crawl.ts');
    yield* crawl(link, context);
  },
};
