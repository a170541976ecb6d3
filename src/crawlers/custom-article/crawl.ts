/** What a link leads to: an article that is read, or a source of articles that is followed. */
import { NotFoundError } from '../../errors.ts';
import { isHome } from '../../extraction/metadata/canonical-link.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { CrawlContext, Harvest } from '../crawler.ts';
import { hasArticleText } from './assert-article.ts';
import { assertShown, isHtmlPage } from './assert-page.ts';
import { articleOf, readArticle } from './read-article.ts';
import { createIsShell } from './shell.ts';
import { crawlDocument, documentOf } from './sources/crawl-document.ts';
import { crawlDevToUser, devToUser } from './sources/dev-to.ts';
import { bareHost } from './sources/found-link.ts';
import { crawlSite } from './sources/index.ts';
import { isSource } from './sources/is-source.ts';
import { notAnArticle } from './sources/path-rules.ts';

/** @throws CrawlError */
export async function* crawl(
  link: URL,
  context: CrawlContext,
): AsyncGenerator<Harvest, void, void> {
  const user = devToUser(link);
  if (user !== undefined) {
    yield* crawlDevToUser(user, link, context);
    return;
  }
  const page = await context.fetch.page(link, { isShell: createIsShell() });
  const document = documentOf(page);
  if (document !== undefined) yield* crawlDocument(page, document, context);
  else if (leadsToArticles(page)) yield* crawlSite(page, context);
  else yield readArticle(page);
}

/** @throws NotFoundError, BlockedError for a page that stands in place of another */
function leadsToArticles(page: FetchedPage): boolean {
  if (!isHtmlPage(page)) return false;
  const article = articleOf(page);
  assertShown(page, article);
  if (!isSource(page, article, hasArticleText(article))) return false;
  assertAskedFor(page);
  return true;
}

/**
 * Many sites lead from an article that is gone to their home page. Whoever asked for the article did not ask for everything.
 *
 * @throws NotFoundError
 */
function assertAskedFor({ requested, url }: FetchedPage): void {
  const isOfSite = bareHost(requested) === bareHost(url);
  const mayBeArticle = notAnArticle(requested) === undefined && !isHome(requested);
  if (!isOfSite || !isHome(url) || !mayBeArticle) return;
  throw new NotFoundError('The site leads from the link to its home page: the article is gone', {
    link: requested,
  });
}
