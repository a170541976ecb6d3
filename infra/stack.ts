/** The fleet: links wait in a queue, one Lambda crawls them, what cannot be crawled lies in a dead-letter queue. */
import { type App, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { crawlQueues } from './crawl-queues.ts';
import { crawlerFunction } from './crawler-function.ts';

/** Longest run of one invocation: a big repository, or a batch of links of one site. */
const TIMEOUT = Duration.minutes(5);

export interface GoldpanStackProps extends StackProps {
  /** Folder of the bundle: index.mjs. */
  readonly bundle: string;
}

export class GoldpanStack extends Stack {
  constructor(scope: App, id: string, { bundle, ...props }: GoldpanStackProps) {
    super(scope, id, props);
    const queues = crawlQueues(this, { invocationTimeout: TIMEOUT });
    crawlerFunction(this, { queues, bundle, timeout: TIMEOUT });
  }
}
