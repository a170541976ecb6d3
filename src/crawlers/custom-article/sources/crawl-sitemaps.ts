/** The sitemaps of a site: everything that it wants to be found, and much that is no article. */
import type { CheerioAPI } from 'cheerio/slim';
import { fetchSitemap } from '../../feeds/fetch-sitemap.ts';
import type { Sitemap, SitemapEntry } from '../../feeds/read-sitemap.ts';
import { type FoundLink, keyOf } from './found-link.ts';
import { notAnArticle } from './path-rules.ts';
import { attempted, type Search } from './search.ts';
import { linkOnSite } from './site.ts';

/** Of indexes within indexes. */
const MOST_DEPTH = 3;
const MOST_SITEMAPS = 200;
/** For a page below a home page, which may be one of millions on a platform. */
const MOST_SITEMAPS_FOR_A_FOLDER = 20;

interface Asked {
  readonly link: URL;
  /** 0 for one that the site announces itself. */
  readonly depth: number;
  readonly isGuess: boolean;
}

/** Where the sitemaps of a site are: by robots.txt and by the page itself. */
export async function announcedSitemaps($: CheerioAPI, base: URL, search: Search): Promise<URL[]> {
  return [...(await linesOfRobots(search)), ...linkedSitemaps($, base)];
}

/**
 * The articles of a site by its sitemaps, one batch a sitemap, the one that changed last first. What is no article by its
 * address is left out and counted in the log.
 *
 * @param announced all of these are read
 * @param guessed of these, the first that is there, and only when there is none announced
 * @returns did it give anything?
 */
export async function* sitemapLinks(
  announced: readonly URL[],
  guessed: readonly URL[],
  search: Search,
): AsyncGenerator<FoundLink[], boolean, void> {
  const { site, context } = search;
  const most = site.folder === '/' ? MOST_SITEMAPS : MOST_SITEMAPS_FOR_A_FOLDER;
  const waiting: Asked[] = [
    ...announced.map((link) => ({ link, depth: 0, isGuess: false })),
    ...guessed.map((link) => ({ link, depth: 0, isGuess: true })),
  ];
  const seen = new Set<string>();
  const leftOut = new Map<string, number>();
  let isFound = false;
  let found = 0;
  for (let asked = waiting.shift(); asked !== undefined; asked = waiting.shift()) {
    const { link, depth, isGuess } = asked;
    if (seen.has(link.href) || (isGuess && isFound)) continue;
    if (seen.size >= most) {
      context.log.warn('Only some of the sitemaps are read', { read: most });
      break;
    }
    seen.add(link.href);
    const level = isGuess ? 'debug' : 'warn';
    const work = () => fetchSitemap(link, context);
    const sitemap = await attempted('sitemap', link, search, work, level);
    if (sitemap === undefined) continue;
    isFound = true;
    if (sitemap.isCut)
      context.log.warn('Only the start of the sitemap is read', { link: link.href });
    if (sitemap.isIndex) {
      if (depth < MOST_DEPTH) waiting.unshift(...childrenOf(sitemap, depth + 1, search, leftOut));
      else context.log.warn('Sitemaps nest too deep', { link: link.href, depth });
      continue;
    }
    const links = articlesIn(sitemap, search, leftOut);
    found += links.length;
    if (links.length > 0) yield links;
  }
  if (isFound)
    context.log.info('Read the sitemaps of the site', {
      links: found,
      ...(leftOut.size > 0 && { leftOut: Object.fromEntries(leftOut) }),
    });
  return found > 0;
}

/** `Sitemap:` lines belong to no group of robots.txt (RFC 9309, section 2.2.4). */
async function linesOfRobots(search: Search): Promise<URL[]> {
  const link = new URL('/robots.txt', search.site.address);
  const page = await attempted(
    'robots.txt',
    link,
    search,
    () => search.context.fetch.page(link),
    'debug',
  );
  const lines = page?.text.matchAll(/^[ \t]*sitemap[ \t]*:[ \t]*(\S+)/gim) ?? [];
  return [...lines].flatMap(([, written = '']) => URL.parse(written, link.href) ?? []);
}

function linkedSitemaps($: CheerioAPI, base: URL): URL[] {
  return $('link[rel~="sitemap" i][href]')
    .toArray()
    .flatMap(({ attribs: { href = '' } }) => URL.parse(href.trim(), base.href) ?? []);
}

