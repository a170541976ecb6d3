/** Notes links as waiting, but for those that were done in the meantime. */
import { CrawlDocument, type QueuedCrawl, writeLedger } from './crawl.ts';
import { inStorage } from './storage-error.ts';

/**
 * Marks links as waiting, as `CrawlDocument.queue` does, unless they have been crawled since a moment: a link that somebody
 * else found first may be done by now, and nobody would come for it again.
 *
 * @throws StorageError
 * @example
 * await queueUnlessAttempted([{ userId: user.id, link, depth: 1 }], new Date(since));
 */
export function queueUnlessAttempted(rows: readonly QueuedCrawl[], since: Date): Promise<void> {
  return inStorage('write the ledger', async () => {
    if (rows.length === 0) return;
    const fresh = rows.map((row) => CrawlDocument.toMongo({ ...row, state: 'queued' }));
    await writeLedger(
      fresh.map(({ _id, ...row }) => ({
        updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true },
      })),
    );
    const ids = fresh.map(({ _id }) => _id);
    await (await CrawlDocument.driver()).updateMany(
      { _id: { $in: ids }, attempted_at: { $not: { $gte: since } } },
      { $set: { state: 'queued' } },
    );
  });
}
