/** What Lambda hands to a handler, made by hand. */
import type { Context, SQSRecord } from 'aws-lambda';
import { createHandler, type HandlerDeps } from '../../src/handlers/handler.ts';
import { createLogger } from '../../src/handlers/logging.ts';
import { Redaction } from '../../src/handlers/redaction.ts';
import type { CrawlDeps } from '../../src/pipeline/crawl-deps.ts';
import type { CrawlRequest } from '../../src/pipeline/crawl-link.ts';
import type { Failure, Outcome } from '../../src/pipeline/outcome.ts';
import { httpOnly } from '../fetching/http-only.ts';

/** @param remainingMs how long Lambda lets the invocation run */
export function lambdaContext(remainingMs = 60_000): Context {
  const end = Date.now() + remainingMs;
  return {
    awsRequestId: '5bd5ca63-97e5-4c09-909a-c58301a27e0e',
    callbackWaitsForEmptyEventLoop: false,
    functionName: 'goldpan',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:goldpan',
    memoryLimitInMB: '1024',
    logGroupName: '/aws/lambda/goldpan',
    logStreamName: 'local',
    getRemainingTimeInMillis: () => end - Date.now(),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}

let records = 0;

/**
 * @param group the message group: the site, as `messageGroup` gives it
 * @param receives how often it was received, this time included
 */
export function sqsRecord(
  body: string,
  group: string,
  receiptHandle = 'handle',
  receives = 1,
): SQSRecord {
  records += 1;
  return {
    messageId: `message-${records}`,
    receiptHandle,
    body,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: '0',
      SenderId: 'test',
      ApproximateFirstReceiveTimestamp: '0',
      MessageGroupId: group,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:links.fifo',
    awsRegion: 'us-east-1',
  };
}

export function outcome(over: Partial<Outcome> & { link: string }): Outcome {
  return {
    user: 'Mara Lindqvist',
    state: 'stored',
    platform: 'medium',
    documents: { stored: 1, replaced: 0, unchanged: 0 },
    found: 0,
    tookMs: 12,
    ...over,
  };
}

export function failed(link: string, failure: Partial<Failure> & { code: string }): Outcome {
  return outcome({
    link,
    state: 'failed',
    documents: { stored: 0, replaced: 0, unchanged: 0 },
    failure: { message: 'It failed.', hint: 'Look at it.', retry: 'never', ...failure },
  });
}

/**
 * Stands in for the pipeline: the handler is about outcomes that no site gives on demand (a database that goes away in the
 * middle, a defect, a link that takes until the deadline). The real pipeline runs behind it in rie.test.ts.
 */
export type Pipeline = (request: CrawlRequest, deps: CrawlDeps) => Promise<Outcome>;

/** The handler fetches nothing itself; whoever asks this one has a defect. */
export const noFetcher = httpOnly({
  page: () => Promise.reject(new TypeError('the handler fetches nothing')),
  stream: () => Promise.reject(new TypeError('the handler fetches nothing')),
});

/** A handler with production's logger and, unless given, nothing behind it. */
export const handlerOf = (
  crawlLink: Pipeline,
  deps: Partial<Omit<HandlerDeps, 'crawlLink'>> & { readonly redaction?: Redaction } = {},
) => {
  const { redaction = new Redaction(), ...others } = deps;
  const serviceName = 'goldpan-test';
  return createHandler({
    crawlLink,
    fetcher: noFetcher,
    queueInLedger: async () => undefined,
    logger: createLogger({ serviceName, logLevel: 'INFO', redaction }),
    serviceName,
    maxReceives: 5,
    ...others,
  });
};
