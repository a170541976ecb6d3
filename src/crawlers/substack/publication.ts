/** The posts of a publication, as links to follow: from its archive, else its sitemap, else its feed. */
import { CrawlError, ExtractionEmptyError } from '../../errors.ts';
import type { CrawlContext, LinkHarvest } from '../crawler.ts';
import { listArchive } from './archive.ts';
import { listFeed } from './feed.ts';
import { hasNews, type ListedPost } from './listed-post.ts';
import { ownPosts } from './own-posts.ts';
import { listSitemap } from './sitemap.ts';

type Way = (home: URL, context: CrawlContext) => AsyncIterable<readonly ListedPost[]>;

/** The fullest first. */
const WAYS: readonly (readonly [name: string, list: Way])[] = [
  ['archive', listArchive],
  ['sitemap', listSitemap],
  ['feed', listFeed],
];

/**
 * Lists what a person has published in a publication; all that was published there when no person is asked for.
 *
 * In a refresh it stops after the first page of the archive without anything that is newer than the crawl before.
 *
 * @param host of the publication, on substack.com or its own
 * @throws CrawlError what closed the archive, when the other ways are closed as well; ExtractionEmptyError when there are
 *   no posts
 */
export async function* crawlPublication(
  host: string,
  context: CrawlContext,
): AsyncGenerator<LinkHarvest, void, void> {
  const { log, author, previous } = context;
  const home = new URL(`https://${host}/`);
  const own = ownPosts(author);
  const seen = new Set<string>();
  let failure: CrawlError | undefined;
  let isListed = false;
  for (const [name, list] of WAYS) {
    try {
      for await (const page of list(home, context)) {
        const fresh = page.filter(({ link }) => !seen.has(link.href));
        for (const { link } of fresh) seen.add(link.href);
        for (const post of own.among(fresh)) yield toLink(post);
        isListed ||= page.length > 0;
        const isByDate = name === 'archive';
        if (previous && isByDate && own.isKnown && !hasNews(page, previous.attemptedAt)) break;
      }
      if (isListed) break;
      throw new ExtractionEmptyError(`The ${name} of ${host} lists no posts`, { link: home });
    } catch (error) {
      // A refusal for good leaves the next way; a passing failure is worth another run.
      if (!(error instanceof CrawlError) || error.retry === 'later') throw error;
      failure ??= error;
      isListed = false;
      log.warn(`The posts of a publication are not to be had from its ${name}`, {
        link: home.href,
        code: error.code,
        reason: error.message,
      });
    }
  }
  if (seen.size === 0 && failure !== undefined) throw failure;

  const rest = own.rest();
  if (rest.length > 0) {
    log.warn('The name is in no byline of the publication: all its posts are taken', {
      link: home.href,
      name: author,
      posts: rest.length,
    });
    for (const post of rest) yield toLink(post);
  }
  log.info('Listed the posts of a publication', {
    link: home.href,
    posts: seen.size,
    byOthers: own.leftOut,
  });
}

export function toLink({ bylines: _, ...link }: ListedPost): LinkHarvest {
  return link;
}
