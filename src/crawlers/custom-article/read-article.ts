/** From a page to the article on it, or to the reason why there is none. */
import type { Article } from '../../extraction/article.ts';
import { extractArticle } from '../../extraction/index.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { ArticleHarvest } from '../crawler.ts';
import { assertArticle } from './assert-article.ts';
import { assertHtml, assertShown } from './assert-page.ts';
import { toHarvest } from './harvest.ts';

/**
 * @throws UnsupportedContentError for files
 * @throws NotFoundError for a page that only says that something is gone
 * @throws BlockedError for a wall of consent
 * @throws ExtractionEmptyError for a page without an article
 */
export function readArticle(page: FetchedPage): ArticleHarvest {
  assertHtml(page);
  const article = articleOf(page);
  assertShown(page, article);
  assertArticle(page, article);
  return toHarvest(article, page.url);
}

const articles = new WeakMap<FetchedPage, Article>();

/** What is on the page, read once: whether it is a shell is asked before it is crawled. */
export function articleOf(page: FetchedPage): Article {
  const known = articles.get(page);
  if (known) return known;
  const article = extractArticle(page.text, { url: page.url.href });
  articles.set(page, article);
  return article;
}
