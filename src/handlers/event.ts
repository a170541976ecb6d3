/** What may arrive at the Lambda: a direct event, or a batch of queue messages. */
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { InvalidEventError } from '../errors.ts';
import type { CrawlMessage } from '../queue/message.ts';

// The link is checked by the pipeline, which knows what a link may be; here it only has to be there. Further fields
// are ignored, so that a scheduler or a newer producer may add its own.
const directEvent = z.object({
  user: z.string({ error: 'must be a string: the person\'s "First Last"' }),
  link: z.string({ error: 'must be a string: the link to crawl' }),
});

const crawlMessage = directEvent.extend({ depth: z.int().min(0).default(0) });

const queueEvent = z.object({
  Records: z
    .array(
      z.looseObject({
        eventSource: z.literal('aws:sqs'),
        messageId: z.string(),
        receiptHandle: z.string(),
        body: z.string(),
      }),
    )
    .min(1),
});

export type CrawlEvent =
  | { readonly kind: 'direct'; readonly request: CrawlMessage }
  | { readonly kind: 'batch'; readonly records: readonly SQSRecord[] };

/**
 * Tells the kinds of event apart.
 *
 * @throws InvalidEventError when it is neither; the message names the first field that is wrong, never its value
 * @example
 * readEvent({ user: 'Mara Lindqvist', link: 'https://mara.example/' }).kind; // 'direct'
 */
export function readEvent(event: unknown): CrawlEvent {
  if (isQueueEvent(event)) return { kind: 'batch', records: event.Records };
  const direct = directEvent.safeParse(event);
  if (!direct.success) throw new InvalidEventError(`The event is not one: ${said(direct.error)}`);
  return { kind: 'direct', request: { ...direct.data, depth: 0 } };
}

/**
 * Reads the body of a queue message.
 *
 * @throws InvalidEventError when it is not JSON or not a `CrawlMessage`
 */
export function readMessage(body: string): CrawlMessage {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (cause) {
    throw new InvalidEventError('The queue message is not JSON', { cause });
  }
  const message = crawlMessage.safeParse(parsed);
  if (!message.success) {
    throw new InvalidEventError(`The queue message is not one: ${said(message.error)}`);
  }
  return message.data;
}

// The schema looks at the fields that are used here; the others come from AWS with the same record.
function isQueueEvent(event: unknown): event is SQSEvent {
  return queueEvent.safeParse(event).success;
}

function said(error: z.ZodError): string {
  const [issue] = error.issues;
  return [issue?.path.join('.'), issue?.message].filter(Boolean).join(' ');
}
