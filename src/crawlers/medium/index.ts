/** Medium: posts on medium.com, its sub-domains and custom domains; all posts of profiles and publications. */
import { UnsupportedContentError } from '../../errors.ts';
import type { Crawler, Harvest } from '../crawler.ts';
import { isGone } from './gone.ts';
import { canonicalMediumLink, readMediumLink } from './links.ts';
import { isMediumPage } from './recognise.ts';

/**
 * A post yields one article; a profile, a publication or the root of a custom domain yields links to its posts, found in
 * its feed, its page and its sitemap.
 *
 * Only public pages, feeds and sitemaps are read, never Medium's private JSON and GraphQL addresses. Behind Medium's
 * refusal of a cloud address (`BlockedError`) feeds still answer most often.
 *
 * @example
 * for await (const harvest of mediumCrawler.extract(new URL('https://medium.com/@mara.lindqvist'), context)) …
 */
export const mediumCrawler: Crawler = {
  platform: 'medium',
  recognises: isMediumPage,
  canonicalLink: canonicalMediumLink,
  // Medium took custom domains away from many in 2026; the posts stayed.
  outlives: (link, error) => isGone(error) && readMediumLink(link).kind === 'post',

  async *extract(link, context): AsyncGenerator<Harvest> {
    const read = readMediumLink(link);
    switch (read.kind) {
      // What reads is loaded when it is needed: a Lambda starts for one link of one platform.
      case 'post': {
        const { crawlPost } = await import('./crawl-post.ts');
        yield await crawlPost(link, read, context);
        return;
      }
      case 'listing': {
        const { crawlListing } = await import('./crawl-listing.ts');
        yield* crawlListing(read.account, context);
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
