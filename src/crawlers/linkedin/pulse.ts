/** A pulse article read into an article. */
import type { CheerioAPI } from 'cheerio/slim';
import {
  dateOf,
  type JsonLdNode,
  jsonLdNodes,
  linksOf,
  namesOf,
  nodesOfType,
  textOf,
} from '../../extraction/json-ld.ts';
import { toMarkdown } from '../../extraction/markdown/to-markdown.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { ArticleHarvest } from '../crawler.ts';
import { pulseLink, readLink } from './links.ts';
import { missing } from './missing.ts';
import { pulseBody } from './pulse-body.ts';

/**
 * Reads an article page: today's, whose JSON-LD has everything but the body, and the older ones without JSON-LD.
 * The language is not told: LinkedIn gives the one of its own menus.
 *
 * @param asked slug of the article; the page must name itself by it, or by the one that it redirected to
 * @throws ExtractionEmptyError when the page holds another article or none
 */
export function readPulse(page: FetchedPage, asked: string): ArticleHarvest {
  const $ = parseHtml(page.text);
  const slug = slugOnPage($, [asked, slugOf(page.url.href)]);
  if (slug === undefined) throw missing(`the link /pulse/${asked}`, page.url);
  const node = nodesOfType(jsonLdNodes($), 'Article', 'NewsArticle', 'BlogPosting')[0];
  const title = textOf(node?.name) ?? textOf($('h1').first().text());
  if (title === undefined) throw missing('the title of the article', page.url);
  const body = pulseBody($);
  const markdown = body === undefined ? '' : toMarkdown(body.toArray(), { baseUrl: page.url });
  if (markdown === '') throw missing('the body of the article', page.url);

  const byline = authorsOf($, node);
  const publishedAt = dateOf(node?.datePublished) ?? shownDate($);
  const modifiedAt = dateOf(node?.dateModified);
  const image = linksOf(node?.image)[0] ?? $('.cover-img__image').attr('src');
  return {
    kind: 'article',
    sourceId: `linkedin:pulse:${slug}`,
    link: pulseLink(slug),
    title,
    markdown,
    tags: [],
    access: 'full',
    ...(byline.length > 0 && { byline }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(modifiedAt !== undefined && { modifiedAt }),
    ...(image !== undefined && URL.canParse(image) && { image }),
  };
}

/** The slug by which the page names itself, if it is one of those. */
function slugOnPage($: CheerioAPI, slugs: readonly (string | undefined)[]): string | undefined {
  const names = [
    $('link[rel="canonical"]').attr('href'),
    $('meta[property="og:url"]').attr('content'),
    ...nodesOfType(jsonLdNodes($), 'Article').map((node) => textOf(node.url)),
  ];
  return names.map((name) => slugOf(name ?? '')).find((slug) => slug && slugs.includes(slug));
}

function slugOf(name: string): string | undefined {
  const read = URL.canParse(name) ? readLink(new URL(name)) : undefined;
  return read?.type === 'pulse' ? read.slug : undefined;
}

function authorsOf($: CheerioAPI, node: JsonLdNode | undefined): string[] {
  const names = namesOf(node?.author);
  if (names.length > 0) return names;
  return namesOf(
    $('.main-author-card, .publisher-author-card').find('.base-main-card__title').first().text(),
  );
}

/** "Published Dec 19, 2016" below the author's name: the day, in UTC. */
function shownDate($: CheerioAPI): Date | undefined {
  const shown = $('.base-main-card__metadata').first().text();
  const [, month, day, year] =
    /Published ([A-Z][a-z]{2})[a-z]* (\d{1,2}), (\d{4})/.exec(shown) ?? [];
  const date = new Date(`${day} ${month} ${year} 00:00:00 UTC`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
