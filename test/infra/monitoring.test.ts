import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { only, templateOf } from './template.ts';

let template: Template;

beforeAll(() => {
  template = templateOf();
});

const queue = (id: string) => [
  { Name: 'QueueName', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${id}`), 'QueueName'] } },
];
const ofFunction = [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^Crawler') } }];
const ofService = [{ Name: 'service', Value: 'goldpan-dev' }];
const above = 'GreaterThanThreshold';
const below = 'LessThanThreshold';

describe('somebody is told', () => {
  it.each([
    [
      'a link lies in the dead letters',
      'dead-letters',
      {
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: queue('DeadLetters'),
        Threshold: 0,
        ComparisonOperator: above,
      },
    ],
    [
      'a tick or a direct event failed at every attempt',
      'failed-calls',
      {
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: queue('FailedCalls'),
        Threshold: 0,
        ComparisonOperator: above,
      },
    ],
    [
      'no link of a whole day succeeded',
      'no-success',
      {
        Namespace: 'goldpan',
        MetricName: 'LinkSuccess',
        Dimensions: ofService,
        Statistic: 'Sum',
        Period: 24 * 3600,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: below,
      },
    ],
    [
      'most links of three hours failed',
      'failed-links',
      {
        Namespace: 'goldpan',
        MetricName: 'LinkSuccess',
        Dimensions: ofService,
        Statistic: 'Average',
        Period: 3600,
        EvaluationPeriods: 3,
        Threshold: 0.5,
        ComparisonOperator: below,
      },
    ],
    [
      'more than a tenth of the invocations end in an error',
      'error-rate',
      {
        Namespace: 'AWS/Lambda',
        MetricName: 'Errors',
        Dimensions: ofFunction,
        Statistic: 'Average',
        Threshold: 0.1,
        ComparisonOperator: above,
      },
    ],
    [
      'invocations are throttled',
      'throttles',
      {
        Namespace: 'AWS/Lambda',
        MetricName: 'Throttles',
        Dimensions: ofFunction,
        Statistic: 'Sum',
        Threshold: 0,
        ComparisonOperator: above,
      },
    ],
    [
      'a link has waited for half a day',
      'oldest-message',
      {
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateAgeOfOldestMessage',
        Dimensions: queue('Links'),
        Statistic: 'Maximum',
        Threshold: 12 * 3600,
        ComparisonOperator: above,
      },
    ],
  ])('when %s', (_, name, properties) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `goldpan-dev-${name}`,
      ...properties,
    });
  });

  it('in every case what to do first, by the topic, when it begins and when it is over', () => {
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
    expect(alarms).toHaveLength(7);
    for (const { Properties } of alarms) {
      const topic = [{ Ref: expect.stringMatching(/^Alarms/) }];
      expect(Properties).toMatchObject({ AlarmActions: topic, OKActions: topic });
      expect(Properties.AlarmDescription).toMatch(/make (?:redrive|logs)|dashboard|concurrency/);
    }
  });

  it('never because nothing was to be done', () => {
    for (const { Properties } of Object.values(template.findResources('AWS::CloudWatch::Alarm'))) {
      expect(Properties.TreatMissingData).toBe('notBreaching');
    }
  });

  it('by e-mail, if there is an address', () => {
    template.resourceCountIs('AWS::SNS::Subscription', 0);
    templateOf({ alarmEmail: 'you@example.org' }).hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'you@example.org',
      TopicArn: { Ref: Match.stringLikeRegexp('^Alarms') },
    });
  });
});

describe('the dashboard', () => {
  it.each([
    ['links by outcome', /"goldpan","Links","outcome","stored","service","goldpan-dev"/],
    ['links by platform', /SEARCH\('\{goldpan,platform,service\} MetricName="LinksByPlatform"/],
    ['failures by reason', /SEARCH\('\{goldpan,reason,service\} MetricName="FailedLinks"/],
    ['documents', /SEARCH\('\{goldpan,outcome,service\} MetricName="Documents"/],
    ['how long links take', /MetricName="LinkDuration" service="goldpan-dev"', 'p99'/],
    ['the share of the browser', /"goldpan","RenderedLinks","service","goldpan-dev"/],
    ['how much waits', /"AWS\/SQS","ApproximateNumberOfMessagesVisible"/],
    ['how long it has waited', /"AWS\/SQS","ApproximateAgeOfOldestMessage"/],
    ['errors and throttles of the function', /"AWS\/Lambda","Throttles"/],
    ['the state of the alarms', /"type":"alarm"/],
  ])('shows %s', (_, mark) => {
    expect(body()).toMatch(mark);
  });

  it('names place and date of the prices that it reckons the cost with', () => {
    expect(body()).toMatch(/USD a day, at most \(prices of us-east-1, \d{4}-\d{2}\)/);
  });

  it('reckons 2 GB for a second at 0.0000333 dollars, and with twice the memory at twice as much', () => {
    const priceOfSecond = (memory: string): number =>
      Number(body(memory).match(/FILL\(milliseconds, 0\) \/ 1000 \* ([\d.]+) /)?.[1]);
    // 2 × 0.0000166667, and half a GB of /tmp beyond what is free.
    expect(priceOfSecond('2048')).toBeCloseTo(0.000_033_349, 8);
    expect(priceOfSecond('4096')).toBeCloseTo(0.000_066_682, 8);
  });

  /** With its references to other resources as text. */
  function body(memory?: string): string {
    const from = memory === undefined ? template : templateOf({ memory });
    const { DashboardBody } = only(from, 'AWS::CloudWatch::Dashboard');
    return JSON.stringify(DashboardBody)
      .replaceAll('\\"', '"')
      .replaceAll('\\\\"', '"')
      .replaceAll('\\"', '"');
  }
});
