/** The sitemap of a publication: the way to its posts where its archive is closed. */
import { ExtractionEmptyError } from '../../errors.ts';
import { dateOf } from '../../extraction/json-ld.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { CrawlContext } from '../crawler.ts';
import { childText } from './child-text.ts';
import { canonicalSubstackLink, readSubstackLink } from './links.ts';
import type { ListedPost } from './listed-post.ts';

const ACCEPT = 'application/xml, text/xml;q=0.9, */*;q=0.1';
/** An index of sitemaps has one for every year, or so. */
const MOST_SITEMAPS = 50;

interface Sitemap {
  readonly posts: readonly ListedPost[];
  /** Of an index. */
  readonly sitemaps: readonly URL[];
}

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
    const page = await context.fetch.page(link, { accept: ACCEPT });
    const { posts, sitemaps } = readSitemap(page.text, page.url);
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

/**
 * The posts in a sitemap, last changed first, and the sitemaps in an index; both only of the host itself.
 *
 * @throws ExtractionEmptyError when it is neither
 */
export function readSitemap(xml: string, from: URL): Sitemap {
  const start = xml.search(/<(?:\?xml|urlset|sitemapindex)\b/);
  const $ = parseHtml(start === -1 ? '' : xml.slice(start), { xml: true });
  if ($('urlset, sitemapindex').length === 0) {
    throw new ExtractionEmptyError('The answer is no sitemap: <urlset> is missing', { link: from });
  }
  const located = $('url, sitemap')
    .toArray()
    .flatMap((element) => {
      const link = URL.parse(childText(element, 'loc'), from.href);
      if (link?.host !== from.host) return [];
      const changedAt = dateOf(childText(element, 'lastmod'));
      return [{ name: element.name, link, changedAt }];
    });
  const posts = located
    .filter(({ name, link }) => name === 'url' && readSubstackLink(link).kind === 'post')
    .toSorted((one, other) => timeOf(other.changedAt) - timeOf(one.changedAt))
    .map(
      ({ link, changedAt }): ListedPost => ({
        kind: 'link',
        link: canonicalSubstackLink(link),
        ...(changedAt !== undefined && { changedAt }),
        bylines: [],
      }),
    );
  return {
    posts,
    sitemaps: located.filter(({ name }) => name === 'sitemap').map(({ link }) => link),
  };
}

function timeOf(date: Date | undefined): number {
  return date?.getTime() ?? 0;
}
