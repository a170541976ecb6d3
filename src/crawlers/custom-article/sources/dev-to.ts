/** A person on dev.to: the articles by its public API (https://developers.forem.com/api/v1#tag/articles). */
import * as z from 'zod';
import { ExtractionEmptyError } from '../../../errors.ts';
import { dateOf } from '../../../extraction/json-ld.ts';
import type { FetchedPage } from '../../../fetching/page.ts';
import type { CrawlContext, LinkHarvest } from '../../crawler.ts';
import { plainTitle } from '../../feeds/feed-entry.ts';
import { parsedJson } from '../../parsed-json.ts';
import { asHarvests } from './as-harvests.ts';
import { fetchFeed, linksIn } from './crawl-feed.ts';
import { type FoundLink, merged } from './found-link.ts';
import { attempted, type Search } from './search.ts';
import { siteOf } from './site.ts';

const ARTICLES_A_PAGE = 100;
const MOST_PAGES = 200;

/** First parts of dev.to's addresses that are nobody's name. */
const OWN_PAGES = new Set(
  `about admin api badge challenges code-of-conduct community-moderation connect contact dashboard enter faq feed guides help
  latest listings mod new notifications p pod podcasts privacy readinglist search security series settings shop signout_confirm
  sponsors subforems t tag tags terms top users videos welcome`.split(/\s+/),
);

const articles = z.array(
  z.object({
    url: z.string(),
    title: z.string().catch(''),
    published_at: z.unknown().transform(dateOf),
    edited_at: z.unknown().transform(dateOf),
  }),
);

/**
 * The person or organisation whose page a link leads to.
 *
 * @example
 * devToUser(new URL('https://dev.to/maralindqvist')); // 'maralindqvist'
 */
export function devToUser({ hostname, pathname }: URL): string | undefined {
  if (!/^(?:www\.)?dev\.to$/.test(hostname)) return undefined;
  const name = /^\/([a-z\d_]{2,40})\/?$/i.exec(pathname)?.[1]?.toLowerCase();
  return name === undefined || OWN_PAGES.has(name) ? undefined : name;
}

/**
 * All articles of a person, newest first; only the newest, by the feed, where the API does not answer.
 *
 * @throws ExtractionEmptyError when there are none; CrawlError
 */
export async function* crawlDevToUser(
  user: string,
  address: URL,
  context: CrawlContext,
): AsyncGenerator<LinkHarvest, void, void> {
  const search: Search = { site: siteOf(address), context, failures: [] };
  yield* asHarvests(merged([], articlesOf(user, search)), search);
}

async function* articlesOf(user: string, search: Search): AsyncGenerator<FoundLink[], void, void> {
  const { log, fetch } = search.context;
  const seen = new Set<string>();
  for (let number = 1; number <= MOST_PAGES; number += 1) {
    const link = pageOf(user, number);
    const listed = await attempted('dev.to API', link, search, async () =>
      linksOf(await fetch.page(link, { accept: 'application/json' })),
    );
    if (listed === undefined) {
      const feed = new URL(`https://dev.to/feed/${user}`);
      const first = await attempted('feed', feed, search, () => fetchFeed(feed, search));
      if (first !== undefined) yield linksIn(first, search);
      return;
    }
    const fresh = listed.filter((found) => !seen.has(found.link.href));
    for (const found of fresh) seen.add(found.link.href);
    if (fresh.length > 0) yield fresh;
    if (fresh.length === 0 || listed.length < ARTICLES_A_PAGE) return;
  }
  log.warn('Only the newest articles are listed', { user, articles: seen.size });
}

function pageOf(user: string, number: number): URL {
  const link = new URL('https://dev.to/api/articles');
  link.searchParams.set('username', user);
  link.searchParams.set('per_page', String(ARTICLES_A_PAGE));
  link.searchParams.set('page', String(number));
  return link;
}

function linksOf(page: FetchedPage): FoundLink[] {
  const read = articles.safeParse(parsedJson(page.text));
  if (!read.success) {
    throw new ExtractionEmptyError('The answer of dev.to/api/articles is not a list of articles', {
      link: page.url,
      cause: read.error,
    });
  }
  return read.data.flatMap(({ url, title, published_at, edited_at }) => {
    const link = URL.parse(url);
    if (link?.hostname !== 'dev.to') return [];
    const changedAt = edited_at ?? published_at;
    const plain = plainTitle(title);
    return [
      {
        link,
        ...(plain !== '' && { title: plain }),
        ...(published_at !== undefined && { publishedAt: published_at }),
        ...(changedAt !== undefined && { changedAt }),
      },
    ];
  });
}
