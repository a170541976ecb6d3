/** A list of articles over as many pages as it has. */
import { hasApplicationRoot } from '../../../extraction/application-root.ts';
import { parseHtml } from '../../../extraction/parse-html.ts';
import type { FetchedPage } from '../../../fetching/page.ts';
import { isOld } from './crawl-feed.ts';
import { baseOf } from './feed-links.ts';
import { type FoundLink, keyOf } from './found-link.ts';
import { LEAST_LINKS, listingLinks, nextPage } from './listing-links.ts';
import { attempted, type Search } from './search.ts';

const MOST_PAGES = 200;

/**
 * The articles on a listing page and on the pages after it, one batch a page. On a refresh it ends where everything is
 * older than the last crawl.
 */
export async function* listedLinks(
  first: FetchedPage,
  search: Search,
): AsyncGenerator<FoundLink[], void, void> {
  const { site, context } = search;
  const seen = new Set<string>();
  const asked = new Set([site.address.href]);
  let $ = parseHtml((await wholePage(first, search)).text);
  let url = site.address;
  for (;;) {
    const base = baseOf($, url);
    const links = listingLinks($, base, site, url === site.address ? LEAST_LINKS : 1);
    const fresh = links.filter(({ link }) => !seen.has(keyOf(link)));
    for (const { link } of fresh) seen.add(keyOf(link));
    if (fresh.length > 0) yield fresh;
    const next = nextPage($, base, site);
    if (next === undefined || asked.has(next.href) || fresh.length === 0) return;
    if (isOld(links, search)) return;
    if (asked.size >= MOST_PAGES) {
      context.log.warn('Only the first pages of the list are read', {
        pages: asked.size,
        links: seen.size,
      });
      return;
    }
    asked.add(next.href);
    const page = await attempted('next page of the list', next, search, () =>
      context.fetch.page(next),
    );
    if (page === undefined) return;
    $ = parseHtml(page.text);
    url = page.url;
  }
}

/** As often as a reader with patience would. */
const SCROLLS = 20;

/** A list that a script draws may not be there without it, and asks for more when its end comes into view. */
async function wholePage(page: FetchedPage, search: Search): Promise<FetchedPage> {
  const { site, context } = search;
  const isDrawn = (): boolean => {
    const $ = parseHtml(page.text);
    return listingLinks($, baseOf($, page.url), site).length > 0;
  };
  if (!page.isRendered && (!hasApplicationRoot(page.text) || isDrawn())) return page;
  const whole = await attempted('page in the browser', page.url, search, () =>
    context.fetch.render(page.url, { scrolls: SCROLLS }),
  );
  return whole ?? page;
}
