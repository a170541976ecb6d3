/** Which of the links that a page led to are followed. */
import type { LinkHarvest } from '../crawlers/crawler.ts';
import type { CrawlerDispatcher } from '../dispatcher/dispatcher.ts';
import { canonicalLink, parseLink } from '../dispatcher/link.ts';
import { CrawlDocument } from '../documents/crawl.ts';
import { CrawlError } from '../errors.ts';
import type { Log } from '../log.ts';
import { latest } from './refresh-at.ts';

/** How far from a given link goldpan follows found ones. */
export const MAX_DEPTH = 3;
/** How many links of one source are followed. */
export const MAX_LINKS_A_SOURCE = 1_000;

/** Link in canonical form → when it changed last, where its source tells. */
export type FoundLinks = ReadonlyMap<string, Date | undefined>;

/**
 * Each found link once, those left out that may not be crawled and those above the limits.
 *
 * @param depth of the page that led to them
 */
export function linksToFollow(
  harvests: readonly LinkHarvest[],
  depth: number,
  { dispatcher, log }: { readonly dispatcher: CrawlerDispatcher; readonly log: Log },
): FoundLinks {
  const unique = new Map<string, Date | undefined>();
  for (const { link, changedAt } of harvests) {
    const href = safeHref(link, dispatcher, log);
    if (href === undefined) continue;
    unique.set(href, latest([unique.get(href), changedAt]));
  }
  const most = depth >= MAX_DEPTH ? 0 : MAX_LINKS_A_SOURCE;
  if (unique.size > most) {
    log.warn('Some found links are not followed', {
      found: unique.size,
      followed: most,
      because:
        depth >= MAX_DEPTH
          ? `depth ${depth} is the limit`
          : `${MAX_LINKS_A_SOURCE} links a source are the limit`,
    });
  }
  return new Map([...unique].slice(0, most));
}

/**
 * Those of the links that a refresh asks for: the ledger does not hold them, or they never had their turn, or their source
 * says that they have changed since. Failures are not among them: those that pass come due by themselves.
 *
 * @throws StorageError
 */
export async function newsAmong(links: FoundLinks, userId: string): Promise<FoundLinks> {
  const ids = [...links.keys()].map((link) => CrawlDocument.idOf({ userId, link }));
  const attempts = new Map<string, Date>();
  for await (const row of CrawlDocument.bulkFind({ id: { $in: ids } })) {
    if (row.attemptedAt !== undefined) attempts.set(row.link, row.attemptedAt);
  }
  const isNews = ([link, changedAt]: [string, Date | undefined]): boolean => {
    const attemptedAt = attempts.get(link);
    return attemptedAt === undefined || (changedAt !== undefined && changedAt > attemptedAt);
  };
  return new Map([...links].filter(isNews));
}

/** A site that links to a private address is not worth the failure of its whole page. */
function safeHref(link: URL, dispatcher: CrawlerDispatcher, log: Log): string | undefined {
  try {
    return canonicalLink(parseLink(link.href), dispatcher).href;
  } catch (error) {
    if (!(error instanceof CrawlError)) throw error;
    log.warn('A found link is not followed', { because: error.message });
    return undefined;
  }
}
