/** Medium: posts on medium.com, its sub-domains and custom domains; profiles and publications by their feeds. */
import { UnsupportedContentError } from '../../errors.ts';
import type { Crawler, Harvest } from '../crawler.ts';
import { canonicalMediumLink, readMediumLink } from './links.ts';
import { isMediumPage } from './recognise.ts';

/**
 * A post yields one article; a profile, a publication or the root of a custom domain yields links to the posts in its
 * feed, which are the ten newest: older ones have to be given as links.
 *
 * Only public pages and feeds are read, never Medium's private JSON and GraphQL addresses. Behind Medium's refusal of a
 * cloud address (`BlockedError` of the fetcher) feeds still answer most often.
 *
 * @example
 * for await (const harvest of mediumCrawler.extract(new URL('https://medium.com/@mara.lindqvist'), context)) …
 */
export const mediumCrawler: Crawler = {
  platform: 'medium',
  recognises: isMediumPage,
  canonicalLink: canonicalMediumLink,

  async *extract(link, context): AsyncGenerator<Harvest> {
    const read = readMediumLink(link);
    switch (read.kind) {
      // What reads is loaded when it is needed: a Lambda starts for one link of one platform.
      case 'post': {
        const { readPost } = await import('./post.ts');
        yield readPost(await context.fetch.page(link), read.postId);
        return;
      }
      case 'listing': {
        const { FEED_ACCEPT, readFeed } = await import('./feed.ts');
        const links = readFeed(await context.fetch.page(read.feed, { accept: FEED_ACCEPT }));
        context.log.info('Medium lists its newest posts only; give older ones as links', {
          link: link.href,
          posts: links.length,
        });
        yield* links;
        return;
      }
      case 'other':
        throw new UnsupportedContentError(`The link leads to ${read.what}`, {
          link,
          hint: 'Give the link of a post, a profile (medium.com/@name) or a publication (medium.com/name).',
        });
    }
  },
};
