/** Another look at what the ledger holds: the links whose time has come, oldest first. */
import { parseLink } from '../dispatcher/link.ts';
import type { Crawl } from '../documents/crawl.ts';
import { countDue, type DueFilter, dueCrawls, noteHandedOver } from '../documents/due-crawls.ts';
import { fullName, parseUserName, UserDocument } from '../documents/user.ts';
import { CrawlError, InvalidEventError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { CrawlMessage } from '../queue/message.ts';
import { crawlAll, type Run, type RunDeps } from './crawl-all.ts';
import { HANDED_OVER_MS } from './refresh-at.ts';

export interface RefreshRequest {
  /** Links whose last crawl is longer ago than so many milliseconds, instead of those whose time has come. */
  readonly olderThanMs?: number | undefined;
  /** 'First Last': the links of this person only. */
  readonly user?: string | undefined;
  /** How many links at most; all unless given. */
  readonly limit?: number;
}

export interface DueLink {
  /** Of its row in the ledger. */
  readonly id: string;
  readonly message: CrawlMessage;
}

export interface DueLinks {
  /** Those that have waited longest first. */
  readonly links: readonly DueLink[];
  /** How many are due in all, those above the limit included. */
  readonly total: number;
}

/**
 * Reads from the ledger what is due. Nothing is written: what a run does not reach stays due.
 *
 * @throws InvalidEventError when nobody of that name is known
 * @throws StorageError
 * @example
 * const { links, total } = await dueLinks({ limit: 3_000 }, { log });
 */
export async function dueLinks(
  { olderThanMs, user, limit }: RefreshRequest,
  { log, files = false }: { readonly log: Log; readonly files?: boolean },
): Promise<DueLinks> {
  const due = dueNow();
  const filter: DueFilter = {
    ...due,
    ...(olderThanMs !== undefined && {
      attemptedBefore: new Date(due.now.getTime() - olderThanMs),
    }),
    ...(user !== undefined && { userId: await knownUser(user) }),
  };
  const rows = await dueCrawls(filter, limit);
  const total = rows.length === limit ? await countDue(filter) : rows.length;
  const names = await namesOf(rows);
  const links = rows.flatMap(({ id, userId, link, depth }): DueLink[] => {
    const name = names.get(userId);
    if (name !== undefined && isSafe(link, files)) {
      return [{ id, message: { user: name, link, depth, refresh: true } }];
    }
    log.warn('A link of the ledger cannot be refreshed: its user is gone, or it is not safe', {
      link,
      userId,
    });
    return [];
  });
  return { links, total };
}

/**
 * Notes that links lie in a queue: they are due again in half a day only, if nothing has come of them by then.
 *
 * @param at a moment before they were put there
 */
export function handedOver(links: readonly DueLink[], at: Date): Promise<void> {
  return noteHandedOver(
    links.map(({ id }) => id),
    at,
  );
}

/** How many links are due now. */
export const countDueLinks = (): Promise<number> => countDue(dueNow());

/**
 * Crawls what is due, and what is new at the sources among it.
 *
 * @throws InvalidEventError when nobody of that name is known
 * @throws StorageError
 * @example
 * const report = await refresh({ olderThanMs: 7 * 24 * 3_600_000 }, { fetcher, signal, log, concurrency: 8 });
 */
export async function refresh(request: RefreshRequest, deps: RunDeps): Promise<Run> {
  const { links } = await dueLinks(request, deps);
  return crawlAll(
    links.map(({ message }) => message),
    [],
    deps,
  );
}

function dueNow(): DueFilter {
  const now = new Date();
  return { now, handedOverBefore: new Date(now.getTime() - HANDED_OVER_MS) };
}

async function knownUser(name: string): Promise<string> {
  const user = await UserDocument.find(parseUserName(name));
  if (user !== undefined) return user.id;
  throw new InvalidEventError(`Nothing was crawled for ${name} yet`, {
    hint: 'Give the name as you gave it to goldpan crawl or in links.json.',
  });
}

async function namesOf(rows: readonly Crawl[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.map(({ userId }) => userId))];
  const users = await Array.fromAsync(UserDocument.bulkFind({ id: { $in: ids } }));
  return new Map(users.map((user) => [user.id, fullName(user)]));
}

/** The rules may have become stricter since the link was noted. */
function isSafe(link: string, files: boolean): boolean {
  try {
    parseLink(link, { files });
    return true;
  } catch (error) {
    if (error instanceof CrawlError) return false;
    throw error;
  }
}
