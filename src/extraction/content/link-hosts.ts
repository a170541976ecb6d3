/** Where the links of a list lead: a site links to its own pages and profiles, an author to what the text is about. */
import { textOf } from '../markdown/elements.ts';
import { lettersOf } from '../metadata/letters.ts';
import type { Outline } from './outline.ts';

/** No list says more by its further links. */
const MOST_LINKS = 50;
const LONGEST_TEXT = 200;

/**
 * Do most links below a row lead to pages of other sites? Buttons that share this page and links to profiles (`Facebook`,
 * leading to facebook.com) do not count.
 *
 * @param site the host of this page
 */
export function leadElsewhere({ elements, ends }: Outline, row: number, site: string): boolean {
  let links = 0;
  let elsewhere = 0;
  for (let below = row + 1; below < (ends[row] ?? 0) && links < MOST_LINKS; below += 1) {
    const element = elements[below];
    if (element?.name !== 'a') continue;
    links += 1;
    const link = URL.parse(element.attribs.href ?? '');
    if (link === null || domainOf(link.hostname) === domainOf(site)) continue;
    const isProfile = link.hostname.includes(lettersOf(textOf(element, LONGEST_TEXT)));
    if (!isProfile && !link.search.includes(site)) elsewhere += 1;
  }
  return elsewhere * 2 > links;
}

/** `blog.mara.example` and `www.mara.example` are one site. */
function domainOf(host: string): string {
  return host.split('.').slice(-2).join('.');
}
