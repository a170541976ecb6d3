/** Short links of LinkedIn (`lnkd.in`), which tell only when asked where they lead. */
import { parseHtml } from '../../extraction/parse-html.ts';
import { withoutTracking } from '../../extraction/tracking-parameters.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import { isLinkedinHost } from './links.ts';
import { missing } from './missing.ts';
import { withoutRedirect } from './redirects.ts';

export const isShortLink = (link: URL): boolean => link.hostname === 'lnkd.in';

/**
 * Where a short link leads: by redirects, or through the page that says "this link will take you to a page that's not on
 * LinkedIn" and holds the link.
 *
 * @throws ExtractionEmptyError when that page names no other place
 */
export function targetOf(page: FetchedPage): URL {
  if (!isShortLink(page.url)) return page.url;
  const $ = parseHtml(page.text);
  const links = $('a[href]')
    .toArray()
    .map((element) => URL.parse(withoutRedirect($(element).attr('href') ?? ''), page.url.href));
  const marked = $('a[data-tracking-control-name="external_url_click"]').attr('href');
  const target =
    URL.parse(withoutRedirect(marked ?? '')) ?? links.find((link) => isElsewhere(link)) ?? null;
  if (target === null || !isElsewhere(target)) throw missing('the link', page.url);
  return withoutTracking(target);
}

function isElsewhere(link: URL | null): boolean {
  if (link === null || !/^https?:$/.test(link.protocol) || isShortLink(link)) return false;
  return !isLinkedinHost(link.hostname) && !link.hostname.endsWith('.linkedin.com');
}
