/** What the ledger knows of a link, and what it spares the next crawl of it. */
import type { Crawler, PreviousCrawl } from '../crawlers/crawler.ts';
import type { Crawl, CrawlOutcome } from '../documents/crawl.ts';
import { areStored } from '../documents/stored.ts';
import type { ValidatedLink } from './fetcher-of-crawl.ts';
import type { LinkLimit } from './follow-links.ts';
import { crawlerVersion } from './harvest-link.ts';
import { MAX_DEPTH } from './limits.ts';
import type { DocumentCounts, OutcomeState } from './outcome.ts';
import type { StoredDocument } from './store-harvest.ts';

/** What a crawl came to, and what the next one of the same link can build on. */
export interface CrawlResult {
  readonly state: Exclude<OutcomeState, 'failed'>;
  readonly platform: string;
  readonly documents: DocumentCounts;
  /** Links that the page led to. */
  readonly found: number;
  /** How many of these a refresh knew already and left. */
  readonly known: number;
  /** Only where a limit left links out. */
  readonly limit?: LinkLimit;
  /** A page of it was read by a browser. */
  readonly isRendered?: true;
  readonly trace: Trace;
}

export type Trace = Pick<CrawlOutcome, (typeof TRACE)[number]>;

const TRACE = [
  'crawler',
  'etag',
  'lastModified',
  'validatedLink',
  'storedAs',
  'changedAt',
] as const satisfies readonly (keyof CrawlOutcome)[];

export interface Revisit {
  /** The row of the link; absent where it is new. */
  readonly row: Crawl | undefined;
  /** The crawler of its domain; absent where only the page tells. */
  readonly crawler: Crawler | undefined;
  /** Only what is new is wanted. */
  readonly isRefresh: boolean;
}

/**
 * The validators to send with the first request of a crawl: those of the last good answer, if the crawler that read it is
 * still the same and all that it stored is still there. A source is only asked conditionally in a refresh: an ingest goes
 * through everything that it leads to, and for that its page has to be read.
 *
 * @throws StorageError
 */
export async function validatorsFor({
  row,
  crawler,
  isRefresh,
}: Revisit): Promise<ValidatedLink | undefined> {
  if (row?.validatedLink === undefined) return undefined;
  const { etag, lastModified, validatedLink, documents, found, storedAs = [] } = row;
  if (documents + found === 0 || (found > 0 && !isRefresh) || wasLimited(row)) return undefined;
  if (!isReadBy(row, crawler) || !(await areStored(storedAs))) return undefined;
  return {
    validatedLink,
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  };
}

/** In a refresh of a link whose last crawl went well: when that was, for crawlers that can ask for what came since. */
export function previousFor({ row, isRefresh }: Revisit): PreviousCrawl | undefined {
  if (!isRefresh || row?.attemptedAt === undefined || row.reason !== undefined) return undefined;
  if (wasLimited(row)) return undefined;
  return { attemptedAt: row.attemptedAt, found: row.found };
}

/** What a crawl comes to whose site says that nothing has changed: all is as the ledger has it. */
export function asBefore(row: Crawl): CrawlResult {
  const { link, platform = new URL(link).hostname, documents, found } = row;
  return {
    state: 'unchanged',
    platform,
    documents: { stored: 0, replaced: 0, unchanged: documents },
    found,
    known: found,
    trace: Object.fromEntries(
      TRACE.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]])),
    ),
  };
}

/** The documents of such a link. */
export function documentsOf({ platform = '', storedAs = [] }: Crawl): StoredDocument[] {
  return storedAs.map((place) => {
    const [collection = '', id = ''] = place.split('/');
    return { collection, id, platform, change: 'unchanged' };
  });
}

/** Then it may lead to links that had no turn yet, however old they are: it is read in full, as at first. */
const wasLimited = ({ followed, depth }: Crawl): boolean =>
  followed !== undefined && depth < MAX_DEPTH;

/** Where the page tells whose crawler reads it, the same page is read by the same one. */
function isReadBy({ crawler: past = '' }: Crawl, registered: Crawler | undefined): boolean {
  const platform = registered?.platform ?? past.slice(0, past.lastIndexOf('@'));
  return past === crawlerVersion(platform);
}
