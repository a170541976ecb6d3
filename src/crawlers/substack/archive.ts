/** The archive of a publication: all its posts, newest first, a page at a time. */
import type { CrawlContext } from '../crawler.ts';
import { askApi } from './api.ts';
import { type ListedPost, listedPage } from './listed-post.ts';

/** As much as the archive gives at a time. */
const PAGE = 50;
/** What Substack's own archive page asks for: no host gives less at a time, unless there is no more. */
const LEAST = 12;
/** 10,000 posts: ten times what the pipeline follows of one source. */
const MAX_PAGES = 200;

/**
 * Lists what a publication has published, paid posts included: their free beginnings are worth keeping.
 *
 * @param home the front page of the publication, on substack.com or its own domain
 * @throws ExtractionEmptyError when the answer is no archive
 */
export async function* listArchive(
  home: URL,
  context: CrawlContext,
): AsyncGenerator<readonly ListedPost[], void, void> {
  const link = new URL('/api/v1/archive', home);
  const seen = new Set<string>();
  let offset = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = `sort=new&search=&offset=${offset}&limit=${PAGE}`;
    const answer = await askApi(`${link.pathname}?${query}`, home.origin, context);
    const { entries, posts } = listedPage(answer, { link, homeOf: () => home });
    const fresh = posts.filter((post) => !seen.has(post.link.href));
    // One that does not heed the offset would answer the same page for ever.
    if (entries === 0 || (posts.length > 0 && fresh.length === 0)) return;
    for (const post of fresh) seen.add(post.link.href);
    offset += entries;
    yield fresh;
    // A page that is not full is no end yet: a host may give less at a time than it is asked for.
    if (entries < LEAST) return;
  }
  context.log.warn('The archive goes on for ever: only its first pages are listed', {
    link: home.href,
    pages: MAX_PAGES,
    posts: seen.size,
  });
}
