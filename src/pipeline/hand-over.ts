/** Found links on their way to the fleet's queue: each at most once, and none lost wherever it breaks off. */
import { CrawlDocument } from '../documents/crawl.ts';
import { noteHandedOver } from '../documents/due-crawls.ts';
import { queueUnlessAttempted } from '../documents/queue-crawls.ts';
import { parseUserName, UserDocument } from '../documents/user.ts';
import { AbortedError } from '../errors.ts';
import type { CrawlMessage, Follow } from '../queue/message.ts';
import { isDoneSince } from './ledger.ts';
import { HANDED_OVER_MS, queuedRefreshAt } from './refresh-at.ts';

/** Links that are noted and sent together: what is lost by a crash half-way is sent again. */
const CHUNK = 100;
/** For so long SQS drops a message that it has taken before; then what is noted as waiting would wait for ever. */
const DEDUPLICATION_MS = 5 * 60_000;

/**
 * Hands found links to a queue, each in three steps: noted in the ledger as waiting, sent, noted as handed over. Left out are
 * those that lie in the queue already and those that were done: since the ingest began that asks for them; where none does
 * (a direct event), handed over in the last half day, or done while SQS would drop them.
 *
 * A crash before the last step loses nothing: the message of the page that led to them comes again, and the queue's
 * deduplication or the ledger drops what was sent before.
 *
 * @param send puts messages into the queue
 * @param signal ends it after the hundred links that are under way
 * @throws StorageError, UpstreamError when the ledger or the queue cannot be reached
 * @throws AbortedError when it was ended before all links were handed over; it goes on where it stopped
 * @example
 * const follow = handingOver(sqsQueue(QUEUE_URL).follow, signal);
 */
export function handingOver(send: Follow, signal: AbortSignal): Follow {
  return async (messages) => {
    let sent = 0;
    let done = 0;
    const groups = Map.groupBy(messages, ({ user, since = '' }) => `${user}\n${since}`);
    for (const group of groups.values()) {
      for (let start = 0; start < group.length; start += CHUNK) {
        // However late it is, something is handed over each time.
        if (sent > 0 && signal.aborted) {
          throw new AbortedError(
            `Stopped when ${done} of ${messages.length} found links were in the queue`,
          );
        }
        const chunk = group.slice(start, start + CHUNK);
        sent += await handOver(chunk, send);
        done += chunk.length;
      }
    }
  };
}

/**
 * @param messages of one user and one ingest
 * @returns how many of them were sent
 */
async function handOver(messages: readonly CrawlMessage[], send: Follow): Promise<number> {
  const [first] = messages;
  if (first === undefined) return 0;
  const now = new Date();
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  const since = first.since === undefined ? undefined : new Date(first.since);
  const doneSince = since ?? ago(DEDUPLICATION_MS);
  const handedOverSince = since ?? ago(HANDED_OVER_MS);

  const { id: userId } = await UserDocument.getOrCreate(parseUserName(first.user));
  const left = new Map(messages.map((message) => [idOf(userId, message), message]));
  for await (const row of CrawlDocument.bulkFind({ id: { $in: [...left.keys()] } })) {
    const liesThere = row.handedOverAt !== undefined && row.handedOverAt >= handedOverSince;
    if (liesThere || isDoneSince(row, doneSince)) left.delete(row.id);
  }
  const waiting = [...left.values()];
  if (waiting.length === 0) return 0;
  const refreshAt = queuedRefreshAt(now);
  await queueUnlessAttempted(
    waiting.map(({ link, depth }) => ({ userId, link, depth, refreshAt })),
    doneSince,
  );
  await send(waiting);
  await noteHandedOver([...left.keys()], now);
  return waiting.length;
}

const idOf = (userId: string, { link }: CrawlMessage): string =>
  CrawlDocument.idOf({ userId, link });
