/** A batch of queue messages: every message succeeds or goes back to the queue by itself. */
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { CrawlError, withoutCredentials } from '../errors.ts';
import type { Log } from '../log.ts';
import type { SqsQueue } from '../queue/sqs.ts';
import { readMessage } from './event.ts';
import { crawlAndFollow, type FollowDeps } from './follow.ts';

export interface BatchDeps extends FollowDeps {
  readonly queue?: Pick<SqsQueue, 'postpone'> | undefined;
  /** A log whose lines carry these fields: records run side by side and must not mix theirs. */
  readonly logFor: (fields: Record<string, unknown>) => Log;
}

/** `leave`: the other messages of this group are better left alone for now. */
type Verdict = 'done' | 'return' | 'leave';

/**
 * Crawls the messages: groups (sites) side by side, the messages of one group one after the other.
 *
 * - crawled, or failed for good and recorded in the ledger: acknowledged
 * - failed in passing: returned, after `retryAfterMs` where the site gave one; so is the rest of its group, which would meet the same site
 * - not a message, or a link that may not be crawled: no ledger row can hold it, so it is returned until the queue moves it to its dead letters
 * - not reached before the deadline: returned
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export async function crawlBatch(
  records: readonly SQSRecord[],
  deps: BatchDeps,
): Promise<SQSBatchResponse> {
  const groups = Map.groupBy(
    records,
    (record) => record.attributes?.MessageGroupId ?? record.messageId,
  );
  const returned = await Promise.all([...groups.values()].map((group) => crawlGroup(group, deps)));
  return {
    batchItemFailures: returned.flat().map(({ messageId: itemIdentifier }) => ({ itemIdentifier })),
  };
}

async function crawlGroup(records: readonly SQSRecord[], deps: BatchDeps): Promise<SQSRecord[]> {
  const returned: SQSRecord[] = [];
  for (const [index, record] of records.entries()) {
    if (deps.signal.aborted) return [...returned, ...records.slice(index)];
    const verdict = await crawlRecord(record, deps);
    if (verdict === 'leave') return [...returned, ...records.slice(index)];
    if (verdict === 'return') returned.push(record);
  }
  return returned;
}

async function crawlRecord(record: SQSRecord, deps: BatchDeps): Promise<Verdict> {
  const unread = deps.logFor({ messageId: record.messageId });
  let log = unread;
  try {
    const message = readMessage(record.body);
    log = deps.logFor({
      messageId: record.messageId,
      user: message.user,
      link: withoutCredentials(message.link),
    });
    const { outcome } = await crawlAndFollow(message, { ...deps, log });
    if (outcome.failure?.retry !== 'later') {
      const { state, documents, found, limit, failure } = outcome;
      log.info('crawled', { state, documents, found, limit, failure });
      return 'done';
    }
    log.warn('the link goes back to the queue', { failure: outcome.failure });
    await postpone(record, outcome.failure.retryAfterMs, { ...deps, log });
    return 'leave';
  } catch (error) {
    const final = error instanceof CrawlError && error.retry === 'never';
    log.error(
      final
        ? 'the message cannot be crawled and goes to the dead letters'
        : 'the link goes back to the queue',
      { error },
    );
    return final ? 'return' : 'leave';
  }
}

async function postpone(
  record: SQSRecord,
  retryAfterMs: number | undefined,
  { queue, log }: BatchDeps,
): Promise<void> {
  if (retryAfterMs === undefined || queue === undefined) return;
  try {
    await queue.postpone(record.receiptHandle, retryAfterMs);
  } catch (error) {
    // The message still goes back, only sooner: after the queue's own visibility time-out.
    log.warn('the message could not be hidden for longer', { error, retryAfterMs });
  }
}
