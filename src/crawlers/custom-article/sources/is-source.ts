/** Does a page lead to articles, or is it one? When in doubt it is one: an article that is only followed is lost. */
import type { CheerioAPI } from 'cheerio/slim';
import type { Article } from '../../../extraction/article.ts';
import { jsonLdNodes, nodesOfType } from '../../../extraction/json-ld.ts';
import { isHome } from '../../../extraction/metadata/canonical-link.ts';
import { parseHtml } from '../../../extraction/parse-html.ts';
import type { FetchedPage } from '../../../fetching/page.ts';
import { announcedFeeds, baseOf } from './feed-links.ts';
import { LEAST_LINKS, listingLinks } from './listing-links.ts';
import { isSection, notAnArticle } from './path-rules.ts';
import { type Site, siteOf } from './site.ts';

/**
 * A home page is a source where it offers a feed or looks like a list; any other page only where it looks like a list, has
 * links to several articles of its own site, and calls itself no article.
 *
 * @param hasText is there enough text on it for an article?
 */
export function isSource(page: FetchedPage, article: Article, hasText: boolean): boolean {
  const { url } = page;
  const isListing = article.kind === 'listing';
  const atHome = isHome(url);
  const isNamedList = isSection(url) || notAnArticle(url) === 'list';
  // Most pages are articles, and need not be read once more. One of which too little was read is a failure: it must not
  // lead to all that others wrote on its site.
  if (!isListing && !atHome && !isNamedList && !mayBeHomeOfFolder(url)) return false;
  const $ = parseHtml(page.text);
  if (isMarkedAsArticle($)) return false;
  const base = baseOf($, url);
  const site = siteOf(url);
  if (atHome) return isListing || !hasText || offersPosts($, base);
  const links = listingLinks($, base, site).length;
  if (links < LEAST_LINKS) return false;
  if (isNamedList || hasFeedOfItsOwn($, base, site)) return true;
  return isListing && article.wordCount / links <= MOST_WORDS_A_LINK;
}

/** "/tidal-thoughts/" on github.io is the home of a blog; so is "/~mara/". */
const mayBeHomeOfFolder = ({ pathname }: URL): boolean => /^\/[^/]+\/$/.test(pathname);

/** A feed right below the page is that of its articles. WordPress's "…/feed/" of an article is that of its comments. */
const hasFeedOfItsOwn = ($: CheerioAPI, base: URL, { folder, includes }: Site): boolean =>
  announcedFeeds($, base).some(
    (feed) => includes(feed) && /^[\w-]+\.\w+$/.test(feed.pathname.slice(folder.length)),
  );

/** A list gives an excerpt with each link; more text than that is a guide with links in it. */
const MOST_WORDS_A_LINK = 150;

const ARTICLES = ['Article', 'BlogPosting', 'NewsArticle', 'TechArticle', 'ScholarlyArticle'];

function isMarkedAsArticle($: CheerioAPI): boolean {
  if (/^article$/i.test($('meta[property="og:type"]').attr('content') ?? '')) return true;
  if ($('meta[property="article:published_time"]').length > 0) return true;
  return nodesOfType(jsonLdNodes($), ...ARTICLES).length === 1;
}

function offersPosts($: CheerioAPI, base: URL): boolean {
  return announcedFeeds($, base).length > 0 || $('link[rel="https://api.w.org/"]').length > 0;
}
