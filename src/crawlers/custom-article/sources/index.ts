/** What a site holds, from one page of it: the most complete of its sources, with titles and dates from its feed. */
import type { CheerioAPI } from 'cheerio/slim';
import { isHome } from '../../../extraction/metadata/canonical-link.ts';
import { parseHtml } from '../../../extraction/parse-html.ts';
import type { FetchedPage } from '../../../fetching/page.ts';
import type { CrawlContext, LinkHarvest } from '../../crawler.ts';
import { asHarvests } from './as-harvests.ts';
import { type FeedPage, fetchFeed, linksIn, olderPages } from './crawl-feed.ts';
import { listedLinks } from './crawl-listing.ts';
import { announcedSitemaps, sitemapLinks, usualSitemaps } from './crawl-sitemaps.ts';
import { announcedFeeds, baseOf, usualFeeds } from './feed-links.ts';
import { type FoundLink, merged } from './found-link.ts';
import { isSection, notAnArticle } from './path-rules.ts';
import { attempted, type Search } from './search.ts';
import { linkOnSite, siteOf } from './site.ts';
import { wordpressApi, wordpressPosts } from './wordpress.ts';

/**
 * The articles of a site, or of what is below the given page of it, newest first.
 *
 * WordPress's API and a sitemap list everything, so the first of them that gives anything is enough. Where there is neither,
 * the pages of the feed and those of the list are read. A source that fails is passed over.
 *
 * @param page a home page or a page of links
 * @throws ExtractionEmptyError when there is nothing
 * @throws CrawlError that passes, when there is nothing because of it
 */
export async function* crawlSite(
  page: FetchedPage,
  context: CrawlContext,
): AsyncGenerator<LinkHarvest, void, void> {
  const $ = parseHtml(page.text);
  const search: Search = { site: siteOf(page.url), context, failures: [] };
  const feeds = announcedFeeds($, baseOf($, page.url));
  const feed = await firstFeed(feeds, search, 'warn');
  const newest = feed === undefined ? [] : linksIn(feed, search);
  yield* asHarvests(merged(newest, allLinks({ page, $, feeds, feed }, search)), search);
}

interface Start {
  readonly page: FetchedPage;
  readonly $: CheerioAPI;
  readonly feeds: readonly URL[];
  readonly feed: FeedPage | undefined;
}

async function* allLinks(start: Start, search: Search): AsyncGenerator<FoundLink[], void, void> {
  const { page, $, feeds, feed } = start;
  const { site } = search;
  const base = baseOf($, site.address);
  // A category or a tag is in no sitemap with what belongs to it.
  if (notAnArticle(site.address) !== 'list') {
    const api = wordpressApi($, base, search);
    if (api !== undefined && (yield* wordpressPosts(api, search))) return;
    const sitemaps = await announcedSitemaps($, base, search);
    if (yield* sitemapLinks(sitemaps, usualSitemaps(search), search)) return;
  }
  const usual = usualFeeds(new URL(site.folder, site.address));
  const found = feed ?? (feeds.length > 0 ? undefined : await firstFeed(usual, search, 'debug'));
  if (found !== undefined && found !== feed) yield linksIn(found, search);
  if (found !== undefined) yield* olderPages(found, search);
  yield* listedLinks(page, search);
  if (isHome(site.address)) yield sectionsOf($, base, search);
}

async function firstFeed(
  places: readonly URL[],
  search: Search,
  level: 'debug' | 'warn',
): Promise<FeedPage | undefined> {
  for (const link of places) {
    const feed = await attempted('feed', link, search, () => fetchFeed(link, search), level);
    if (feed !== undefined && linksIn(feed, search).length > 0) return feed;
  }
  return undefined;
}

/** Where a home page only greets, its menu leads to the lists: "/blog", "/posts". They are crawled in turn. */
function sectionsOf($: CheerioAPI, base: URL, { site }: Search): FoundLink[] {
  return $('a[href]')
    .toArray()
    .flatMap(({ attribs: { href = '' } }) => {
      const link = linkOnSite(href, base, site);
      return link !== undefined && isSection(link) ? [{ link }] : [];
    });
}
