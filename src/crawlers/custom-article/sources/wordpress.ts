/** The posts of a WordPress site by its public API (https://developer.wordpress.org/rest-api/reference/posts/). */
import type { CheerioAPI } from 'cheerio/slim';
import * as z from 'zod';
import { ExtractionEmptyError } from '../../../errors.ts';
import { dateOf } from '../../../extraction/json-ld.ts';
import type { FetchedPage } from '../../../fetching/page.ts';
import { plainTitle } from '../../feeds/feed-entry.ts';
import { parsedJson } from '../../parsed-json.ts';
import { isOld } from './crawl-feed.ts';
import type { FoundLink } from './found-link.ts';
import { attempted, type Search } from './search.ts';
import { linkOnSite } from './site.ts';

/** As many as the API gives at a time. */
const POSTS_A_PAGE = 100;
const MOST_PAGES = 200;

const posts = z.array(
  z.object({
    link: z.string(),
    date_gmt: z.unknown().transform(dateOf),
    modified_gmt: z.unknown().transform(dateOf),
    title: z
      .object({ rendered: z.string() })
      .transform(({ rendered }) => plainTitle(rendered))
      .catch(''),
  }),
);

/**
 * The root of the API, as WordPress announces it in its pages (`<link rel="https://api.w.org/">`), or where it is on sites
 * that do not say so. `undefined` where nothing looks like WordPress.
 */
export function wordpressApi($: CheerioAPI, base: URL, { site }: Search): URL | undefined {
  const announced = $('link[rel="https://api.w.org/"]').first().attr('href');
  const api = announced === undefined ? undefined : linkOnSite(announced, base, site);
  if (api !== undefined) return api;
  const isWordPress =
    /^wordpress\b/i.test($('meta[name="generator" i]').attr('content') ?? '') ||
    $('link[href*="/wp-content/"], script[src*="/wp-includes/"]').length > 0;
  return isWordPress ? new URL('/wp-json/', site.address) : undefined;
}

/**
 * All posts below the given page, newest first, one batch a page of the API. On a refresh those that changed last come
 * first, and it ends where everything is older than the last crawl.
 *
 * @returns did it list everything?
 */
export async function* wordpressPosts(
  api: URL,
  search: Search,
): AsyncGenerator<FoundLink[], boolean, void> {
  const { site, context } = search;
  let found = 0;
  for (let number = 1; number <= MOST_PAGES; number += 1) {
    const link = pageOf(api, number, context.previous === undefined ? 'date' : 'modified');
    const answer = await attempted('WordPress API', link, search, async () => {
      const page = await context.fetch.page(link, { accept: 'application/json' });
      return { page, links: linksOf(page, search) };
    });
    if (answer === undefined) return false;
    const own = answer.links.filter((post) => site.includes(post.link));
    found += own.length;
    if (own.length > 0) yield own;
    const { headers } = answer.page;
    const pages = Number(headers.get('x-wp-totalpages') ?? Number.NaN);
    const isLast = number >= pages || answer.links.length < POSTS_A_PAGE;
    // When the crawl before broke off, what it did not reach is older.
    const wasWhole = Number(headers.get('x-wp-total') ?? 0) <= (context.previous?.found ?? 0);
    if (isLast || (wasWhole && isOld(answer.links, search))) {
      context.log.info('Listed the posts of a WordPress site', { link: api.href, posts: found });
      return found > 0;
    }
  }
  context.log.warn('Only some of the posts are listed', { link: api.href, posts: found });
  return false;
}

function linksOf(page: FetchedPage, { site }: Search): FoundLink[] {
  const read = posts.safeParse(parsedJson(page.text));
  if (!read.success) {
    throw new ExtractionEmptyError('The answer of /wp/v2/posts is not a list of posts with links', {
      link: page.url,
      cause: read.error,
    });
  }
  return read.data.flatMap(({ link: written, title, date_gmt, modified_gmt }) => {
    const link = linkOnSite(written, site.address, site);
    if (link === undefined) return [];
    const changedAt = modified_gmt ?? date_gmt;
    return [
      {
        link,
        ...(title !== '' && { title }),
        ...(date_gmt !== undefined && { publishedAt: date_gmt }),
        ...(changedAt !== undefined && { changedAt }),
      },
    ];
  });
}

/** Where addresses have no paths, the API is at `/?rest_route=/`. */
function pageOf(api: URL, number: number, order: 'date' | 'modified'): URL {
  const link = new URL(api);
  const route = link.searchParams.get('rest_route');
  if (route === null) link.pathname = `${link.pathname.replace(/\/+$/, '')}/wp/v2/posts`;
  else link.searchParams.set('rest_route', `${route.replace(/\/+$/, '')}/wp/v2/posts`);
  link.searchParams.set('per_page', String(POSTS_A_PAGE));
  link.searchParams.set('page', String(number));
  link.searchParams.set('orderby', order);
  link.searchParams.set('_fields', 'link,date_gmt,modified_gmt,title');
  return link;
}
