/** The way from the queue into the function, and from the function back into the queue. */
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** Links a batch: few enough for the time-out, as the links of one site come one after the other. */
const BATCH_SIZE = 5;

export interface QueueFeedProps {
  readonly links: IQueue;
  /** Batches that are crawled at the same time. */
  readonly concurrency: number;
}

/** Batches go in, answered message by message; links that a source led to go back. */
export function queueFeed(crawler: LambdaFunction, { links, concurrency }: QueueFeedProps): void {
  links.grantSendMessages(crawler);
  crawler.addEventSource(
    new SqsEventSource(links, {
      batchSize: BATCH_SIZE,
      reportBatchItemFailures: true,
      maxConcurrency: concurrency,
    }),
  );
}
