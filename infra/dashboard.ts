/** One page that tells how the fleet is: what became of links, why some failed, what waits, what it costs. */
import { Duration } from 'aws-cdk-lib';
import { type Alarm, AlarmStatusWidget, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  DefaultDashboardFactory,
  GraphWidgetType,
  MonitoringFacade,
} from 'cdk-monitoring-constructs';
import type { Construct } from 'constructs';
import { fleetMetric, fleetMetricsBy, OUTCOMES } from './metrics.ts';
import { PRICES } from './prices.ts';

export interface DashboardProps {
  readonly service: string;
  readonly crawler: IFunction;
  readonly links: IQueue;
  readonly deadLetters: IQueue;
  readonly alarms: Alarm[];
  /** Lines in US dollars a day. */
  readonly costs: MathExpression[];
}

export function dashboard(scope: Construct, props: DashboardProps): void {
  const { service, crawler, links, deadLetters, alarms, costs } = props;
  const monitoring = new MonitoringFacade(scope, 'Monitoring', {
    metricFactoryDefaults: { namespace: 'goldpan' },
    alarmFactoryDefaults: { alarmNamePrefix: service, actionsEnabled: false },
    dashboardFactory: new DefaultDashboardFactory(scope, 'Dashboards', {
      dashboardNamePrefix: service,
      createDashboard: true,
      detailDashboardRange: Duration.days(1),
    }),
  });
  monitoring
    .addLargeHeader(service)
    .addWidget(new AlarmStatusWidget({ alarms, width: 24, height: 3 }))
    .monitorCustom({
      alarmFriendlyName: 'Links',
      humanReadableName: 'Links',
      metricGroups: [
        {
          title: 'By outcome',
          graphWidgetType: GraphWidgetType.STACKED_AREA,
          metrics: OUTCOMES.map((outcome) =>
            fleetMetric(service, { name: 'Links', by: { outcome }, label: outcome }),
          ),
        },
        {
          title: 'By platform',
          graphWidgetType: GraphWidgetType.STACKED_AREA,
          metrics: [fleetMetricsBy(service, 'platform', { name: 'LinksByPlatform' })],
        },
        {
          title: 'Failures by reason',
          graphWidgetType: GraphWidgetType.STACKED_AREA,
          metrics: [fleetMetricsBy(service, 'reason', { name: 'FailedLinks' })],
        },
        {
          title: 'Documents',
          graphWidgetType: GraphWidgetType.STACKED_AREA,
          metrics: [fleetMetricsBy(service, 'outcome', { name: 'Documents' })],
        },
      ],
    })
    .monitorCustom({
      alarmFriendlyName: 'Effort',
      humanReadableName: 'Effort',
      metricGroups: [
        {
          title: 'Milliseconds a link, half of them (p50)',
          metrics: [
            fleetMetricsBy(service, 'platform', { name: 'LinkDuration', statistic: 'p50' }),
          ],
        },
        {
          title: 'Milliseconds a link, the slowest (p99)',
          metrics: [
            fleetMetricsBy(service, 'platform', { name: 'LinkDuration', statistic: 'p99' }),
          ],
        },
        { title: 'Rendered in a browser (%)', metrics: [browserShare(service)] },
        {
          title: `Cost: USD a day, at most (prices of ${PRICES.place}, ${PRICES.date})`,
          graphWidgetType: GraphWidgetType.STACKED_AREA,
          metrics: costs,
        },
      ],
    })
    .monitorSqsQueueWithDlq({
      queue: links,
      deadLetterQueue: deadLetters,
      humanReadableName: 'Links that wait',
      alarmFriendlyName: 'Queue',
    })
    .monitorLambdaFunction({
      lambdaFunction: crawler,
      humanReadableName: 'Function',
      alarmFriendlyName: 'Function',
    });
}

function browserShare(service: string): MathExpression {
  const period = Duration.hours(1);
  return new MathExpression({
    label: 'Rendered (%)',
    expression: '100 * FILL(rendered, 0) / tried',
    usingMetrics: {
      rendered: fleetMetric(service, { name: 'RenderedLinks', period }),
      tried: fleetMetric(service, { name: 'LinkSuccess', statistic: 'SampleCount', period }),
    },
    period,
  });
}
