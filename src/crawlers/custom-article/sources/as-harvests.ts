/** The end of every search: links as a crawler yields them, or the reason why there are none. */
import { ExtractionEmptyError } from '../../../errors.ts';
import type { LinkHarvest } from '../../crawler.ts';
import type { FoundLink } from './found-link.ts';
import type { Search } from './search.ts';

/**
 * @throws ExtractionEmptyError when there are no links
 * @throws CrawlError that passes (`retry: 'later'`), when there are no links and one has stood in the way
 */
export async function* asHarvests(
  links: AsyncIterable<FoundLink>,
  { site, context, failures }: Search,
): AsyncGenerator<LinkHarvest, void, void> {
  let found = 0;
  for await (const link of links) {
    found += 1;
    yield { kind: 'link', ...link };
  }
  if (found > 0) {
    context.log.info('Listed the articles of a site', { link: site.address.href, found });
    return;
  }
  const passing = failures.find(({ retry }) => retry === 'later');
  if (passing !== undefined) throw passing;
  throw new ExtractionEmptyError(
    'The page leads to articles, but neither feed, sitemap nor list names one',
    {
      link: site.address,
      hint: 'Give the links of single articles, or the link of the feed if the site has one.',
    },
  );
}
