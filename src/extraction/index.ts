/** HTML → article: the way into this room. */
export type { Access, Article, PageKind } from './article.ts';
export { type ExtractArticleOptions, extractArticle } from './extract-article.ts';
