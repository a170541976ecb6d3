/** A link that is itself a feed or a sitemap. */
import type { FetchedPage } from '../../../fetching/page.ts';
import type { CrawlContext, LinkHarvest } from '../../crawler.ts';
import { documentIn, type FoundDocument } from '../../feeds/document-format.ts';
import { textOf } from '../../feeds/fetch-sitemap.ts';
import { readFeed } from '../../feeds/read-feed.ts';
import { asHarvests } from './as-harvests.ts';
import { linksIn, olderPages } from './crawl-feed.ts';
import { sitemapLinks } from './crawl-sitemaps.ts';
import { merged } from './found-link.ts';
import type { Search } from './search.ts';
import { siteOf } from './site.ts';

/** The feed or sitemap that came for a link; `undefined` for a page and any other file. */
export function documentOf(page: FetchedPage): FoundDocument | undefined {
  const isPacked = page.body[0] === 0x1f && page.body[1] === 0x8b;
  return documentIn(isPacked ? textOf(page.body, page.url) : page.text);
}

/**
 * What a feed lists, with its older pages, or what a sitemap and those in it list.
 *
 * @throws ExtractionEmptyError when there is nothing; CrawlError
 */
export async function* crawlDocument(
  page: FetchedPage,
  document: FoundDocument,
  context: CrawlContext,
): AsyncGenerator<LinkHarvest, void, void> {
  const site = siteOf(new URL('/', page.url));
  const search: Search = { site, context, failures: [] };
  const feed = readFeed(document, page.url);
  if (feed === undefined) {
    yield* asHarvests(merged([], sitemapLinks([page.url], [], search)), search);
    return;
  }
  const first = { feed, url: page.url };
  yield* asHarvests(merged(linksIn(first, search), olderPages(first, search)), search);
}
