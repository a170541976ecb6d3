/** Is what was found an article? A home page and an empty shell are not. */
import { ExtractionEmptyError, UnsupportedContentError } from '../../errors.ts';
import type { Article } from '../../extraction/article.ts';
import { isHome } from '../../extraction/metadata/canonical-link.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import { countMarkdownWords } from './words.ts';

/** An article says at least this much. */
const FEWEST_WORDS = 25;
const FEWEST_WORDS_OF_A_PARAGRAPH = 8;

/**
 * @throws UnsupportedContentError for the home page of a site that offers its articles as a feed
 * @throws ExtractionEmptyError when there is too little text to be an article
 */
export function assertArticle(page: FetchedPage, { title, markdown }: Article): void {
  if (isHome(page.url) && offersFeed(page)) {
    throw new UnsupportedContentError(
      'The link leads to the home page of a site, not to an article',
      {
        link: page.requested,
        hint: 'Give the links of single articles of the site.',
      },
    );
  }
  const words = countMarkdownWords(markdown);
  if (words >= FEWEST_WORDS && hasParagraph(markdown)) return;
  throw new ExtractionEmptyError(
    `No article was found on the page: ${words} words of text under "${title}"`,
    {
      link: page.requested,
    },
  );
}

function offersFeed(page: FetchedPage): boolean {
  const $ = parseHtml(page.text);
  if ($('meta[property="og:type"]').attr('content') === 'article') return false;
  return (
    $(
      'link[rel~="alternate"][type*="rss"], link[rel~="alternate"][type*="atom"], link[rel~="alternate"][type="application/feed+json"]',
    ).length > 0
  );
}

/** Menus and lists of links come without a line that says something. */
function hasParagraph(markdown: string): boolean {
  return markdown
    .split('\n')
    .some(
      (line) => !/^(?:#|\|)/.test(line) && countMarkdownWords(line) >= FEWEST_WORDS_OF_A_PARAGRAPH,
    );
}
