/** The feed of a publication: its twenty newest posts, where archive and sitemap are closed. */
import { ExtractionEmptyError, UpstreamError } from '../../errors.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { CrawlContext } from '../crawler.ts';
import { childText } from './child-text.ts';
import { canonicalSubstackLink, readSubstackLink } from './links.ts';
import type { ListedPost } from './listed-post.ts';

const ACCEPT = 'application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1';

/**
 * @throws ExtractionEmptyError when the answer is no feed
 * @throws UpstreamError when it breaks off before its end
 */
export async function* listFeed(
  home: URL,
  context: CrawlContext,
): AsyncGenerator<readonly ListedPost[], void, void> {
  const page = await context.fetch.page(new URL('/feed', home), { accept: ACCEPT });
  const posts = readFeed(page.text, page.url);
  if (posts.length === 0) return;
  context.log.warn('A feed holds the newest posts only', { link: home.href, posts: posts.length });
  yield posts;
}

/** The posts in a feed, in its order. */
export function readFeed(text: string, from: URL): ListedPost[] {
  const start = text.search(/<(?:\?xml|rss)\b/);
  if (start === -1) {
    throw new ExtractionEmptyError('The answer is no feed: <rss> is missing', { link: from });
  }
  if (!/<\/rss>\s*$/.test(text.slice(-1_000))) {
    throw new UpstreamError('The feed breaks off before its end: </rss> is missing', {
      link: from,
    });
  }
  const $ = parseHtml(text.slice(start), { xml: true });
  return $('rss > channel > item')
    .toArray()
    .flatMap((item): ListedPost[] => {
      const textOf = (name: string): string => childText(item, name);
      const link = URL.parse(textOf('link') || textOf('guid'));
      if (link === null || readSubstackLink(link).kind !== 'post') return [];
      const title = textOf('title');
      const publishedAt = new Date(textOf('pubDate'));
      const isDated = !Number.isNaN(publishedAt.getTime());
      const creator = textOf('dc:creator');
      return [
        {
          kind: 'link',
          link: canonicalSubstackLink(link),
          ...(title !== '' && { title }),
          ...(isDated && { publishedAt, changedAt: publishedAt }),
          bylines: creator === '' ? [] : [{ name: creator }],
        },
      ];
    });
}
