/** Where links wait, and where those end that no attempt could crawl. */
import { Duration, Stack } from 'aws-cdk-lib';
import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  QueueEncryption,
  RedrivePermission,
} from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** How often a link is received before it goes to the dead letters. */
export const MAX_RECEIVES = 5;
/** The longest that SQS keeps a message. What is older is dropped without a trace, and a site's links are read at its pace. */
const KEPT = Duration.days(14);
/** A received message stays hidden for so many time-outs, as AWS advises for event sources. */
const TIMEOUTS_HIDDEN = 6;

export interface CrawlQueues {
  readonly links: Queue;
  readonly deadLetters: Queue;
}

export interface CrawlQueuesProps {
  /** Starts the queues' names, which operators read and which the two queues know each other by. */
  readonly prefix: string;
  readonly invocationTimeout: Duration;
}

/** FIFO, with the site as message group: links of one site one after the other, sites side by side. */
export function crawlQueues(
  scope: Construct,
  { prefix, invocationTimeout }: CrawlQueuesProps,
): CrawlQueues {
  const common = {
    fifo: true,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: KEPT,
  };
  const linksName = `${prefix}-links.fifo`;
  const deadLetters = new Queue(scope, 'DeadLetters', {
    ...common,
    queueName: `${prefix}-dead-letters.fifo`,
    redriveAllowPolicy: {
      redrivePermission: RedrivePermission.BY_QUEUE,
      // By name: each of the two queues names the other, and CloudFormation makes them one after the other.
      sourceQueues: [
        Queue.fromQueueArn(
          scope,
          'LinksByName',
          Stack.of(scope).formatArn({ service: 'sqs', resource: linksName }),
        ),
      ],
    },
  });
  const links = new Queue(scope, 'Links', {
    ...common,
    queueName: linksName,
    // Groups, not the whole queue, are limited: many sites may be crawled at once.
    deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
    fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
    visibilityTimeout: Duration.seconds(invocationTimeout.toSeconds() * TIMEOUTS_HIDDEN),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVES },
    redriveAllowPolicy: { redrivePermission: RedrivePermission.DENY_ALL },
  });
  return { links, deadLetters };
}
