/** Is a page on some other host served by Substack? */
import type { FetchedPage } from '../../fetching/page.ts';

// Only as the address of a style or script: other sites show pictures from substackcdn.com, or write about it.
const BUNDLE = /\b(?:href|src)="https:\/\/substackcdn\.com\/bundle\//;
const STATE = /<script\b[^>]{0,200}>\s{0,200}(?:<!\[CDATA\[\s{0,200})?window\._preloads\s{0,20}=/;
const FEED = /<generator>\s{0,20}Substack\s{0,20}<\/generator>/;

/**
 * By the marks that pages of Substack carry on every host: the address of its bundles, or (in older pages) its state
 * beside an address of its host for files. A feed names its generator.
 *
 * @example
 * isSubstackPage(await fetch.page(new URL('https://letters.tidewater.example/')));
 */
export function isSubstackPage(page: FetchedPage): boolean {
  const { mediaType, text } = page;
  if (/^(?:application|text)\/(?:rss\+xml|xml)$/.test(mediaType)) return FEED.test(text);
  if (mediaType !== '' && !/^(?:text\/html|application\/xhtml\+xml)$/.test(mediaType)) return false;
  return BUNDLE.test(text) || (text.includes('https://substackcdn.com/') && STATE.test(text));
}
