/** What tells a page of links to articles or products: a blog's home, a category, results of a search. */
import type { PageSigns } from './page-signs.ts';
import type { TextEvidence } from './text-evidence.ts';

/**
 * What each piece of evidence adds when it is fully there. The weights are those of a logistic regression over the pages of
 * `wcxb-dev` (`docs/extraction.md`), rounded; they only make sense together.
 */
const WEIGHTS = {
  linkedText: 1.1,
  cards: 1.1,
  headlines: 1.2,
  linkedHeadings: 0.4,
  readMore: 0.8,
  pages: 0.8,
  littleText: 0.5,
  noRunningText: 1.2,
  collection: 1.5,
  archive: 0.9,
  home: 1.8,
  address: 1.65,
  title: 0.4,
  longAddress: -2.4,
  runningText: -1.7,
  runningShare: -1.2,
  paragraphs: -0.7,
  published: -1.8,
  articleType: -1.7,
  ogArticle: -0.9,
  singlePost: -1.1,
} as const;
type Evidence = keyof typeof WEIGHTS;

/** Without any of these a page is only empty. */
const SIGNS = [
  'cards',
  'headlines',
  'linkedHeadings',
  'readMore',
  'pages',
  'collection',
  'archive',
  'home',
  'address',
] as const satisfies readonly Evidence[];

const BASE = -0.4;
/** From here on, some nine of ten pages are listings. */
const THRESHOLD = 1;

const ARTICLE_TYPES = [
  'Article',
  'NewsArticle',
  'BlogPosting',
  'TechArticle',
  'Report',
  'HowTo',
  'Recipe',
  'ReportageNewsArticle',
  'OpinionNewsArticle',
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
const ADDRESS =
  /\/(?:[a-z]+-){0,3}(?:categor(?:y|ies)|tags?|topics?|archives?|collections?|search|browse|sections?|lists?|listing|directory|shop|store|catalog|products?|courses?|jobs|remote-jobs|charts?|trending|market|subject|news|blog|latest|reviews|coupons|trails|rankings|schedule|issues|c|d|o)(?:\/|$)/i;
const TITLE =
  /\b(?:archives?|category|best|top|browse|latest|list|news|courses|page \d+|for sale|all|deals|trending|shop)\b/i;
const SINGLE = /\bsingle\b|single-post|postid-|node-type-article|page-node-type-(?:article|blog)/;
const ARCHIVE = /\b(?:archive|category|search-results|tax-[a-z]+|tag)\b/;

/** The rule by which the page is a listing, or `undefined`. */
export function listingRule(signs: PageSigns, url: URL, text: TextEvidence): string | undefined {
  const evidence: Readonly<Record<Evidence, number>> = {
    ...addressEvidence(url),
    ...declaredEvidence(signs),
    ...text,
  };
  if (!SIGNS.some((name) => evidence[name] > 0)) return undefined;
  let score = BASE;
  let strongest: Evidence = 'linkedText';
  for (const name of Object.keys(WEIGHTS) as Evidence[]) {
    score += WEIGHTS[name] * evidence[name];
    if (WEIGHTS[name] * evidence[name] > WEIGHTS[strongest] * evidence[strongest]) strongest = name;
  }
  return score > THRESHOLD ? `listing: ${strongest}` : undefined;
}

function addressEvidence(url: URL): { home: number; address: number; longAddress: number } {
  const parts = url.pathname.split('/').filter(Boolean);
  const last = parts.at(-1) ?? '';
  const words = last.split(/[-_]/).filter(Boolean).length;
  const named = words < 4 && ADDRESS.test(`/${parts.join('/')}`) ? 0.5 : 0;
  return {
    home: parts.length === 0 ? 1 : 0,
    address: named + (ADDRESS.test(`/${last}`) ? 0.5 : 0),
    longAddress: Math.min(1, Math.max(0, words - 2) / 4),
  };
}

function declaredEvidence({ meta, jsonLdTypes, bodyClass, title }: PageSigns) {
  const isOneOf = (types: readonly string[]) =>
    types.some((type) => jsonLdTypes.has(type)) ? 1 : 0;
  return {
    title: TITLE.test(title) ? 1 : 0,
    published: meta.has('article:published_time') ? 1 : 0,
    ogArticle: /^article$/i.test(meta.get('og:type') ?? '') ? 1 : 0,
    singlePost: SINGLE.test(bodyClass) ? 1 : 0,
    archive: ARCHIVE.test(bodyClass) && !/single/.test(bodyClass) ? 1 : 0,
    articleType: isOneOf(ARTICLE_TYPES),
    collection: isOneOf(COLLECTION_TYPES),
  };
}
