import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { MAX_DEPTH } from '../../src/pipeline/limits.ts';
import { only, templateOf } from './template.ts';

let template: Template;
let crawler: Record<string, unknown>;

beforeAll(() => {
  template = templateOf();
  crawler = only(template, 'AWS::Lambda::Function');
});

describe('the function', () => {
  it('is one, on Node 24 and x86_64, with the browser in its layer and room to unpack it', () => {
    expect(crawler).toMatchObject({
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Architectures: ['x86_64'],
      Timeout: 300,
      MemorySize: 2048,
      EphemeralStorage: { Size: 1024 },
      Layers: [{ Ref: expect.stringMatching(/^Chromium/) }],
    });
    expect(only(template, 'AWS::Lambda::LayerVersion')).toMatchObject({
      CompatibleRuntimes: ['nodejs24.x'],
      CompatibleArchitectures: ['x86_64'],
    });
  });

  it('is told its queue, the name of its secret and its own name, and nothing that is secret', () => {
    expect(crawler.Environment).toEqual({
      Variables: {
        QUEUE_URL: { Ref: expect.stringMatching(/^Links/) },
        SETTINGS_SECRET: 'goldpan/dev',
        MAX_RECEIVES: '5',
        LOG_LEVEL: 'INFO',
        POWERTOOLS_SERVICE_NAME: 'goldpan-dev',
        POWERTOOLS_METRICS_NAMESPACE: 'goldpan',
        NODE_OPTIONS: '--enable-source-maps',
        NODE_COMPILE_CACHE: '/tmp/compile-cache',
      },
    });
    expect(JSON.stringify(template.toJSON())).not.toMatch(/mongodb|resolve:secretsmanager/i);
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  });

  it('gives sites the contact that the deployer gave', () => {
    templateOf({ contact: 'you@example.org' }).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { CONTACT: 'you@example.org' } },
    });
  });

  it('writes JSON logs, which are forgotten after a month and go with the stack', () => {
    expect(crawler.LoggingConfig).toMatchObject({
      LogFormat: 'JSON',
      LogGroup: { Ref: expect.stringMatching(/^CrawlerLog/) },
    });
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 30 },
      DeletionPolicy: 'Delete',
    });
  });

  it('may be led from link to link without Lambda taking it for an endless loop', () => {
    expect(crawler.RecursiveLoop).toBe('Allow');
    // What ends the chain instead.
    expect(MAX_DEPTH).toBeLessThanOrEqual(3);
  });

  it('keeps an event that nobody waits for when it failed at every attempt', () => {
    expect(crawler.DeadLetterConfig).toEqual({
      TargetArn: { 'Fn::GetAtt': [expect.stringMatching(/^FailedCalls/), 'Arn'] },
    });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 3600,
    });
  });
});

describe('the queue', () => {
  it('feeds the function with a bounded number of batches at a time, acknowledged message by message', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Links'), 'Arn'] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BatchSize: 5,
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });

  it('lets sites be crawled side by side, at the high throughput of FIFO queues', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'goldpan-dev-links.fifo',
      FifoQueue: true,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
    });
  });

  it.each(['10', '300', '900'])(
    'hides a message for six times the time-out of %s s before it is tried again',
    (timeout) => {
      const other = templateOf({ timeout });
      other.hasResourceProperties('AWS::SQS::Queue', {
        QueueName: 'goldpan-dev-links.fifo',
        VisibilityTimeout: 6 * Number(timeout),
      });
      other.hasResourceProperties('AWS::Lambda::Function', { Timeout: Number(timeout) });
    },
  );

  it('gives a link up after the fifth attempt, and keeps it for two weeks', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'goldpan-dev-links.fifo',
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeadLetters'), 'Arn'] },
        maxReceiveCount: 5,
      },
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'goldpan-dev-dead-letters.fifo',
      FifoQueue: true,
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });

  it('lets a link wait for two weeks, as long as SQS keeps anything', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'goldpan-dev-links.fifo',
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });

  it('takes dead letters of the links only', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'goldpan-dev-dead-letters.fifo',
      RedriveAllowPolicy: {
        redrivePermission: 'byQueue',
        sourceQueueArns: [
          {
            'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(':goldpan-dev-links.fifo$')])],
          },
        ],
      },
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'goldpan-dev-links.fifo',
      RedriveAllowPolicy: { redrivePermission: 'denyAll' },
    });
  });
});

