/** What a source would give: its links with their dates and titles, asked of the source alone. Nothing is crawled or stored. */
import type { DocumentHarvest } from '../crawlers/crawler.ts';
import { dispatcher as everyCrawler } from '../dispatcher/index.ts';
import { canonicalLink, parseLink } from '../dispatcher/link.ts';
import { BlockedError, ExtractionEmptyError } from '../errors.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import { silentLog } from '../log.ts';
import { readSource } from './enough.ts';
import { type LinkLimit, withinLimits } from './follow-links.ts';
import { FoundLinks } from './found-links.ts';
import { type HarvestDeps, harvestLink } from './harvest-link.ts';
import { MAX_LINKS_A_SOURCE } from './limits.ts';

export interface DiscoverDeps extends Omit<HarvestDeps, 'dispatcher' | 'isEnough'> {
  readonly dispatcher?: HarvestDeps['dispatcher'];
  readonly maxLinks?: number | undefined;
  /** May the link lead to an archive on this machine? */
  readonly files?: boolean;
}

export interface Discovery {
  /** In canonical form. */
  readonly link: string;
  readonly platform: string;
  /** Newest first; what has no date comes last, in the order of the source. */
  readonly entries: readonly DiscoveredEntry[];
  /** Links that the source led to; fewer of them are entries where a limit left some out. */
  readonly found: number;
  readonly limit?: LinkLimit;
}

export interface DiscoveredEntry {
  /** `link`: to be crawled in turn; else what the given link holds itself. */
  readonly kind: 'link' | DocumentHarvest['kind'];
  readonly link: string;
  readonly title?: string;
  readonly publishedAt?: Date;
  readonly changedAt?: Date;
}

/**
 * Reads a source as a crawl would, and lists what it leads to.
 *
 * @throws CrawlError: of the link itself, or of the source that breaks off
 * @example
 * const { found, entries } = await discover('https://maralindqvist.substack.com', { fetcher, signal, log });
 * console.log(found, entries[0]?.title);
 */
export async function discover(given: string, deps: DiscoverDeps): Promise<Discovery> {
  const { dispatcher = everyCrawler, maxLinks = MAX_LINKS_A_SOURCE, log } = deps;
  const link = canonicalLink(parseLink(given, { files: deps.files ?? false }), dispatcher);
  const found = new FoundLinks({ dispatcher, log }, maxLinks);
  const { platform, harvest } = await harvestLink(link, {
    ...deps,
    ...(link.protocol === 'file:' && NO_NETWORK),
    dispatcher,
    isEnough: () => found.areEnough,
  });
  // The parts of one repository are one entry.
  const own = new Map<string, DiscoveredEntry>();
  const isOpenEnded = await readSource(harvest, found, (document) => {
    own.set(document.sourceId, entryOf(document));
  });
  const { links, limit } = withinLimits([...found], { depth: 0, maxLinks, isOpenEnded });
  const entries = [...own.values(), ...links.map((one) => ({ kind: 'link' as const, ...one }))];
  if (entries.length === 0) {
    throw new ExtractionEmptyError(`Nothing was found at ${link.href}`, { link });
  }
  return {
    link: link.href,
    platform,
    entries: entries.toSorted((one, other) => timeOf(other) - timeOf(one)),
    found: found.size,
    ...(limit !== undefined && { limit }),
  };
}

const refuse = async (): Promise<never> => {
  throw new BlockedError('Nothing is asked of the site');
};
/** What an archive holds is listed from the archive alone; what a crawl of it would look up besides is no news here. */
const NO_NETWORK = {
  fetcher: { page: refuse, stream: refuse, render: refuse, complete: refuse } satisfies Fetcher,
  log: silentLog,
};

/** When it was written, as far as the source tells. */
export const dateOf = ({ publishedAt, changedAt }: DiscoveredEntry): Date | undefined =>
  publishedAt ?? changedAt;

const timeOf = (entry: DiscoveredEntry): number => dateOf(entry)?.getTime() ?? 0;

function entryOf(document: DocumentHarvest): DiscoveredEntry {
  const { kind, link, publishedAt, modifiedAt } = document;
  return {
    kind,
    link: link.href,
    title: titleOf(document),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(modifiedAt !== undefined && { changedAt: modifiedAt }),
  };
}

/** A post has none, so its first line stands for it. */
function titleOf(document: DocumentHarvest): string {
  switch (document.kind) {
    case 'article':
      return document.title;
    case 'repository':
      return document.name;
    case 'post':
      return document.text.trim().split('\n')[0] ?? '';
  }
}
