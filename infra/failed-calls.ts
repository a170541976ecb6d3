/** Where events end that nobody waits for: ticks that could not be delivered, direct events that failed at every attempt. */
import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Long enough to be told of them. The next tick does what one has missed, and a link's failure is in the ledger as well. */
const KEPT = Duration.days(1);

/** A standard queue: neither Lambda nor the scheduler puts dead letters into a FIFO queue. */
export function failedCalls(scope: Construct, { prefix }: { readonly prefix: string }): Queue {
  return new Queue(scope, 'FailedCalls', {
    queueName: `${prefix}-failed-calls`,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: KEPT,
  });
}
