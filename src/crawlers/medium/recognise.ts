/** Is a page on some other host served by Medium? */
import type { FetchedPage } from '../../fetching/page.ts';

// The gaps are bounded so that a hostile page costs no more than one pass.
const ANDROID_APP =
  /<meta\b[^>]{0,200}?(?:al:android:package[^>]{0,100}?com\.medium\.reader|com\.medium\.reader[^>]{0,100}?al:android:package)/;
const POST_TITLE = /\bclass="[^"]{0,400}?\bpw-post-title\b/;

/**
 * By the marks that pages of Medium carry on every host. Measured on the 1,096 pages of the WCXB development split:
 * the three pages that Medium serves have them, no other page has.
 *
 * @example
 * isMediumPage(await fetch.page(new URL('https://stories.tidewater.example/')));
 */
export function isMediumPage(page: FetchedPage): boolean {
  if (page.mediaType !== '' && !/^(?:text\/html|application\/xhtml\+xml)$/.test(page.mediaType)) {
    return false;
  }
  const html = page.text;
  return (
    ANDROID_APP.test(html) ||
    POST_TITLE.test(html) ||
    (html.includes('__APOLLO_STATE__') && html.includes('miro.medium.com'))
  );
}
