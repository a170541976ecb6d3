/** What may arrive at the Lambda: a direct event, a batch of queue messages, or the tick of a schedule. */
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { InvalidEventError } from '../errors.ts';
import { parseAge } from '../pipeline/age.ts';
import type { CrawlMessage } from '../queue/message.ts';

// The link is checked by the pipeline, which knows what a link may be; here it only has to be there. Further fields
// are ignored, so that a scheduler may add its own.
const directEvent = z.object({
  user: z.string({ error: 'must be a string: the person\'s "First Last"' }),
  link: z.string({ error: 'must be a string: the link to crawl' }),
});

const tickEvent = z.object({
  refresh: z.union([
    z.literal(true),
    z.strictObject({ olderThan: z.string().refine(isAge).exactOptional() }),
  ]),
});

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
  | { readonly kind: 'batch'; readonly records: readonly SQSRecord[] }
  | { readonly kind: 'tick'; readonly request: RefreshEvent };

export interface RefreshEvent {
  /** Links whose last crawl is longer ago than so many milliseconds, instead of those whose time has come. */
  readonly olderThanMs?: number | undefined;
}

/**
 * Tells the kinds of event apart.
 *
 * @throws InvalidEventError when it is none of them; the message names the first field that is wrong, never its value
 * @example
 * readEvent({ user: 'Mara Lindqvist', link: 'https://mara.example/' }).kind; // 'direct'
 * readEvent({ refresh: { olderThan: '7d' } }).kind; // 'tick'
 */
export function readEvent(event: unknown): CrawlEvent {
  if (isQueueEvent(event)) return { kind: 'batch', records: event.Records };
  const direct = directEvent.safeParse(event);
  if (!direct.success && isTick(event)) return { kind: 'tick', request: readTick(event) };
  if (!direct.success) throw new InvalidEventError(`The event is not one: ${said(direct.error)}`);
  return { kind: 'direct', request: { ...direct.data, depth: 0 } };
}

// The schema looks at the fields that are used here; the others come from AWS with the same record.
function isQueueEvent(event: unknown): event is SQSEvent {
  return queueEvent.safeParse(event).success;
}

function isTick(event: unknown): event is { readonly refresh: unknown } {
  return typeof event === 'object' && event !== null && Object.hasOwn(event, 'refresh');
}

function readTick(event: { readonly refresh: unknown }): RefreshEvent {
  const read = tickEvent.safeParse(event);
  if (!read.success) {
    throw new InvalidEventError(
      'The event is no tick: refresh must be true or an object such as {"olderThan": "7d"}',
      {
        hint: 'Send {"refresh": true} or {"refresh": {"olderThan": "7d"}}: minutes (m), hours (h), days (d) or weeks (w).',
      },
    );
  }
  const { refresh } = read.data;
  const olderThan = refresh === true ? undefined : refresh.olderThan;
  return olderThan === undefined ? {} : { olderThanMs: parseAge(olderThan) };
}

function isAge(text: string): boolean {
  return parseAge(text) !== undefined;
}

function said(error: z.ZodError): string {
  const [issue] = error.issues;
  return [issue?.path.join('.'), issue?.message].filter(Boolean).join(' ');
}