describe('the refresh', () => {
  it('ticks every hour, and again if that could not be delivered', () => {
    expect(only(template, 'AWS::Scheduler::Schedule')).toMatchObject({
      ScheduleExpression: 'rate(1 hour)',
      State: 'ENABLED',
      Target: {
        Arn: { 'Fn::GetAtt': [expect.stringMatching(/^Crawler/), 'Arn'] },
        Input: '{"refresh":true}',
        RetryPolicy: { MaximumRetryAttempts: 5, MaximumEventAgeInSeconds: 1800 },
        DeadLetterConfig: {
          Arn: { 'Fn::GetAtt': [expect.stringMatching(/^FailedCalls/), 'Arn'] },
        },
      },
    });
  });

  it('ticks as often as the deployer says, or never', () => {
    const stateOf = (refreshEvery: string) => {
      const schedule = only(templateOf({ refreshEvery }), 'AWS::Scheduler::Schedule');
      return [schedule.ScheduleExpression, schedule.State];
    };
    expect(stateOf('30 minutes')).toEqual(['rate(30 minutes)', 'ENABLED']);
    expect(stateOf('never')).toEqual(['rate(1 hour)', 'DISABLED']);
  });
});

describe('the stages', () => {
  it('lie side by side in one account: no name of dev is one of prod', () => {
    const namesIn = (stage: string): Set<string> =>
      new Set(
        JSON.stringify(templateOf({ stage }).toJSON()).match(/goldpan[-/](?:dev|prod)[\w.-]*/g),
      );
    expect(namesIn('prod').size).toBeGreaterThan(10);
    expect(namesIn('prod').isDisjointFrom(namesIn('dev'))).toBe(true);
  });

  it('crawl 50 batches at once in prod, with some concurrency to spare for direct calls', () => {
    const prod = templateOf({ stage: 'prod' });
    prod.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      ScalingConfig: { MaximumConcurrency: 50 },
    });
    prod.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 55 });
  });

  it('take nothing from a small account that has no concurrency to reserve', () => {
    const small = templateOf({ concurrency: '0' });
    expect(only(small, 'AWS::Lambda::Function')).not.toHaveProperty('ReservedConcurrentExecutions');
    small.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });

  it('are found by their tags', () => {
    for (const type of ['AWS::Lambda::Function', 'AWS::SQS::Queue', 'AWS::Logs::LogGroup']) {
      template.hasResourceProperties(type, {
        Tags: [
          { Key: 'application', Value: 'goldpan' },
          { Key: 'stage', Value: 'dev' },
        ],
      });
    }
  });
});

describe('the outputs', () => {
  it('are what goldpan fleet reads', () => {
    expect(Object.keys(template.findOutputs('*')).sort()).toEqual([
      'AlarmTopicArn',
      'DeadLetterUrl',
      'FunctionName',
      'LogGroupName',
      'QueueUrl',
      'SecretName',
    ]);
    template.hasOutput('SecretName', { Value: 'goldpan/dev' });
  });
});

describe('destroying the stack', () => {
  it('leaves nothing behind: what was crawled lies in the database, the secret outside', () => {
    const kept = Object.values(
      template.toJSON().Resources as Record<string, { DeletionPolicy?: string }>,
    )
      .map(({ DeletionPolicy }) => DeletionPolicy)
      .filter((policy) => policy !== undefined && policy !== 'Delete');
    expect(kept).toEqual([]);
  });
});
