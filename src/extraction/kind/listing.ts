/** What tells a page of links to articles or products: a blog's home, a category, results of a search. */
import type { PageSigns } from './page-signs.ts';
import type { TextEvidence } from './text-evidence.ts';

/** Small signs for a listing and against one, each from 0 (nothing of it) to 1 (as much as counts). */
export interface ListingEvidence {
  /** Siblings that look alike, each short and with a link. */
  readonly cards: number;
  readonly hasPages: number;
  readonly isHome: number;
  /** How far the address is that of a category, a list, a search. */
  readonly address: number;
  /** What the page says of itself: JSON-LD of a collection, `<body class="archive">`. */
  readonly collection: number;
  readonly archive: number;
  readonly runningText: number;
  /** Running text beside the headlines in links. */
  readonly textToHeadlines: number;
  readonly paragraphs: number;
  /** A title's words in the last part of the address. */
  readonly longAddress: number;
  readonly deepAddress: number;
  readonly isFile: number;
  /** A year or an id in the address. */
  readonly isNumbered: number;
  readonly published: number;
  readonly articleType: number;
  readonly singlePost: number;
}

/**
 * What each sign adds. `bench/extraction/fit-listing.ts` writes these weights: a logistic regression, they only make sense
 * together.
 */
export const WEIGHTS: Readonly<Record<keyof ListingEvidence, number>> = {
  cards: 1.06,
  hasPages: 0.94,
  isHome: 1.8,
  address: 2.04,
  collection: 1.0,
  archive: 0.34,
  runningText: -1.48,
  textToHeadlines: -2.57,
  paragraphs: -1.26,
  longAddress: -2.17,
  deepAddress: -0.81,
  isFile: -0.81,
  isNumbered: -1.1,
  published: -1.32,
  articleType: -1.29,
  singlePost: -1.22,
};
/** Of the pages above it, nine of ten are listings: as told of hosts that the weights were not fitted to. */
const THRESHOLD = -2.3;
/** So much running text as one headline's link is worth, in letters. */
const LETTERS_A_HEADLINE = 60;
/** Fewer things alike are no list. */
const LEAST_CARDS = 4;

const ARTICLE_TYPES = [
  'Article',
  'NewsArticle',
  'BlogPosting',
  'TechArticle',
  'ScholarlyArticle',
  'Report',
  'HowTo',
  'Recipe',
  'ReportageNewsArticle',
  'OpinionNewsArticle',
  'AnalysisNewsArticle',
  'MedicalWebPage',
  'LiveBlogPosting',
];
const COLLECTION_TYPES = [
  'CollectionPage',
  'ItemList',
  'SearchResultsPage',
  'OfferCatalog',
  'ProfilePage',
];
/** What an address calls a list of things of one sort, itself or on the way to it: "/category/tides". */
const LIST =
  /\/(?:[a-z]+-){0,3}(?:categor(?:y|ies)|kategorien?|tags?|schlagw(?:ort|oerter)|topics?|themen?|archives?|archiv|authors?|collections?|search|suche|browse|sections?|lists?|listings?|directory|shop|store|catalog(?:ue)?|products?|produkte|courses?|jobs|charts?|rankings?|trending|market(?:place)?|subjects?|c)(?:\/|$)/i;
/** What is below these is one article: "/blog/spring-tides". */
const INDEX = /\/(?:[a-z]+-){0,3}(?:news|blog|latest|issues|reviews|deals)\/?$/i;
/** WordPress's "?p=12" and its like: one page of a site whose addresses have no path. */
const ONE_PAGE = /[?&](?:\w*id|p|page_id|story|news)=\d/i;
const SINGLE = /\bsingle\b|single-post|postid-|node-type-article|page-node-type-(?:article|blog)/;
const ARCHIVE = /\b(?:archive|category|search-results|tax-[a-z]+|tag)\b/;

/** The rule by which the page is a listing, or `undefined`. */
export function listingRule(signs: PageSigns, url: URL, text: TextEvidence): string | undefined {
  const evidence = listingEvidence(signs, url, text);
  if (evidence === undefined) return undefined;
  let score = 0;
  let strongest: keyof ListingEvidence = 'cards';
  for (const name of Object.keys(WEIGHTS) as (keyof ListingEvidence)[]) {
    score += WEIGHTS[name] * evidence[name];
    if (WEIGHTS[name] * evidence[name] > WEIGHTS[strongest] * evidence[strongest]) strongest = name;
  }
  return score > THRESHOLD ? `listing: ${strongest}` : undefined;
}

/** @returns `undefined` for a page without a list: it is empty, whatever its address says */
export function listingEvidence(
  signs: PageSigns,
  url: URL,
  text: TextEvidence,
): ListingEvidence | undefined {
  const isOneOf = (types: readonly string[]) => types.some((type) => signs.jsonLdTypes.has(type));
  // As if there were a line more: a page with neither text nor headlines speaks for no kind.
  const running = text.runningLetters + 100;
  const isArchive = ARCHIVE.test(signs.bodyClass) && !/single/.test(signs.bodyClass);
  const { address, ...rest } = addressEvidence(url);
  const isList = text.cards >= LEAST_CARDS || text.headlines >= LEAST_CARDS;
  if (!isList && address === 0) return undefined;
  return {
    ...rest,
    address,
    cards: text.cards < LEAST_CARDS ? 0 : part(text.cards, 20),
    hasPages: Number(signs.hasPages),
    collection: Number(isOneOf(COLLECTION_TYPES)),
    archive: Number(isArchive),
    runningText: part(text.runningLetters, 3_000),
    textToHeadlines: running / (running + LETTERS_A_HEADLINE * text.headlines),
    paragraphs: part(text.paragraphs, 20),
    published: Number(signs.meta.has('article:published_time')),
    articleType: Number(isOneOf(ARTICLE_TYPES)),
    singlePost: Number(SINGLE.test(signs.bodyClass)),
  };
}

function addressEvidence({ pathname, search }: URL) {
  const parts = pathname.split('/').filter(Boolean);
  const last = parts.at(-1) ?? '';
  const words = last.split(/[-_]/).filter(Boolean).length;
  const isBelow = words < 4 && LIST.test(pathname);
  return {
    isHome: Number(parts.length === 0 && !ONE_PAGE.test(search)),
    address: INDEX.test(pathname) ? 1 : (isBelow ? 0.5 : 0) + (LIST.test(`/${last}`) ? 0.5 : 0),
    longAddress: Math.max(0, part(words - 2, 4)),
    deepAddress: part(parts.length, 4),
    isFile: Number(/\.s?html?$/i.test(last)),
    isNumbered: Number(/\d{4}/.test(pathname)),
  };
}

function part(count: number, whole: number): number {
  return Math.min(1, count / whole);
}
