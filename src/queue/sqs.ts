/** The queue of the fleet: found links go to SQS, one message group a site, so that a site meets one crawler at a time. */
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { BatchResultErrorEntry, SQSClient } from '@aws-sdk/client-sqs';
import { UpstreamError } from '../errors.ts';
import type { CrawlMessage, Follow } from './message.ts';

/** Most entries that one request takes. */
const BATCH = 10;
/** Requests under way at the same time. */
const SIDE_BY_SIDE = 5;
/** How often a message is sent that SQS refuses by no fault of ours, and what lies between. */
const TRIES = 3;
const PAUSE_MS = 50;
/** SQS hides a message for at most 12 hours after it was received; the longest invocation has passed since. */
const MAX_VISIBILITY_SECONDS = 43_200 - 900;

/** A message that goes back to the queue, and when it may be received again. */
export interface ReturnedMessage {
  readonly receiptHandle: string;
  readonly delayMs: number;
}

export interface SqsQueue {
  /** Hands links over; throws `UpstreamError` unless SQS has taken every one of them. */
  readonly follow: Follow;
  /** Hides received messages for so long (0: not at all) instead of the queue's own visibility time-out. */
  postpone(messages: readonly ReturnedMessage[]): Promise<void>;
}

/**
 * Opens a queue by its URL. The AWS SDK is loaded with the first call: most invocations follow nothing.
 *
 * @param queueUrl a name that ends in `.fifo` makes the messages carry group and deduplication ids
 * @throws UpstreamError (from both verbs) when SQS cannot be reached, denies access, or refuses a message
 * @example
 * const queue = sqsQueue('https://sqs.eu-west-1.amazonaws.com/123456789012/links.fifo');
 * await queue.follow([{ user: 'Mara Lindqvist', link: 'https://mara.example/notes', depth: 1 }]);
 */
export function sqsQueue(
  queueUrl: string,
  deps: { client: () => Promise<SQSClient> } = { client: defaultClient },
): SqsQueue {
  let opened: Promise<SQSClient> | undefined;
  const client = (): Promise<SQSClient> => {
    opened ??= deps.client();
    return opened;
  };
  const idsOf = queueUrl.endsWith('.fifo') ? fifoIds : async () => ({});

  return {
    follow: (messages) =>
      inBatches(messages, async (batch) => {
        const { SendMessageBatchCommand } = await import('@aws-sdk/client-sqs');
        const Entries = await Promise.all(
          batch.map(async (message, index) => ({
            Id: String(index),
            MessageBody: JSON.stringify(message),
            ...(await idsOf(message)),
          })),
        );
        let waiting = Entries;
        let refused: readonly BatchResultErrorEntry[] = [];
        for (let tries = 1; tries <= TRIES && waiting.length > 0; tries += 1) {
          if (tries > 1) await setTimeout(PAUSE_MS * tries);
          const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: waiting });
          const { Failed } = await reach(queueUrl, async () => (await client()).send(command));
          refused = Failed ?? [];
          waiting = waiting.filter(({ Id }) => refused.some((one) => one.Id === Id));
          if (refused.some(({ SenderFault }) => SenderFault)) break;
        }
        assertTaken(refused, batch.length, 'found links', (index) => batch[index]?.link);
      }),
    postpone: (messages) =>
      inBatches(messages, async (batch) => {
        const { ChangeMessageVisibilityBatchCommand } = await import('@aws-sdk/client-sqs');
        const Entries = batch.map(({ receiptHandle, delayMs }, index) => ({
          Id: String(index),
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: Math.min(
            Math.ceil(Math.max(0, delayMs) / 1000),
            MAX_VISIBILITY_SECONDS,
          ),
        }));
        const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries });
        const { Failed } = await reach(queueUrl, async () => (await client()).send(command));
        assertTaken(Failed ?? [], batch.length, 'returned messages');
      }),
  };
}

async function inBatches<Item>(
  items: readonly Item[],
  send: (batch: readonly Item[]) => Promise<void>,
): Promise<void> {
  const batches: Item[][] = [];
  for (let start = 0; start < items.length; start += BATCH) {
    batches.push(items.slice(start, start + BATCH));
  }
  for (let start = 0; start < batches.length; start += SIDE_BY_SIDE) {
    await Promise.all(batches.slice(start, start + SIDE_BY_SIDE).map(send));
  }
}

/**
 * The same link of the same ingest is one message, whoever finds it: SQS drops the second within five minutes. A later
 * ingest asks for it anew.
 */
async function fifoIds({ user, link, since = '' }: CrawlMessage): Promise<{
  readonly MessageGroupId: string;
  readonly MessageDeduplicationId: string;
}> {
  const { messageGroup } = await import('./message-group.ts');
  return {
    MessageGroupId: messageGroup(link),
    MessageDeduplicationId: createHash('sha256').update(`${user}\n${link}\n${since}`).digest('hex'),
  };
}

/** SQS answers 200 to a batch that it took in part only (the same trap as flaw 14 of the originals). */
function assertTaken(
  refused: readonly BatchResultErrorEntry[],
  all: number,
  what: string,
  linkOf: (index: number) => string | undefined = () => undefined,
): void {
  const [first] = refused;
  if (first === undefined) return;
  const why = `${first.Code} ${first.Message ?? ''}`.trim();
  throw new UpstreamError(`SQS refused ${refused.length} of ${all} ${what}: ${why}`, {
    link: linkOf(Number(first.Id)),
    hint: HINT,
  });
}

const HINT =
  'Check QUEUE_URL, the region, and that the role may send to, receive from and hide messages of this queue.';

async function reach<Answer>(queueUrl: string, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : 'unknown error';
    throw new UpstreamError(`The queue ${queueUrl} could not be used: ${name}`, {
      cause,
      hint: HINT,
    });
  }
}

async function defaultClient(): Promise<SQSClient> {
  const { SQSClient } = await import('@aws-sdk/client-sqs');
  // Where nothing answers (a VPC without a way out), that is said well before the invocation is over.
  return new SQSClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_500, requestTimeout: 3_000 },
  });
}
