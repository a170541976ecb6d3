/** Export archives of Medium, Substack and LinkedIn: what no block and no paywall can stop. */
import { UnsupportedContentError } from '../../errors.ts';
import type { Crawler, Harvest } from '../crawler.ts';
import { canonicalArchiveLink } from './links.ts';
import type { Archive } from './open-archive.ts';
import { unconditional } from './unconditional.ts';

/**
 * A `file:` link to an export ZIP yields what its person has published, each with the platform and the `sourceId` that the
 * site's own crawler gives it. Which platform it is from is told by what it holds.
 *
 * Of LinkedIn the public page of each post and article is asked for, since exports lack the codes in articles and the
 * number under which posts are public; where LinkedIn refuses, the export's words are taken. Of Substack, posts whose text
 * is missing come as links to the site.
 *
 * @example
 * for await (const harvest of archiveCrawler.extract(new URL('file:///home/mara/medium-export.zip'), context)) …
 */
export const archiveCrawler: Crawler = {
  platform: 'archive',
  canonicalLink: canonicalArchiveLink,

  async *extract(link, given): AsyncGenerator<Harvest> {
    const context = unconditional(given);
    // What reads is loaded when it is needed: a Lambda never reads archives.
    const { openArchive } = await import('./open-archive.ts');
    const { platformOf } = await import('./platform.ts');
    await using archive = await openArchive(link);
    switch (platformOf(archive)) {
      case 'linkedin': {
        const { harvestLinkedin } = await import('./linkedin.ts');
        yield* harvestLinkedin(archive, link, context);
        return;
      }
      case 'substack': {
        const { harvestSubstack } = await import('./substack.ts');
        yield* harvestSubstack(archive, link, context);
        return;
      }
      case 'medium': {
        const { harvestMedium } = await import('./medium.ts');
        yield* harvestMedium(archive, link, context);
        return;
      }
      case undefined:
        throw nothingToRead(archive, link);
    }
  },
};

function nothingToRead({ marks }: Archive, link: URL): UnsupportedContentError {
  const [what, hint] = marks.has('tweets.js')
    ? ['an export of X', 'goldpan reads the exports of Medium, Substack and LinkedIn.']
    : marks.has('.zip')
      ? ['another archive', 'Unpack it once, and give the export inside of it.']
      : [
          'no posts of Medium, Substack or LinkedIn',
          'Of LinkedIn ask for the complete archive; give exports as they came.',
        ];
  return new UnsupportedContentError(`The archive holds ${what}`, { link, hint });
}
