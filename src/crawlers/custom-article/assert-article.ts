/** Is what was found an article? A menu and an empty shell are not. */
import { ExtractionEmptyError } from '../../errors.ts';
import type { Article } from '../../extraction/article.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import { countMarkdownWords } from './words.ts';

/** An article says at least this much. */
const FEWEST_WORDS = 25;
const FEWEST_WORDS_OF_A_PARAGRAPH = 8;

/** @throws ExtractionEmptyError when there is too little text to be an article */
export function assertArticle(page: FetchedPage, article: Article): void {
  if (hasArticleText(article)) return;
  const words = countMarkdownWords(article.markdown);
  throw new ExtractionEmptyError(
    `No article was found on the page: ${words} words of text under "${article.title}"`,
    {
      link: page.requested,
    },
  );
}

/** Menus and lists of links come without a line that says something. */
export function hasArticleText({ markdown }: Article): boolean {
  return (
    countMarkdownWords(markdown) >= FEWEST_WORDS &&
    markdown
      .split('\n')
      .some(
        (line) =>
          !/^(?:#|\|)/.test(line) && countMarkdownWords(line) >= FEWEST_WORDS_OF_A_PARAGRAPH,
      )
  );
}
