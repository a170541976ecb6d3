/** The articles that a page of cards or headlines leads to, and the page after it. */
import type { CheerioAPI } from 'cheerio/slim';
import { type AnyNode, type Element, isTag } from 'domhandler';
import { dateOf } from '../../../extraction/json-ld.ts';
import { shortTitle } from '../../feeds/feed-entry.ts';
import { type FoundLink, keyOf } from './found-link.ts';
import { notAnArticle } from './path-rules.ts';
import { linkOnSite, type Site } from './site.ts';

/** Fewer links that look alike are no list. */
export const LEAST_LINKS = 3;
/** Shorter texts name a thing, longer ones are headlines. */
const LEAST_HEADLINE = 15;
/** So many links that look alike are a list even when their texts are short. */
const LONG_LIST = 8;

/** A list of more is none that anybody reads. */
const MOST_ANCHORS = 5_000;

const FURNITURE = new Set(['nav', 'footer', 'aside', 'form']);
const FURNITURE_CLASS =
  /(?:^|[\s_-])(?:sidebar|comments?|pagination|breadcrumbs?|site-header|site-footer)(?=$|[\s_-])/i;
const CARD = 'article, li, .h-entry, .post, .card';
const HEADING = 'h1, h2, h3, h4';

interface Candidate {
  readonly link: URL;
  readonly title: string;
  readonly isHeadline: boolean;
  readonly card: AnyNode | undefined;
}

/**
 * Links to articles, in the page's order: headlines in links where there are any, else links that look alike and read like
 * headlines. Menus and what is beside the list are passed over, and what is no article by its address.
 *
 * @param base what relative links on the page are relative to
 * @param least fewer links that look alike are no list; the last page of one may hold a single link
 */
export function listingLinks(
  $: CheerioAPI,
  base: URL,
  site: Site,
  least: number = LEAST_LINKS,
): FoundLink[] {
  const looks = new Map<string, Candidate[]>();
  for (const anchor of $('a[href]').toArray().slice(0, MOST_ANCHORS)) {
    const candidate = candidateOf($, anchor, base, site);
    if (candidate === undefined) continue;
    const look = candidate.isHeadline ? 'headline' : lookOf(anchor);
    const alike = looks.get(look) ?? [];
    looks.set(look, alike);
    alike.push(candidate);
  }
  const headlines = looks.get('headline') ?? [];
  if (linksAmong(headlines) >= least) return foundIn($, headlines);
  return foundIn($, [...looks.values()].filter((alike) => isList(alike, least)).flat());
}

function candidateOf($: CheerioAPI, anchor: Element, base: URL, site: Site): Candidate | undefined {
  const link = linkOnSite(anchor.attribs.href ?? '', base, site);
  if (link === undefined || notAnArticle(link) !== undefined) return undefined;
  if (keyOf(link) === keyOf(site.address)) return undefined;
  const node = $(anchor);
  if (isInFurniture(anchor)) return undefined;
  const card = node.closest(CARD).get(0);
  // The site's own header is furniture, that of a card holds its headline.
  if (card === undefined && node.closest('header').length > 0) return undefined;
  const heading = node.closest(HEADING).get(0) ?? node.find(HEADING).get(0);
  const text = shortTitle($(heading ?? anchor).text());
  // Themes lay an empty link over the whole card.
  const overlaid = text === '' && card !== undefined ? $(card).find(HEADING).first() : undefined;
  const title = overlaid === undefined ? text : shortTitle(overlaid.text());
  if (title === '') return undefined;
  return { link, title, card, isHeadline: heading !== undefined || overlaid !== undefined };
}

/** Menus, and what is beside the list. Themes give cards and the page as a whole such names too: "has-sidebar". */
function isInFurniture(anchor: Element): boolean {
  for (let node = parentOf(anchor); node !== undefined; node = parentOf(node)) {
    const { name, attribs } = node;
    if (FURNITURE.has(name) || attribs.role === 'navigation') return true;
    if (/^(?:article|li|main|body|html)$/.test(name)) continue;
    if (FURNITURE_CLASS.test(attribs.class ?? '')) return true;
  }
  return false;
}

/** What it is in, three elements up, by name and first class without numbers. */
function lookOf(anchor: Element): string {
  const names: string[] = [];
  let element: Element | undefined = anchor;
  while (element !== undefined && names.length < 4) {
    names.push(`${element.name}.${element.attribs.class?.split(/[\s\d]+/, 1)[0] ?? ''}`);
    element = parentOf(element);
  }
  return names.join(' < ');
}

const parentOf = ({ parent }: Element): Element | undefined =>
  parent !== null && isTag(parent) ? parent : undefined;

function isList(alike: readonly Candidate[], least: number): boolean {
  const links = linksAmong(alike);
  if (links < least) return false;
  const lengths = alike.map(({ title }) => title.length).toSorted((one, other) => one - other);
  return links >= LONG_LIST || (lengths[Math.floor(lengths.length / 2)] ?? 0) >= LEAST_HEADLINE;
}

const linksAmong = (candidates: readonly Candidate[]): number =>
  new Set(candidates.map(({ link }) => keyOf(link))).size;

function foundIn($: CheerioAPI, candidates: readonly Candidate[]): FoundLink[] {
  const found = new Map<string, Candidate>();
  const cards = new Map<AnyNode | undefined, number>();
  for (const candidate of candidates) {
    const key = keyOf(candidate.link);
    if (found.has(key)) continue;
    found.set(key, candidate);
    cards.set(candidate.card, (cards.get(candidate.card) ?? 0) + 1);
  }
  return [...found.values()].map(({ link, title, card }) => {
    // Where a "card" holds the whole list, its first date is that of one article.
    const isOwn = card !== undefined && cards.get(card) === 1;
    const publishedAt = isOwn
      ? dateOf($(card).find('time[datetime]').first().attr('datetime'))
      : undefined;
    return { link, title, ...(publishedAt !== undefined && { publishedAt }) };
  });
}

/** WordPress's, Hugo's and Jekyll's themes; `rel` is on most of them. */
const NEXT = [
  'link[rel~="next" i][href]',
  'a[rel~="next" i][href]',
  'a.next[href], .next > a[href], a.older-posts[href], .nav-previous > a[href], a.pagination-next[href]',
];

/** The page of the same list after this one, as the page links it. */
export function nextPage($: CheerioAPI, base: URL, site: Site): URL | undefined {
  for (const selector of NEXT) {
    for (const element of $<Element, string>(selector).toArray()) {
      const link = linkOnSite(element.attribs.href ?? '', base, site);
      if (link !== undefined) return link;
    }
  }
  return undefined;
}
