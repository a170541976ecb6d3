/** All posts of a profile or a publication, from every place that names some, each post once. */
import type { Log } from '../../log.ts';
import type { CrawlContext, LinkHarvest, PreviousCrawl } from '../crawler.ts';
import { FEED_ACCEPT, type Feed, readFeed } from './feed.ts';
import { accountOfHost, type MediumAccount } from './links.ts';
import { type ListingPage, readListingPage } from './listing-page.ts';
import { isBy, MergedSources } from './merged-sources.ts';
import { sitemapPosts } from './sitemap.ts';

/** As many as Medium puts into a feed. */
const ITEMS_OF_FEED = 10;

/**
 * Lists an account: its feed (the ten newest, and refused least), its page (ten as well, comments told apart),
 * its sitemap (all, without authors). A source that fails is logged; the crawl fails when all do.
 *
 * After a crawl that listed more than the feed, a feed that reaches back to that crawl is enough.
 *
 * @throws CrawlError of the most telling source when none names a post
 */
export async function* crawlListing(
  account: MediumAccount,
  context: CrawlContext,
): AsyncGenerator<LinkHarvest, void, void> {
  const { log, previous, author } = context;
  const merged = new MergedSources(account, log);

  const feed = await merged.attempt('feed', () => fetchFeed(account, context));
  const only = feed && onlyAuthor(feed, author, log);
  yield* merged.fresh('feed', feed?.posts ?? [], only);
  if (feed !== undefined && reachesBack(feed, previous)) {
    log.info('The feed reaches back to the crawl before this one', { account: account.name });
    return;
  }

  const page = await merged.attempt('page', async () =>
    readListingPage(await context.fetch.page(account.page), account),
  );
  yield* merged.fresh('page', page?.posts ?? [], only);

  const home = homeOf(account, feed, page);
  // It does not say who wrote what.
  if (home.sitemap !== undefined && only === undefined) {
    const posts = sitemapPosts(home, home.sitemap, context);
    for (;;) {
      const next = await merged.attempt('sitemap', () => posts.next());
      if (next === undefined || next.done) break;
      yield* merged.fresh('sitemap', [next.value], undefined);
    }
  }
  merged.end();
  if (merged.count >= ITEMS_OF_FEED && merged.countOf('sitemap') === 0) {
    log.warn('Only the newest posts could be listed; the export of Medium holds all', {
      account: account.name,
      posts: merged.count,
    });
  }
}

/** @throws CrawlError */
export async function fetchFeed({ feed }: MediumAccount, { fetch }: CrawlContext): Promise<Feed> {
  return readFeed(await fetch.page(feed, { accept: FEED_ACCEPT }));
}

/**
 * The person, where a publication has several authors and names her among them: what the others wrote is theirs. Where
 * it does not name her, she writes there under another name, or the whole publication is meant: then all is taken.
 */
function onlyAuthor(feed: Feed, person: string | undefined, log: Log): string | undefined {
  const authors = new Set(feed.posts.flatMap(({ author }) => author ?? []));
  if (authors.size < 2) return undefined;
  const only = [...authors].some((author) => isBy(person, author)) ? person : undefined;
  log.warn(
    only === undefined
      ? 'The publication has several authors: the posts of all are listed'
      : 'The publication has several authors: only the newest posts are signed; give the profile for all',
    { authors: [...authors], ...(only !== undefined && { only }) },
  );
  return only;
}

/** A crawl that had the feed only, and left older posts out, is no ground to leave them out again. */
function reachesBack({ posts, items }: Feed, previous: PreviousCrawl | undefined): boolean {
  if (previous === undefined) return false;
  const oldest = posts.at(-1)?.publishedAt;
  const isKnownBeyond = previous.found > posts.length || items < ITEMS_OF_FEED;
  return isKnownBeyond && oldest !== undefined && oldest < previous.attemptedAt;
}

/** A profile or publication with a host of its own has its sitemap there. */
function homeOf(
  account: MediumAccount,
  feed: Feed | undefined,
  page: ListingPage | undefined,
): MediumAccount {
  const host = page?.host ?? feed?.home?.host ?? account.page.host;
  return /^(?:www\.)?medium\.com$/.test(host) ? account : accountOfHost(host);
}
