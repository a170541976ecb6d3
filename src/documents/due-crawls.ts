/** Which links of the ledger are to be looked at again, oldest first. */
import type { Filter } from 'mongodb';
import { type Crawl, CrawlDocument } from './crawl.ts';
import type { RawDocument } from './prepare-collection.ts';
import { inStorage } from './storage-error.ts';

export interface DueFilter {
  readonly now: Date;
  /** Links whose last crawl began before then, instead of those whose time has come; failures for good never are. */
  readonly attemptedBefore?: Date;
  /** Links that were handed to a queue since then lie there still. */
  readonly handedOverBefore: Date;
  readonly userId?: string;
}

/**
 * The rows that are due, those first that have waited longest.
 *
 * @param limit how many at most; all unless given
 * @throws StorageError
 * @example
 * const rows = await dueCrawls({ now, handedOverBefore: new Date(now.getTime() - 43_200_000) }, 3_000);
 */
export function dueCrawls(filter: DueFilter, limit?: number): Promise<Crawl[]> {
  return inStorage('read what is due', async () => {
    const collection = await CrawlDocument.driver();
    const oldestFirst = filter.attemptedBefore === undefined ? 'refresh_at' : 'attempted_at';
    const cursor = collection.find(conditions(filter));
    const rows: Crawl[] = [];
    // A limit of 0 means none to MongoDB.
    for await (const raw of cursor.sort({ [oldestFirst]: 1 }).limit(limit ?? 0)) {
      rows.push(CrawlDocument.fromMongo(raw));
    }
    return rows;
  });
}

/** How many rows are due. */
export function countDue(filter: DueFilter): Promise<number> {
  return inStorage('count what is due', async () =>
    (await CrawlDocument.driver()).countDocuments(conditions(filter)),
  );
}

/**
 * Notes that links lie in a queue, until they are crawled. One write for all.
 *
 * @param at before they were put there: a link that has been crawled since then lies there no more, and keeps its row
 */
export function noteHandedOver(ids: readonly string[], at: Date): Promise<void> {
  return inStorage('note what was handed over', async () => {
    const collection = await CrawlDocument.driver();
    const untouched = { _id: { $in: [...ids] }, attempted_at: { $not: { $gt: at } } };
    await collection.updateMany(untouched, { $set: { handed_over_at: at } });
  });
}

function conditions({
  now,
  attemptedBefore,
  handedOverBefore,
  userId,
}: DueFilter): Filter<RawDocument> {
  const stored = CrawlDocument.filterOf({
    ...(userId !== undefined && { userId }),
    ...(attemptedBefore === undefined
      ? { refreshAt: { $lt: now } }
      : { attemptedAt: { $lt: attemptedBefore }, retry: { $ne: 'never' } }),
  });
  // Not "older than": most rows have no such date.
  return { ...stored, handed_over_at: { $not: { $gt: handedOverBefore } } };
}
