/** A batch of queue messages: every message succeeds or goes back to the queue by itself. */
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { CrawlError, withoutCredentials } from '../errors.ts';
import { type Failure, failureOf } from '../pipeline/outcome.ts';
import { type CrawlMessage, readMessage } from '../queue/message.ts';
import type { SqsQueue } from '../queue/sqs.ts';
import { backOff, concernsTheSite } from './back-off.ts';
import { unexpected } from './failure.ts';
import { crawlAndFollow, type FollowDeps } from './follow.ts';
import { correlate } from './logging.ts';
import type { InvocationMetrics } from './metrics.ts';
import { inTurn, receivesOf } from './turns.ts';

export interface BatchDeps extends FollowDeps {
  readonly queue?: Pick<SqsQueue, 'postpone'> | undefined;
  /** After so many receives a message that goes back ends among the dead letters. */
  readonly maxReceives: number;
  readonly metrics: Pick<InvocationMetrics, 'threw' | 'left'>;
}

/** A message that is not done, and when it comes again. */
interface Returned {
  readonly record: SQSRecord;
  readonly delayMs: number;
}

/** `poison`: no attempt will ever come to anything. A failure is one that passes. */
type Verdict = 'done' | 'poison' | Failure;

/** Links in a row that may fail, each by itself, before their site is left alone. */
const FAILURES_IN_A_ROW = 2;

/**
 * Crawls the messages: groups (sites) side by side, the messages of one group one after the other.
 *
 * - crawled, done before, or failed for good and recorded in the ledger: acknowledged
 * - failed in passing: returned, to come again after the site's pause or a back-off; and with it the rest of its group, where that would meet the same
 * - not a message, or a link that may not be crawled: no ledger row can hold it, so it is returned until the queue moves it to its dead letters
 * - not done before the deadline: returned, to come again at once
 *
 * A message on its last receive is tried in any case, so that no dead letter is without its reason in the ledger.
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
    batchItemFailures: returned.flat().map(({ record }) => ({ itemIdentifier: record.messageId })),
  };
}

async function crawlGroup(records: readonly SQSRecord[], deps: BatchDeps): Promise<Returned[]> {
  const { maxReceives, signal, metrics, log } = deps;
  const returned: Returned[] = [];
  let failures = 0;
  let pauseMs: number | undefined;
  for (const record of inTurn(records, maxReceives)) {
    const receives = receivesOf(record);
    const isLast = receives >= maxReceives;
    if (!isLast && (signal.aborted || pauseMs !== undefined)) {
      const delayMs = signal.aborted ? 0 : (pauseMs ?? 0);
      metrics.left();
      correlate(keysOf(record), () => log.info('the link is left for later', { delayMs }));
      returned.push({ record, delayMs });
      continue;
    }
    const verdict = await crawlRecord(record, isLast, deps);
    failures = verdict === 'done' ? 0 : failures + 1;
    if (verdict === 'done') continue;
    const delayMs = verdict === 'poison' ? 0 : backOff(verdict, receives);
    returned.push({ record, delayMs: isLast ? 0 : delayMs });
    if (verdict === 'poison') continue;
    if (concernsTheSite(verdict) || failures >= FAILURES_IN_A_ROW) pauseMs = delayMs;
  }
  await postpone(returned, deps);
  return returned;
}

function crawlRecord(record: SQSRecord, isLast: boolean, deps: BatchDeps): Promise<Verdict> {
  const { log, metrics } = deps;
  return correlate(keysOf(record), async () => {
    let message: CrawlMessage;
    try {
      message = { ...sentAt(record), ...readMessage(record.body) };
    } catch (error) {
      metrics.threw(error, !isLast);
      log.error('the message cannot be crawled and goes to the dead letters', { error });
      return 'poison';
    }
    const goes = isLast ? 'the link goes to the dead letters' : 'the link goes back to the queue';
    try {
      const { outcome } = await crawlAndFollow(message, deps, { comesBack: !isLast });
      const { state, documents, found, limit, failure, isPast } = outcome;
      if (failure?.retry === 'later') {
        log.warn(goes, { failure });
        return failure;
      }
      log.info(isPast ? 'done already' : 'crawled', { state, documents, found, limit, failure });
      return 'done';
    } catch (error) {
      if (error instanceof CrawlError && error.retry === 'never') {
        log.error('the message cannot be crawled and goes to the dead letters', { error });
        return 'poison';
      }
      log.error(goes, { error });
      return failureOf(error instanceof CrawlError ? error : unexpected(error, message.link));
    }
  });
}

/** What the lines of one message have in common. */
function keysOf({ messageId, body }: SQSRecord): Record<string, unknown> {
  try {
    const { user, link } = readMessage(body);
    return { messageId, user, link: withoutCredentials(link) };
  } catch {
    // Whoever reads the message says what is wrong with it.
    return { messageId };
  }
}

/** What was done since a message was sent was done for it: this is another delivery of the same. */
function sentAt({ attributes }: SQSRecord): Pick<CrawlMessage, 'since'> {
  const sent = attributes?.SentTimestamp;
  return sent === undefined ? {} : { since: new Date(Number(sent)).toISOString() };
}

/** Whether hidden for long or not at all: never for as long as the queue hides what nobody has returned. */
async function postpone(
  returned: readonly Returned[],
  { queue, log }: Pick<BatchDeps, 'queue' | 'log'>,
): Promise<void> {
  if (returned.length === 0 || queue === undefined) return;
  try {
    await queue.postpone(
      returned.map(({ record, delayMs }) => ({ receiptHandle: record.receiptHandle, delayMs })),
    );
  } catch (error) {
    const messageIds = returned.map(({ record }) => record.messageId);
    log.warn('messages come back by the visibility time-out of the queue only', {
      error,
      messageIds,
    });
  }
}
