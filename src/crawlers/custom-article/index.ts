/** Any page that no platform's crawler knows: a blog, a magazine, documentation. */
import type { Crawler } from '../crawler.ts';

/**
 * An article page yields one article. The site's own canonical link is its identity where it is believable, else the link
 * after redirects without tracking parameters. A page that is only the shell of an application is rendered in the browser.
 *
 * @example
 * for await (const harvest of customArticleCrawler.extract(new URL('https://mara.example/notes/cosines/'), context)) …
 */
export const customArticleCrawler: Crawler = {
  platform: 'custom',

  async *extract(link, context) {
    // The extractor and its Markdown writer would slow the Lambda's start: loaded when there is something to read.
    const [{ createIsShell }, { readArticle }] = await Promise.all([
      import('./shell.ts'),
      import('./read-article.ts'),
    ]);
    const page = await context.fetch.page(link, { isShell: createIsShell() });
    yield readArticle(page);
  },
};
