/** What a day of the fleet costs, as metric math over what CloudWatch counts anyway. */
import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { PRICES } from './prices.ts';

const DAY = { period: Duration.days(1), statistic: 'Sum' };
/** Messages that one request of the function or of its poller carries are counted one by one: SQS counts no requests. */
const QUEUE_REQUESTS = ['sent', 'received', 'deleted', 'empty'];

export interface CostEstimateProps {
  readonly crawler: IFunction;
  readonly links: IQueue;
  readonly logGroup: ILogGroup;
  /** MB of memory. */
  readonly memory: number;
  /** MB of /tmp. */
  readonly temporaryStorage: number;
}

/**
 * Lines in US dollars a day: computing, queue and log. The database, and a NAT where there is one, are billed elsewhere.
 *
 * @returns an upper bound: free tiers are left out, and messages that travelled together are counted singly
 */
export function costEstimate(props: CostEstimateProps): MathExpression[] {
  const { crawler, links, logGroup, memory, temporaryStorage } = props;
  const { lambda, fifoRequest, logGigabyte } = PRICES;
  const aSecond =
    (memory / 1024) * lambda.gigabyteSecond +
    (Math.max(0, temporaryStorage - 512) / 1024) * lambda.temporaryGigabyteSecond;
  const line = (label: string, expression: string, usingMetrics: Record<string, Metric>) =>
    new MathExpression({ label, expression, usingMetrics, period: DAY.period });
  return [
    line(
      'Lambda (USD a day)',
      `FILL(milliseconds, 0) / 1000 * ${plain(aSecond)} + FILL(invocations, 0) * ${plain(lambda.request)}`,
      { milliseconds: crawler.metricDuration(DAY), invocations: crawler.metricInvocations(DAY) },
    ),
    line(
      'SQS (USD a day)',
      `(${QUEUE_REQUESTS.map((id) => `FILL(${id}, 0)`).join(' + ')}) * ${plain(fifoRequest)}`,
      {
        sent: links.metricNumberOfMessagesSent(DAY),
        received: links.metricNumberOfMessagesReceived(DAY),
        deleted: links.metricNumberOfMessagesDeleted(DAY),
        empty: links.metricNumberOfEmptyReceives(DAY),
      },
    ),
    line('Log (USD a day)', `FILL(bytes, 0) / 1000000000 * ${plain(logGigabyte)}`, {
      bytes: new Metric({
        namespace: 'AWS/Logs',
        metricName: 'IncomingBytes',
        dimensionsMap: { LogGroupName: logGroup.logGroupName },
        ...DAY,
      }),
    }),
  ];
}

/** Metric math knows no exponents: 0.0000002, not 2e-7. */
function plain(price: number): string {
  return price.toFixed(12).replace(/\.?0+$/, '');
}
