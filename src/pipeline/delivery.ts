/** A queue delivers its messages at least once, now and then twice at the same moment: what that means for one crawl. */
import { type Crawl, CrawlDocument } from '../documents/crawl.ts';
import { isDoneSince, pastOutcome } from './ledger.ts';
import type { Outcome } from './outcome.ts';

/** What came of the link since then, where it was done. */
export function doneSince(
  row: Crawl | undefined,
  since: string | undefined,
  user: string,
): Outcome | undefined {
  if (row === undefined || since === undefined || !isDoneSince(row, new Date(since))) {
    return undefined;
  }
  const past = pastOutcome(user, row);
  return past && { ...past, isPast: true };
}

/**
 * What another delivery of the same message has come to while this one failed: the ledger keeps it, and the message is done.
 *
 * @param before the row as this crawl found it
 * @throws StorageError
 */
export async function doneMeanwhile(
  before: Crawl | undefined,
  { user, userId, link }: { readonly user: string; readonly userId: string; readonly link: string },
): Promise<Outcome | undefined> {
  const row = await CrawlDocument.find({ userId, link });
  if (row === undefined || row.attempts <= (before?.attempts ?? 0)) return undefined;
  return doneSince(row, row.attemptedAt?.toISOString(), user);
}
