/** The queue of the fleet: found links go to SQS, one message group a site, so that a site meets one crawler at a time. */
import { createHash } from 'node:crypto';
import type { SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import { UpstreamError } from '../errors.ts';
import type { CrawlMessage, Follow } from './message.ts';

/** Most messages that one SendMessageBatch takes. */
const BATCH = 10;
/** SQS keeps a message invisible for at most 12 hours after it was received. */
const MAX_VISIBILITY_SECONDS = 43_200;

export interface SqsQueue {
  /** Hands links over; throws `UpstreamError` unless SQS has taken every one of them. */
  readonly follow: Follow;
  /** Hides a received message for a while instead of the queue's own visibility time-out. */
  postpone(receiptHandle: string, delayMs: number): Promise<void>;
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
  const fifo = queueUrl.endsWith('.fifo');

  return {
    async follow(messages) {
      for (let start = 0; start < messages.length; start += BATCH) {
        const batch = messages.slice(start, start + BATCH);
        await sendBatch(queueUrl, batch, { client, fifo });
      }
    },
    async postpone(receiptHandle, delayMs) {
      const seconds = Math.ceil(Math.max(0, delayMs) / 1000);
      const { ChangeMessageVisibilityCommand } = await import('@aws-sdk/client-sqs');
      const command = new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: Math.min(seconds, MAX_VISIBILITY_SECONDS),
      });
      await reach(queueUrl, async () => (await client()).send(command));
    },
  };
}

async function sendBatch(
  queueUrl: string,
  messages: readonly CrawlMessage[],
  { client, fifo }: { client: () => Promise<SQSClient>; fifo: boolean },
): Promise<void> {
  const { SendMessageBatchCommand } = await import('@aws-sdk/client-sqs');
  const Entries = messages.map((message, index) => entryOf(message, String(index), fifo));
  const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries });
  const answer = await reach(queueUrl, async () => (await client()).send(command));
  // SQS answers 200 to a batch that it took in part only (the same trap as flaw 14 of the originals).
  const refused = answer.Failed ?? [];
  if (refused.length === 0) return;
  const [first] = refused;
  throw new UpstreamError(
    `SQS refused ${refused.length} of ${messages.length} found links: ${first?.Code} ${first?.Message ?? ''}`.trim(),
    { link: messages[Number(first?.Id)]?.link, hint: HINT },
  );
}

function entryOf(message: CrawlMessage, id: string, fifo: boolean): SendMessageBatchRequestEntry {
  return {
    Id: id,
    MessageBody: JSON.stringify(message),
    ...(fifo && {
      MessageGroupId: messageGroup(message.link),
      MessageDeduplicationId: createHash('sha256')
        .update(`${message.user}\n${message.link}`)
        .digest('hex'),
    }),
  };
}

/**
 * The site of a link, roughly its registrable domain: `a.substack.com` and `b.substack.com` share a group, `a.co.uk` and
 * `b.co.uk` do not. A guess that is too wide costs some parallelism, no correctness; so no public-suffix list.
 *
 * @example
 * messageGroup('https://mara.medium.com/tides'); // 'medium.com'
 */
export function messageGroup(link: string): string {
  const host = new URL(link).hostname;
  const labels = host.split('.');
  const [second, top] = labels.slice(-2);
  const isAddress = host.startsWith('[') || /^\d+$/.test(top ?? '');
  if (isAddress || second === undefined || top === undefined) return host;
  const countrySuffix = top.length === 2 && second.length <= 3;
  // A message group id has at most 128 characters.
  return labels
    .slice(countrySuffix ? -3 : -2)
    .join('.')
    .slice(-128);
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
  return new SQSClient({});
}
