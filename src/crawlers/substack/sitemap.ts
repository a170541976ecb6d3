/** The sitemap of a publication: the way to its posts where its archive is closed. */
import type { CrawlContext } from '../crawler.ts';
import { fetchSitemap } from '../feeds/fetch-sitemap.ts';
import type { SitemapEntry } from '../feeds/read-sitemap.ts';
import { canonicalSubstackLink, readSubstackLink } from './links.ts';
import type { ListedPost } from './listed-post.ts';

/** An index of sitemaps has one for every year, or so. */
const MOST_SITEMAPS = 50;

/**
 * Lists the posts of a publication by their links alone: a sitemap names neither authors nor titles.
 *
 * @throws ExtractionEmptyError when the answer is no sitemap
 */
export async function* listSitemap(
  home: URL,
  context: CrawlContext,
): AsyncGenerator<readonly ListedPost[], void, void> {
  const first = new URL('/sitemap.xml', home);
  const asked = new Set([first.href]);
  const queue = [first];
  for (let link = queue.shift(); link !== undefined; link = queue.shift()) {
    const { entries, isIndex } = await fetchSitemap(link, context);
    const posts = isIndex ? [] : postsIn(entries, link.host);
    const sitemaps = isIndex ? sitemapsIn(entries, link.host) : [];
    if (posts.length > 0 && context.author !== undefined) {
      context.log.warn('A sitemap names no authors: what others wrote there is listed too', {
        link: link.href,
        posts: posts.length,
      });
    }
    if (posts.length > 0) yield posts;
    for (const sitemap of sitemaps) {
      if (asked.has(sitemap.href)) continue;
      if (asked.size >= MOST_SITEMAPS) {
        context.log.warn('The index names more sitemaps than are read', {
          link: link.href,
          read: MOST_SITEMAPS,
          named: sitemaps.length,
        });
        break;
      }
      asked.add(sitemap.href);
      queue.push(sitemap);
    }
  }
}

/** Last changed first; only of the host itself. */
function postsIn(entries: readonly SitemapEntry[], host: string): ListedPost[] {
  return entries
    .flatMap(({ loc, changedAt }) => {
      const link = URL.parse(loc);
      return link?.host === host && readSubstackLink(link).kind === 'post'
        ? [{ link: canonicalSubstackLink(link), changedAt }]
        : [];
    })
    .toSorted((one, other) => timeOf(other.changedAt) - timeOf(one.changedAt))
    .map(({ link, changedAt }) => ({
      kind: 'link',
      link,
      ...(changedAt !== undefined && { changedAt }),
      bylines: [],
    }));
}

function sitemapsIn(entries: readonly SitemapEntry[], host: string): URL[] {
  return entries.flatMap(({ loc }) => URL.parse(loc) ?? []).filter((link) => link.host === host);
}

function timeOf(date: Date | undefined): number {
  return date?.getTime() ?? 0;
}
