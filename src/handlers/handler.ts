/** The Lambda handler without its process: events in, answers out, failures thrown. */
import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy, { type MiddyfiedHandler } from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { CrawlError, withoutCredentials } from '../errors.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import type { crawlLink } from '../pipeline/crawl-link.ts';
import { handingOver } from '../pipeline/hand-over.ts';
import { dueLinks, handedOver } from '../pipeline/refresh.ts';
import type { Follow } from '../queue/message.ts';
import type { SqsQueue } from '../queue/sqs.ts';
import { type Answer, type CrawledBody, type RefusedBody, refusalOf } from './answer.ts';
import { crawlBatch } from './batch.ts';
import { startDeadline } from './deadline.ts';
import { crawlDirect } from './direct.ts';
import { type CrawlEvent, readEvent } from './event.ts';
import { unexpected } from './failure.ts';
import { correlate, logOf } from './logging.ts';
import { InvocationMetrics } from './metrics.ts';
import { observedCrawl } from './observed-crawl.ts';
import { type TickBody, type TickDeps, tick } from './tick.ts';

/** What outlives an invocation: connections, and nothing else. */
export interface HandlerDeps {
  readonly crawlLink: typeof crawlLink;
  readonly fetcher: Fetcher;
  readonly queueInLedger: Follow;
  readonly logger: Logger;
  /** What the metrics are counted under. */
  readonly serviceName: string;
  /** Without it found links are followed in the same invocation. */
  readonly queue?: SqsQueue | undefined;
  /** After so many receives the queue puts a message to its dead letters. */
  readonly maxReceives: number;
  /** Runs before each crawl; fetches the settings that are kept secret. */
  readonly prepare?: () => Promise<void>;
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
 * export const handler = createHandler({ crawlLink, fetcher, queueInLedger, logger, serviceName: 'goldpan', maxReceives: 5 });
 */
export function createHandler(deps: HandlerDeps): MiddyfiedHandler<unknown, HandlerResult> {
  return middy<unknown, HandlerResult>()
    .use(injectLambdaContext(deps.logger, { resetKeys: true }))
    .handler(async (event: unknown, context: Context) => {
      let read: CrawlEvent;
      try {
        read = readEvent(event);
      } catch (error) {
        return refused(error, deps);
      }
      return correlate(keysOf(read), () =>
        crawlEvent(read, context, deps).catch((error: unknown) => refused(error, deps)),
      );
    });
}

async function crawlEvent(
  event: CrawlEvent,
  context: Context,
  deps: HandlerDeps,
): Promise<HandlerResult> {
  const { logger, queue, fetcher, queueInLedger, maxReceives, serviceName } = deps;
  const { prepare = async () => undefined, ledger = { dueLinks, handedOver } } = deps;
  const deadline = startDeadline(context);
  const metrics = new InvocationMetrics(serviceName);
  const common = {
    crawlLink: observedCrawl({ crawlLink: deps.crawlLink, prepare, metrics }),
    fetcher,
    queueInLedger,
    signal: deadline.signal,
    log: logOf(logger),
    enqueue: queue && handingOver(queue.follow, deadline.signal),
  };
  try {
    switch (event.kind) {
      case 'batch':
        return await crawlBatch(event.records, { ...common, queue, maxReceives, metrics });
      case 'tick':
        await prepare();
        return await tick(event.request, { ...common, ...ledger, send: queue?.follow });
      case 'direct':
        return await crawlDirect(event.request, common);
    }
  } finally {
    deadline.clear();
    metrics.flush();
  }
}

/** What every line of a direct event carries; the links of the others have lines of their own. */
function keysOf(event: CrawlEvent): Record<string, unknown> {
  if (event.kind !== 'direct') return {};
  const { user, link } = event.request;
  return { user, link: withoutCredentials(link) };
}

/** @throws the failure that passes, as its caller may see it */
function refused(error: unknown, { logger }: HandlerDeps): Answer<RefusedBody> {
  const failure = error instanceof CrawlError ? error : unexpected(error);
  logOf(logger).error('the event failed', { error: failure });
  if (failure.retry === 'never') return refusalOf(failure);
  // Of what is thrown, Lambda passes on type and message only.
  failure.message = `${failure.message.replace(/\.$/, '')}. ${failure.hint}`;
  throw failure;
}
