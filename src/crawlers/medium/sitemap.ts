/** The sitemap of a publication or of a host: all of its posts, without their authors. */
import { AbortedError, CrawlError, ExtractionEmptyError } from '../../errors.ts';
import type { CrawlContext } from '../crawler.ts';
import { fetchSitemap } from '../feeds/fetch-sitemap.ts';
import type { SitemapEntry } from '../feeds/read-sitemap.ts';
import { isOf, type MediumAccount, readMediumLink, sharedLink } from './links.ts';
import type { ListedPost } from './listing-page.ts';

/** One a year or a day, depending on how much is published. */
const MOST_FILES = 200;
/** Beside the posts an index names lists of tags, of authors and of fixed pages. */
const OTHER_LISTS = /\/(?:tags?|users|authors|publications|topics|pages)(?:[/.-]|$)/;

/**
 * The posts in a sitemap, those of the newest files first. A file that cannot be had is logged and left out.
 *
 * @throws CrawlError when the index, or every file in it, cannot be had
 * @throws ExtractionEmptyError when it names no post
 */
export async function* sitemapPosts(
  account: MediumAccount,
  sitemap: URL,
  context: CrawlContext,
): AsyncGenerator<ListedPost, void, void> {
  const { entries, isIndex } = await fetchSitemap(sitemap, context);
  const here = isIndex ? [] : postsIn(entries, account);
  yield* here;
  let found = here.length;
  let failure: unknown;
  for (const file of filesOf(isIndex ? entries : [], sitemap, context)) {
    try {
      const posts = postsIn((await fetchSitemap(file, context)).entries, account);
      found += posts.length;
      yield* posts;
    } catch (error) {
      if (!(error instanceof CrawlError) || error instanceof AbortedError) throw error;
      context.log.warn('A part of the sitemap could not be read', {
        link: file.href,
        code: error.code,
        reason: error.message,
      });
      failure = error;
    }
  }
  if (found > 0) return;
  throw failure ?? new ExtractionEmptyError('The sitemap lists no posts', { link: sitemap });
}

function postsIn(entries: readonly SitemapEntry[], account: MediumAccount): ListedPost[] {
  return entries.flatMap(({ loc, changedAt }) => {
    const link = URL.parse(loc);
    return link !== null && readMediumLink(link).kind === 'post' && isOf(link, account)
      ? [{ link: sharedLink(link), ...(changedAt !== undefined && { changedAt }) }]
      : [];
  });
}

/** Their names carry their dates: `posts/2026/posts-2026-04-20.xml`. */
function filesOf(files: readonly SitemapEntry[], sitemap: URL, { log }: CrawlContext): URL[] {
  const wanted = files
    .flatMap(({ loc }) => URL.parse(loc) ?? [])
    .filter((link) => link.host === sitemap.host && !OTHER_LISTS.test(link.pathname))
    .sort((one, other) => other.pathname.localeCompare(one.pathname, 'en', { numeric: true }));
  if (wanted.length > MOST_FILES) {
    log.warn('The sitemap has more files than are read: the oldest posts are left out', {
      link: sitemap.href,
      files: wanted.length,
      read: MOST_FILES,
    });
  }
  return wanted.slice(0, MOST_FILES);
}
