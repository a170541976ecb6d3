/** The sitemap of a publication or of a host: all of its posts, without their authors. */
import { AbortedError, CrawlError, ExtractionEmptyError } from '../../errors.ts';
import { dateOf } from '../../extraction/json-ld.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { CrawlContext } from '../crawler.ts';
import { isOf, type MediumAccount, readMediumLink, sharedLink } from './links.ts';
import type { ListedPost } from './listing-page.ts';

const SITEMAP_ACCEPT = 'application/xml, text/xml;q=0.9, */*;q=0.1';
/** One a year or a day, depending on how much is published. */
const MOST_FILES = 200;
/** Beside the posts an index names lists of tags, of authors and of fixed pages. */
const OTHER_LISTS = /\/(?:tags?|users|authors|publications|topics|pages)(?:[/.-]|$)/;

interface Entry {
  readonly link: URL;
  readonly changedAt?: Date;
}

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
  const index = readSitemap(await context.fetch.page(sitemap, { accept: SITEMAP_ACCEPT }));
  const postsIn = (entries: readonly Entry[]): ListedPost[] =>
    entries.flatMap(({ link, changedAt }) =>
      readMediumLink(link).kind === 'post' && isOf(link, account)
        ? [{ link: sharedLink(link), ...(changedAt !== undefined && { changedAt }) }]
        : [],
    );
  const here = postsIn(index.pages);
  yield* here;
  let found = here.length;
  let failure: unknown;
  for (const file of filesOf(index.files, sitemap, context)) {
    try {
      const page = await context.fetch.page(file, { accept: SITEMAP_ACCEPT });
      const posts = postsIn(readSitemap(page).pages);
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

/** Their names carry their dates: `posts/2026/posts-2026-04-20.xml`. */
function filesOf(files: readonly Entry[], sitemap: URL, { log }: CrawlContext): URL[] {
  const wanted = files
    .map(({ link }) => link)
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

/**
 * An index of files, or a list of pages (sitemaps.org).
 *
 * @throws ExtractionEmptyError when it is neither
 * @example
 * for (const { link } of readSitemap(page).files) …
 */
export function readSitemap(page: FetchedPage): { files: Entry[]; pages: Entry[] } {
  const $ = parseHtml(page.text, { xml: true });
  if ($('sitemapindex, urlset').length === 0) {
    throw new ExtractionEmptyError(
      'The answer is no sitemap: <sitemapindex> and <urlset> are missing',
      { link: page.url },
    );
  }
  const entries = (selector: string): Entry[] =>
    $(selector)
      .toArray()
      .flatMap((element) => {
        const child = (name: string): string => $(element).children(name).first().text().trim();
        const location = child('loc');
        if (!URL.canParse(location)) return [];
        const changedAt = dateOf(child('lastmod'));
        return [{ link: new URL(location), ...(changedAt !== undefined && { changedAt }) }];
      });
  return { files: entries('sitemapindex > sitemap'), pages: entries('urlset > url') };
}