/** Where most programs put their sitemap, in the folder of the site and at its root. */
export function usualSitemaps({ site }: Search): URL[] {
  return [...new Set([site.folder, '/'])].flatMap((folder) =>
    ['sitemap.xml', 'sitemap_index.xml'].map((name) => new URL(folder + name, site.address)),
  );
}

/** Yoast's `post_tag-sitemap.xml`, WordPress's `wp-sitemap-users-1.xml`, Ghost's `sitemap-authors.xml`. */
const OTHER_THINGS =
  /(?:^|[-_./])(?:post_?tags?|tags?|categor(?:y|ies)|taxonom(?:y|ies)|post_format|authors?|users?|products?|product_cat|collections?|attachments?|images?|videos?)(?=[-_.\d/]|$)/i;
const PAGES = /(?:^|[-_./])pages?(?=[-_.\d]|$)/i;
const POSTS = /(?:^|[-_./])(?:posts?|articles?|blog)(?=[-_.\d/]|$)/i;

/** The sitemaps of an index that may hold articles, the one that changed last first. */
function childrenOf(
  { entries }: Sitemap,
  depth: number,
  { site }: Search,
  leftOut: Map<string, number>,
): Asked[] {
  const isSorted = entries.some(({ loc }) => POSTS.test(nameOf(loc)));
  const wanted = entries.filter(({ loc }) => {
    const name = nameOf(loc);
    const isOther = !/posts-post/.test(name) && OTHER_THINGS.test(name);
    if (!isOther && !(isSorted && PAGES.test(name) && !POSTS.test(name))) return true;
    count(leftOut, 'sitemap of other things');
    return false;
  });
  return newestFirst(wanted).flatMap(({ loc }) => {
    const link = URL.parse(loc, site.address.href);
    return link === null ? [] : [{ link, depth, isGuess: false }];
  });
}

function nameOf(loc: string): string {
  return loc.replace(/[?#].*$/, '').replace(/^.*\/(?=[^/])/, '');
}

function articlesIn(sitemap: Sitemap, search: Search, leftOut: Map<string, number>): FoundLink[] {
  const { site } = search;
  const entries = withoutBuildDate(sitemap.entries);
  const links = entries.flatMap(({ loc, ...known }) => {
    const link = linkOnSite(loc, site.address, site);
    if (link === undefined || !site.includes(link)) {
      count(leftOut, 'not below the given link');
      return [];
    }
    const reason = keyOf(link) === keyOf(site.address) ? 'the given page' : notAnArticle(link);
    if (reason === undefined) return [{ link, ...known }];
    count(leftOut, reason);
    return [];
  });
  const folders = foldersOf(links);
  const articles = links.filter(({ link }) => !folders.has(keyOf(link)));
  if (articles.length < links.length)
    leftOut.set('list', (leftOut.get('list') ?? 0) + links.length - articles.length);
  return newestFirst(articles);
}

/** So many pages below another make it a list of them. */
const PAGES_OF_A_FOLDER = 3;

function foldersOf(links: readonly FoundLink[]): Set<string> {
  const below = new Map<string, number>();
  for (const { link } of links) {
    const key = keyOf(link);
    count(below, key.slice(0, key.lastIndexOf('/')));
  }
  return new Set([...below].filter(([, pages]) => pages >= PAGES_OF_A_FOLDER).map(([key]) => key));
}

const LEAST_DATED = 5;
const ONE_BUILD_MS = 3_600_000;

/** Where a generator writes the time of its run at every page, that says nothing of the pages. */
function withoutBuildDate(entries: readonly SitemapEntry[]): readonly SitemapEntry[] {
  const times = entries.flatMap(({ changedAt }) => changedAt?.getTime() ?? []);
  if (times.length < LEAST_DATED) return entries;
  let [first = 0] = times;
  let last = first;
  for (const time of times) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  if (last - first > ONE_BUILD_MS) return entries;
  return entries.map(({ changedAt: _, ...entry }) => entry);
}

function newestFirst<Dated extends { readonly changedAt?: Date }>(all: readonly Dated[]): Dated[] {
  const time = ({ changedAt }: Dated): number => changedAt?.getTime() ?? 0;
  return all.toSorted((one, other) => time(other) - time(one));
}

function count(counts: Map<string, number>, reason: string): void {
  counts.set(reason, (counts.get(reason) ?? 0) + 1);
}
