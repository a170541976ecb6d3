/** From a page to the article on it, or to the reason why there is none. */
import { extractArticle } from '../../extraction/index.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { ArticleHarvest } from '../crawler.ts';
import { assertArticle } from './assert-article.ts';
import { assertHtml, assertShown } from './assert-page.ts';
import { toHarvest } from './harvest.ts';

/**
 * @throws UnsupportedContentError for files and for the home page of a blog
 * @throws NotFoundError for a page that only says that something is gone
 * @throws BlockedError for a wall of consent
 * @throws ExtractionEmptyError for a page without an article
 */
export function readArticle(page: FetchedPage): ArticleHarvest {
  assertHtml(page);
  const article = extractArticle(page.text, { url: page.url.href });
  assertShown(page, article);
  assertArticle(page, article);
  return toHarvest(article, page.url);
}
