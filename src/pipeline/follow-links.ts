/** Which of the links that a source led to are followed, and what is said of the others. */
import { CrawlDocument } from '../documents/crawl.ts';
import type { FoundLink, FoundLinks } from './found-links.ts';
import { MAX_DEPTH } from './limits.ts';

/** A limit that left links out. */
export interface LinkLimit {
  readonly by: 'max_links' | 'depth';
  /** The limit: links a source, or links away from a given one. */
  readonly at: number;
  /** How many of the found links are followed for all that. */
  readonly followed: number;
  /** The source was left before its end: it may lead to more than was found. */
  readonly isOpenEnded?: true;
}

export interface LimitRules {
  /** Of the page that led to the links. */
  readonly depth: number;
  readonly maxLinks: number;
  /** The source was not read to its end. */
  readonly isOpenEnded: boolean;
}

/** How many links of a source of this depth may be followed. */
export const mostLinks = ({ depth, maxLinks }: Pick<LimitRules, 'depth' | 'maxLinks'>): number =>
  depth >= MAX_DEPTH ? 0 : maxLinks;

/**
 * The first of the wanted links, as many as the limits allow.
 *
 * @param wanted what would be followed without limits
 * @example
 * const { links, limit } = withinLimits([...found], { depth: 0, maxLinks: 1_000, isOpenEnded: false });
 */
export function withinLimits(
  wanted: readonly FoundLink[],
  { depth, maxLinks, isOpenEnded }: LimitRules,
): { readonly links: readonly FoundLink[]; readonly limit?: LinkLimit } {
  const links = wanted.slice(0, mostLinks({ depth, maxLinks }));
  if (links.length === wanted.length && !isOpenEnded) return { links };
  const limit: LinkLimit = {
    ...(depth >= MAX_DEPTH
      ? { by: 'depth', at: MAX_DEPTH }
      : ({ by: 'max_links', at: maxLinks } as const)),
    followed: links.length,
    ...(isOpenEnded && { isOpenEnded }),
  };
  return { links, limit };
}

/**
 * What a limit did, as a sentence.
 *
 * @example
 * limitSentence({ link, found: 1482, limit }); // 'https://… led to 1,482 links; 1,000 were followed (--max-links 1000)'
 */
export function limitSentence({
  link,
  found,
  known = 0,
  limit,
  done = 'followed',
}: {
  readonly link: string;
  readonly found: number;
  /** Of the found ones: known before, and not to be followed again. */
  readonly known?: number;
  readonly limit: LinkLimit;
  /** What became of the links within the limit. */
  readonly done?: 'followed' | 'listed';
}): string {
  const { by, at, followed, isOpenEnded } = limit;
  const count = (number: number): string => number.toLocaleString('en');
  const links = `${isOpenEnded ? 'at least ' : ''}${count(found)} link${found === 1 ? '' : 's'}`;
  const news = known > 0 ? `, ${count(found - known)} of them new` : '';
  const were = followed === 0 ? 'none was' : followed === 1 ? 'one was' : `${count(followed)} were`;
  const because =
    by === 'depth' ? `${at} links away from a given one, goldpan stops` : `--max-links ${at}`;
  return `${link} led to ${links}${news}; ${were} ${done} (${because})`;
}

/**
 * Those of the links that a refresh asks for: the ledger does not hold them, or they never had their turn, or their source
 * says that they have changed since. Failures are not among them: those that pass come due by themselves.
 *
 * @throws StorageError
 */
export async function newsAmong(links: FoundLinks, userId: string): Promise<FoundLink[]> {
  const attempts = new Map<string, Date>();
  const all = [...links];
  for (let start = 0; start < all.length; start += LINKS_A_QUERY) {
    const ids = all
      .slice(start, start + LINKS_A_QUERY)
      .map(({ link }) => CrawlDocument.idOf({ userId, link }));
    for await (const row of CrawlDocument.bulkFind({ id: { $in: ids } })) {
      if (row.attemptedAt !== undefined) attempts.set(row.link, row.attemptedAt);
    }
  }
  return all.filter(({ link, changedAt }) => {
    const attemptedAt = attempts.get(link);
    return attemptedAt === undefined || (changedAt !== undefined && changedAt > attemptedAt);
  });
}

const LINKS_A_QUERY = 5_000;
