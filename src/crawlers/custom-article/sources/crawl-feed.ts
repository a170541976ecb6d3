/** A feed, page by page where it has pages, as links to follow. */
import { ExtractionEmptyError } from '../../../errors.ts';
import { documentIn } from '../../feeds/document-format.ts';
import type { Feed } from '../../feeds/feed-entry.ts';
import { readFeed } from '../../feeds/read-feed.ts';
import { bareHost, type FoundLink, keyOf } from './found-link.ts';
import { notAnArticle } from './path-rules.ts';
import { attempted, type Search } from './search.ts';
import type { Site } from './site.ts';

const FEED_ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5';

/** More than anybody has written at ten entries a page, and an end where a site numbers its pages for ever. */
const MOST_PAGES = 200;

export interface FeedPage {
  readonly feed: Feed;
  readonly url: URL;
}

/** @throws ExtractionEmptyError when what is there is no feed; CrawlError */
export async function fetchFeed(link: URL, { context }: Search): Promise<FeedPage> {
  const page = await context.fetch.page(link, { accept: FEED_ACCEPT });
  const document = documentIn(page.text);
  const feed = document && readFeed(document, page.url);
  if (feed !== undefined) return { feed, url: page.url };
  throw new ExtractionEmptyError('What is there is no feed', { link });
}

/** The entries of one page of a feed that are of the site, in the feed's order. */
export function linksIn({ feed, url }: FeedPage, { site, context }: Search): FoundLink[] {
  const reaches = reachOf(feed, url, site);
  const found: FoundLink[] = [];
  let leftOut = 0;
  for (const { links, ...known } of feed.entries) {
    const link = links.find(reaches);
    if (link === undefined || isNoEntry(link)) {
      leftOut += 1;
      continue;
    }
    const own = new URL(link);
    if (site.has(own)) own.protocol = site.address.protocol;
    own.hash = '';
    found.push({ link: own, ...known });
  }
  if (leftOut > 0)
    context.log.info('Entries of the feed lead elsewhere, or to no articles', {
      feed: url.href,
      leftOut,
    });
  return found;
}

/** Hugo lists every page in the feed, the one about the author too. What looks like a list may be an entry all the same. */
function isNoEntry(link: URL): boolean {
  const reason = notAnArticle(link);
  return reason !== undefined && reason !== 'list';
}

/**
 * A feed from below the given page says what belongs to it: its links may be anywhere on the site that it names as its
 * own. Any other feed of the site is held to what is below the page.
 */
function reachOf(feed: Feed, url: URL, site: Site): (link: URL) => boolean {
  if (!site.includes(url)) return site.includes;
  const home = feed.home === undefined ? undefined : bareHost(feed.home);
  return (link) => site.has(link) || (home !== undefined && bareHost(link) === home);
}

/**
 * The older pages of a feed, as it links them, or as WordPress and Ghost number them. On a refresh it ends where everything
 * is older than the last crawl.
 */
export async function* olderPages(
  first: FeedPage,
  search: Search,
): AsyncGenerator<FoundLink[], void, void> {
  const { context } = search;
  const seen = new Set(linksIn(first, search).map(({ link }) => keyOf(link)));
  const asked = new Set([first.url.href]);
  let page = first;
  for (let number = 2; ; number += 1) {
    const next = page.feed.next ?? numberedPage(first, number);
    if (next === undefined || asked.has(next.href) || isOld(page.feed.entries, search)) return;
    if (number > MOST_PAGES) {
      context.log.warn('Only the newest pages of the feed are read', { pages: MOST_PAGES });
      return;
    }
    asked.add(next.href);
    const found = await attempted(
      'older page of the feed',
      next,
      search,
      () => fetchFeed(next, search),
      page.feed.next === undefined ? 'debug' : 'warn',
    );
    if (found === undefined) return;
    page = found;
    const fresh = linksIn(page, search).filter(({ link }) => !seen.has(keyOf(link)));
    // A site that does not heed the number would answer the same page for ever.
    if (fresh.length === 0) return;
    for (const { link } of fresh) seen.add(keyOf(link));
    yield fresh;
  }
}

/** In a refresh: is everything here from before the last crawl? */
export function isOld(
  found: readonly { readonly changedAt?: Date; readonly publishedAt?: Date }[],
  { context }: Search,
): boolean {
  const since = context.previous?.attemptedAt;
  return (
    since !== undefined &&
    found.length > 0 &&
    found.every(({ changedAt, publishedAt }) => {
      const at = changedAt ?? publishedAt;
      return at !== undefined && at < since;
    })
  );
}

function numberedPage({ feed, url }: FeedPage, number: number): URL | undefined {
  const next = new URL(url);
  if (/wordpress/i.test(feed.generator)) {
    next.searchParams.set('paged', String(number));
    return next;
  }
  if (/\bghost\b/i.test(feed.generator)) {
    next.pathname = `${next.pathname.replace(/\/+$/, '')}/${number}/`;
    return next;
  }
  return undefined;
}
