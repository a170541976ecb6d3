/** Pages that are no pages of the author: files, "not found" with status 200, walls of consent. */
import { BlockedError, NotFoundError, UnsupportedContentError } from '../../errors.ts';
import type { Article } from '../../extraction/article.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import { countMarkdownWords } from './words.ts';

const HTML = new Set(['text/html', 'application/xhtml+xml']);

/** By its type, or by its looks where the site gives none. */
export const isHtmlPage = (page: FetchedPage): boolean =>
  HTML.has(page.mediaType) || (page.mediaType === '' && /^\s*</.test(page.text));

/** @throws UnsupportedContentError when the link leads to a file rather than to a page */
export function assertHtml(page: FetchedPage): void {
  if (isHtmlPage(page)) return;
  throw new UnsupportedContentError(
    `The link leads to ${page.mediaType || 'a file of unknown type'}, not to a web page`,
    {
      link: page.requested,
      hint: 'Give the link of the page that the text is on; files (PDF, images, data) are not read.',
    },
  );
}

/** More words than these, and it is a text about missing pages or cookies. */
const MOST_WORDS_OF_A_NOTICE = 150;

const NOT_FOUND =
  /^(?:(?:error|http)\s*)?(?:404|410)\b|\b(?:page|post|article|story|site|content|file) (?:was |could )?(?:not |cannot )(?:be )?(?:found|available)\b|^not found\b|\b(?:page|post|article) (?:does not|doesn.t|no longer) exists?\b/i;

const CONSENT =
  /\b(?:cookies?|consent|privacy policy|accept all|reject all|manage (?:settings|preferences|options)|partners|gdpr)\b/gi;

/**
 * @throws NotFoundError when the page says of itself that the thing is gone ("soft 404")
 * @throws BlockedError when it only asks for consent
 */
export function assertShown(page: FetchedPage, article: Article): void {
  if (countMarkdownWords(article.markdown) > MOST_WORDS_OF_A_NOTICE) return;
  if (NOT_FOUND.test(article.title)) {
    throw new NotFoundError(`The page says "${article.title}", though with status ${page.status}`, {
      link: page.requested,
    });
  }
  const asks = `${article.title} ${article.markdown}`.match(CONSENT)?.length ?? 0;
  if (/^consent\./.test(page.url.hostname) || asks >= 5) {
    throw new BlockedError('The site shows a request for consent in place of the page', {
      link: page.requested,
    });
  }
}
