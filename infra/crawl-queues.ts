/** Where links wait, and where those end that no attempt could crawl. */
import { Duration } from 'aws-cdk-lib';
import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  QueueEncryption,
} from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** How often a link is received before it goes to the dead letters. */
const MAX_RECEIVES = 5;

export interface CrawlQueues {
  readonly links: Queue;
  readonly deadLetters: Queue;
}

/**
 * FIFO, with the site as message group: links of one site one after the other, sites side by side.
 *
 * @param invocationTimeout a received message stays hidden for six times as long, as AWS advises for event sources
 */
export function crawlQueues(
  scope: Construct,
  { invocationTimeout }: { readonly invocationTimeout: Duration },
): CrawlQueues {
  const common = { fifo: true, encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
  const deadLetters = new Queue(scope, 'DeadLetters', {
    ...common,
    retentionPeriod: Duration.days(14),
  });
  const links = new Queue(scope, 'Links', {
    ...common,
    // Groups, not the whole queue, are limited: many sites may be crawled at once.
    deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
    fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
    visibilityTimeout: Duration.seconds(invocationTimeout.toSeconds() * 6),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVES },
  });
  return { links, deadLetters };
}
