/** Substack: posts and notes one by one, publications and people through their lists; on substack.com and on domains of their own. */
import { UnsupportedContentError } from '../../errors.ts';
import type { Crawler } from '../crawler.ts';
import { canonicalSubstackLink, readSubstackLink } from './links.ts';
import { isSubstackPage } from './recognise.ts';

export const substackCrawler: Crawler = {
  platform: 'substack',
  recognises: isSubstackPage,
  canonicalLink: canonicalSubstackLink,
  async *extract(link, context) {
    const read = readSubstackLink(link);
    switch (read.kind) {
      // What reads is loaded when it is needed: a Lambda starts for one link of one platform.
      case 'post': {
        const { crawlPost } = await import('./crawl-post.ts');
        yield await crawlPost(link, read.post, context);
        return;
      }
      case 'publication': {
        const { crawlPublication } = await import('./publication.ts');
        yield* crawlPublication(read.host, context);
        return;
      }
      case 'profile': {
        const { crawlProfile } = await import('./profile.ts');
        yield* crawlProfile(read.person, context);
        return;
      }
      case 'note': {
        const { crawlNote } = await import('./note.ts');
        yield await crawlNote(read.id, context);
        return;
      }
      case 'other':
        throw new UnsupportedContentError(`The link leads to ${read.what}, not to a post`, {
          link,
          hint:
            read.hint ??
            'Give the link of a post (https://<name>.substack.com/p/…), a publication (https://<name>.substack.com) or a person (https://substack.com/@name).',
        });
    }
  },
};
