/** The Lambda handler without its process: events in, answers out, failures thrown. */
import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy, { type MiddyfiedHandler } from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { CrawlError, withoutCredentials } from '../errors.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import type { Log } from '../log.ts';
import type { crawlLink } from '../pipeline/crawl-link.ts';
import { dueLinks, handedOver } from '../pipeline/refresh.ts';
import type { Follow } from '../queue/message.ts';
import type { SqsQueue } from '../queue/sqs.ts';
import { type Answer, type CrawledBody, type RefusedBody, refusalOf } from './answer.ts';
import { crawlBatch } from './batch.ts';
import { startDeadline } from './deadline.ts';
import { crawlDirect } from './direct.ts';
import { readEvent } from './event.ts';
import { unexpected } from './failure.ts';
import { logOf } from './logging.ts';
import { type TickBody, type TickDeps, tick } from './tick.ts';

/** What outlives an invocation: connections, and nothing else. */
export interface HandlerDeps {
  readonly crawlLink: typeof crawlLink;
  readonly fetcher: Fetcher;
  readonly queueInLedger: Follow;
  readonly logger: Logger;
  /** Without it found links are followed in the same invocation. */
  readonly queue?: SqsQueue | undefined;
  /** Where a tick finds what is due; the real ledger unless given. */
  readonly ledger?: Pick<TickDeps, 'dueLinks' | 'handedOver'>;
}

export type HandlerResult = Answer<CrawledBody | RefusedBody | TickBody> | SQSBatchResponse;

/**
 * Makes the handler of direct events, of queue batches and of the ticks of a schedule.
 *
 * A direct event is answered with 200, or with 4xx and `{code, message, hint}` when its failure is final. A failure that
 * passes is thrown: Lambda counts it, retries it and dead-letters it (flaw 13 of the originals answered it with a "success").
 *
 * @example
 * export const handler = createHandler({ crawlLink, fetcher, logger });
 */
export function createHandler(deps: HandlerDeps): MiddyfiedHandler<unknown, HandlerResult> {
  return middy<unknown, HandlerResult>()
    .use(injectLambdaContext(deps.logger, { resetKeys: true }))
    .onError((request) => {
      const failure =
        request.error instanceof CrawlError ? request.error : unexpected(request.error);
      deps.logger.error('the event failed', { error: failure });
      if (failure.retry === 'never') {
        request.response = refusalOf(failure);
        return;
      }
      // Of what is thrown, Lambda passes on type and message only.
      failure.message = `${failure.message.replace(/\.$/, '')}. ${failure.hint}`;
      request.error = failure;
    })
    .handler((event: unknown, context: Context) => crawlEvent(event, context, deps));
}

async function crawlEvent(
  event: unknown,
  context: Context,
  { logger, queue, ledger = { dueLinks, handedOver }, ...deps }: HandlerDeps,
): Promise<HandlerResult> {
  const read = readEvent(event);
  const deadline = startDeadline(context);
  const { signal } = deadline;
  const logFor = (keys: Record<string, unknown>): Log => logOf(logger, keys);
  try {
    if (read.kind === 'batch') {
      return await crawlBatch(read.records, {
        ...deps,
        signal,
        queue,
        enqueue: queue?.follow,
        log: logOf(logger),
        logFor,
      });
    }
    if (read.kind === 'tick') {
      const log = logOf(logger);
      return await tick(read.request, { ...deps, ...ledger, signal, log, enqueue: queue?.follow });
    }
    const { user, link } = read.request;
    // In every line of this event, its error included; reset when the invocation ends.
    logger.appendKeys({ user, link: withoutCredentials(link) });
    const log = logOf(logger);
    return await crawlDirect(read.request, { ...deps, signal, log, enqueue: queue?.follow });
  } finally {
    deadline.clear();
  }
}
