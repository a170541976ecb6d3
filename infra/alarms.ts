/** When somebody should look. Each alarm says in its mail what has happened and what to do first. */
import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { fleetMetric } from './metrics.ts';

/** Share of invocations that may end in an error: a time-out, a crash, a tick or a direct call that failed. */
const MOST_ERRORS = 0.1;
/** Share of links that has to succeed; some of what people link to is always gone. */
const LEAST_SUCCESS = 0.5;
/** A thousand links of one site at its pace take half an hour; what waits longer than this is stuck, or the fleet too slow. */
const OLDEST_MESSAGE = Duration.hours(12);

export interface AlarmsProps {
  readonly service: string;
  readonly crawler: IFunction;
  readonly links: IQueue;
  readonly deadLetters: IQueue;
  readonly failedCalls: IQueue;
  readonly topic: ITopic;
}

interface AlarmIdea {
  readonly id: string;
  readonly name: string;
  readonly says: string;
  readonly metric: IMetric;
  readonly when: { readonly above: number } | { readonly below: number };
  /** Periods in a row; one unless given. */
  readonly periods?: number;
}

/** @returns the alarms, the most urgent first */
export function alarms(scope: Construct, { topic, ...watched }: AlarmsProps): Alarm[] {
  const action = new SnsAction(topic);
  return ideas(watched).map(({ id, name, says, metric, when, periods = 1 }) => {
    const alarm = new Alarm(scope, id, {
      alarmName: `${watched.service}-${name}`,
      alarmDescription: says,
      metric,
      ...('above' in when
        ? {
            threshold: when.above,
            comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
          }
        : { threshold: when.below, comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD }),
      evaluationPeriods: periods,
      // No data is an idle fleet.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    return alarm;
  });
}

function ideas({
  service,
  crawler,
  links,
  deadLetters,
  failedCalls,
}: Omit<AlarmsProps, 'topic'>): AlarmIdea[] {
  const brief = { period: Duration.minutes(5), statistic: 'Maximum' };
  const quarter = { period: Duration.minutes(15) };
  const success = { name: 'LinkSuccess' } as const;
  return [
    {
      id: 'DeadLettersAlarm',
      name: 'dead-letters',
      says: 'Links lie in the dead letters: every attempt at them failed. Run make redrive: it shows the reasons, then sends them again.',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible(brief),
      when: { above: 0 },
    },
    {
      id: 'FailedCallsAlarm',
      name: 'failed-calls',
      says: `A refresh or a direct event failed at every attempt; it lies in the queue ${service}-failed-calls for a day. Run make logs for the reason.`,
      metric: failedCalls.metricApproximateNumberOfMessagesVisible(brief),
      when: { above: 0 },
    },
    {
      id: 'NoSuccessAlarm',
      name: 'no-success',
      says: 'For a day links were tried, and not one was stored, found unchanged or followed. Look at the failures by reason on the dashboard, then at the database.',
      // Each link counts 1 or 0, so a day without links has no data, and one without success sums up to 0.
      metric: fleetMetric(service, { ...success, period: Duration.days(1) }),
      when: { below: 1 },
    },
    {
      id: 'ErrorRateAlarm',
      name: 'error-rate',
      says: `More than ${MOST_ERRORS * 100} % of the invocations ended in an error: time-outs, crashes, or a database that cannot be reached. Run make logs.`,
      // Lambda reports 1 or 0 for each invocation: the average is the rate.
      metric: crawler.metricErrors({ ...quarter, statistic: 'Average' }),
      when: { above: MOST_ERRORS },
    },
    {
      id: 'FailedLinksAlarm',
      name: 'failed-links',
      says: `For three hours more than ${(1 - LEAST_SUCCESS) * 100} % of the links failed. Look at the failures by reason on the dashboard: a site may have changed, or shuts us out.`,
      metric: fleetMetric(service, {
        ...success,
        statistic: 'Average',
        period: Duration.hours(1),
      }),
      when: { below: LEAST_SUCCESS },
      periods: 3,
    },
    {
      id: 'ThrottlesAlarm',
      name: 'throttles',
      says: 'Lambda refused invocations: the account has no concurrency left, or direct calls take more than is spared for them.',
      metric: crawler.metricThrottles({ ...quarter, statistic: 'Sum' }),
      when: { above: 0 },
    },
    {
      id: 'OldestMessageAlarm',
      name: 'oldest-message',
      says: `A link has waited for more than ${OLDEST_MESSAGE.toHours()} hours. One site may have more links than its pace lets through, or the fleet is too small: compare the queue with the concurrency on the dashboard.`,
      metric: links.metricApproximateAgeOfOldestMessage(brief),
      when: { above: OLDEST_MESSAGE.toSeconds() },
    },
  ];
}
