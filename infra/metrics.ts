/** The metrics that the function writes (src/handlers), as alarms and dashboard read them. */
import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';

export const NAMESPACE = 'goldpan';

/** What became of links, the good before the bad. `skipped`: done already, or handed over already. */
export const OUTCOMES = [
  'stored',
  'unchanged',
  'followed',
  'skipped',
  'postponed',
  'failed',
] as const;

export interface FleetMetric {
  readonly name:
    | 'Links'
    | 'LinksByPlatform'
    | 'FailedLinks'
    | 'LinkDuration'
    // 1 for a link that was stored, unchanged or followed, 0 for one that failed.
    | 'LinkSuccess'
    | 'RenderedLinks'
    | 'Documents';
  /** The one dimension beside the service, if the metric has one. */
  readonly by?: Readonly<Record<string, string>>;
  readonly statistic?: 'Sum' | 'Average' | 'SampleCount' | 'p50' | 'p99';
  readonly period?: Duration;
  readonly label?: string;
}

/** One metric of the fleet. */
export function fleetMetric(
  service: string,
  { name, by = {}, statistic = 'Sum', period = Duration.minutes(5), label }: FleetMetric,
): Metric {
  return new Metric({
    namespace: NAMESPACE,
    metricName: name,
    dimensionsMap: { service, ...by },
    statistic,
    period,
    ...(label !== undefined && { label }),
  });
}

/** One line for every value of a dimension that has been written, so that a new platform or reason shows by itself. */
export function fleetMetricsBy(
  service: string,
  dimension: 'outcome' | 'platform' | 'reason',
  { name, statistic = 'Sum', period = Duration.minutes(5) }: Omit<FleetMetric, 'by' | 'label'>,
): MathExpression {
  return new MathExpression({
    expression: `SEARCH('{${NAMESPACE},${dimension},service} MetricName="${name}" service="${service}"', '${statistic}', ${period.toSeconds()})`,
    usingMetrics: {},
    // Each line is named after its value.
    label: '',
    period,
  });
}
