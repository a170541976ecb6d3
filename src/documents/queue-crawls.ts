/** Notes links as waiting, but for those that were done in the meantime. */
import { CrawlDocument, type QueuedCrawl } from './crawl.ts';
import { inStorage, isDuplicate } from './storage-error.ts';

/** Two processes that insert the same row at once: the second try finds the row of the other. */
const TRIES = 3;

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
    const collection = await CrawlDocument.driver();
    const fresh = rows.map((row) => CrawlDocument.toMongo({ ...row, state: 'queued' }));
    const inserts = fresh.map(({ _id, ...row }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true },
    }));
    for (let tries = 1; ; tries += 1) {
      try {
        await collection.bulkWrite(inserts, { ordered: false });
        break;
      } catch (error) {
        if (!isDuplicate(error) || tries === TRIES) throw error;
      }
    }
    const ids = fresh.map(({ _id }) => _id);
    await collection.updateMany(
      { _id: { $in: ids }, attempted_at: { $not: { $gte: since } } },
      { $set: { state: 'queued' } },
    );
  });
}
