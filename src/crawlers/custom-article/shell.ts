/** Is a page only the shell of an application, whose text a script has yet to fetch? */
import { hasApplicationRoot } from '../../extraction/application-root.ts';
import type { IsShell } from '../../fetching/fetcher.ts';
import { isHtmlPage } from './assert-page.ts';
import { articleOf } from './read-article.ts';

/** A page that says this much has been drawn, whatever its scripts will add. */
const WORDS_OF_A_FULL_PAGE = 200;

/** By so many words at least a rendered page has to be richer: an article says that much, a menu does not. */
const WORDS_WORTH_A_BROWSER = 25;

/**
 * The test for one link. Of a page as it came: it has little text and an application's root. Of the same page rendered: it
 * says hardly more than before, so rendering was of no use (a short article of a site that renders on its server).
 *
 * @example
 * const page = await fetch.page(link, { isShell: createIsShell() });
 */
export function createIsShell(): IsShell {
  let wordsBefore = 0;
  return (page) => {
    if (!isHtmlPage(page)) return false;
    const { wordCount } = articleOf(page);
    if (page.isRendered) return wordCount - wordsBefore < WORDS_WORTH_A_BROWSER;
    wordsBefore = wordCount;
    return wordCount < WORDS_OF_A_FULL_PAGE && hasApplicationRoot(page.text);
  };
}
