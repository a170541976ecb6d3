/** The page of a newsletter, read into the links of its editions. */
import { parseHtml } from '../../extraction/parse-html.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { LinkHarvest } from '../crawler.ts';
import { pulseLink, readLink } from './links.ts';
import { missing } from './missing.ts';

/** Where LinkedIn recommends what others have written. */
const BESIDES =
  'body > header,nav,footer,aside,[class*="related"],[class*="recommend"],[class*="similar"]';

const EDITION = 'a[href*="/pulse/"]';

/**
 * The editions: the list of the newest, and behind it older ones that the page shows at its side.
 *
 * @throws ExtractionEmptyError when the page shows none
 */
export function readNewsletter(page: FetchedPage, slug: string): LinkHarvest[] {
  const $ = parseHtml(page.text);
  const names = $('link[rel="canonical"],meta[property="og:url"]').toArray();
  const isNewsletter = names.some(({ attribs: { href, content } }) =>
    /\/newsletters\//.test(href ?? content ?? ''),
  );
  if (!isNewsletter) throw missing(`the link /newsletters/${slug}`, page.url);
  $(BESIDES).remove();
  // One edition is linked more than once: from its picture, its title and its first words.
  const titles = new Map<string, string>();
  const links = [...$(`.newsletter__updates ${EDITION}`).toArray(), ...$(EDITION).toArray()];
  for (const element of links) {
    const link = URL.parse($(element).attr('href') ?? '', page.url.href);
    const read = link === null ? undefined : readLink(link);
    if (read?.type !== 'pulse') continue;
    const heading = $(element).find('h2,h3,h4').first();
    const title = (heading.length > 0 ? heading : $(element)).text().replaceAll(/\s+/g, ' ').trim();
    titles.set(read.slug, titles.get(read.slug) || title);
  }
  if (titles.size === 0) throw missing(`an edition of /newsletters/${slug}`, page.url);
  return [...titles].map(([edition, title]) => ({
    kind: 'link',
    link: pulseLink(edition),
    ...(title !== '' && { title }),
  }));
}
