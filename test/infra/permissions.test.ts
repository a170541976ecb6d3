import { Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { beforeAll, describe, expect, it } from 'vitest';
import { appOf, only, type Statement, statementsOf, templateOf } from './template.ts';

const NETWORK = {
  subnetIds: 'subnet-0a1b2c3d4e5f60718,subnet-0a1b2c3d4e5f60719',
  securityGroupIds: 'sg-0a1b2c3d4e5f60718',
};

let template: Template;

beforeAll(() => {
  template = templateOf();
});

const text = (value: unknown): string => JSON.stringify(value);
const actionsOf = (statements: readonly Statement[]): string[] =>
  [...new Set(statements.flatMap(({ Action }) => Action))].sort();
const on = (statements: readonly Statement[], resource: string): Statement[] =>
  statements.filter(({ Resource }) => text(Resource).includes(resource));

describe('the role of the function', () => {
  it('may use its queue, its log and its one secret, and nothing else', () => {
    const statements = statementsOf(template, 'AWS::IAM::Policy', 'CrawlerRole');
    expect(actionsOf(on(statements, 'Links'))).toEqual([
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
    ]);
    expect(actionsOf(on(statements, 'CrawlerLog'))).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
    expect(actionsOf(on(statements, 'FailedCalls'))).toEqual(['sqs:SendMessage']);
    expect(actionsOf(on(statements, ':secret:goldpan/dev-??????'))).toEqual([
      'secretsmanager:GetSecretValue',
    ]);
    expect(statements).toHaveLength(4);
  });
});

describe('the role of the scheduler', () => {
  it('may call this function and keep what it could not deliver, and nothing else', () => {
    const statements = statementsOf(template, 'AWS::IAM::Policy', 'SchedulerRole');
    expect(actionsOf(on(statements, 'Crawler'))).toEqual(['lambda:InvokeFunction']);
    expect(actionsOf(on(statements, 'FailedCalls'))).toContain('sqs:SendMessage');
    expect(statements).toHaveLength(2);
  });

  it('is lent to the schedules of this stage only, not to those of other accounts', () => {
    const trust = Object.entries(template.findResources('AWS::IAM::Role'))
      .filter(([id]) => id.startsWith('SchedulerRole'))
      .map(([, { Properties }]) => Properties.AssumeRolePolicyDocument.Statement);
    expect(trust).toEqual([
      [
        expect.objectContaining({
          Principal: { Service: 'scheduler.amazonaws.com' },
          Condition: {
            StringEquals: {
              'aws:SourceAccount': { Ref: 'AWS::AccountId' },
              'aws:SourceArn': { 'Fn::GetAtt': [expect.stringMatching(/^Schedules/), 'Arn'] },
            },
          },
        }),
      ],
    ]);
  });
});

describe('every role', () => {
  it('has no wildcard and no policy of AWS', () => {
    for (const { Effect, Action, Resource } of statementsOf(template, 'AWS::IAM::Policy')) {
      expect(Effect).toBe('Allow');
      expect(text([Action, Resource])).not.toContain('*');
    }
    for (const { Properties } of Object.values(template.findResources('AWS::IAM::Role'))) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });
});

describe('a permission on everything', () => {
  it('stops the deployment unless its reason is written beside it', () => {
    appOf({}, (app) => {
      const role = new Role(new Stack(app, 'Careless'), 'Role', {
        assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      });
      role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'] }));
      expect(() => app.synth()).toThrow('The IAM entity contains wildcard permissions');
    });
  });
});

describe('queues and topic', () => {
  const refusals = (statements: readonly Statement[]): Statement[] =>
    statements.filter(
      ({ Effect, Condition }) =>
        Effect === 'Deny' && text(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
    );

  it('are encrypted, and refuse whoever comes without TLS', () => {
    const queues = Object.values(template.findResources('AWS::SQS::Queue'));
    expect(queues.map(({ Properties }) => Properties.SqsManagedSseEnabled)).toEqual([
      true,
      true,
      true,
    ]);
    expect(refusals(statementsOf(template, 'AWS::SQS::QueuePolicy'))).toHaveLength(3);
    expect(refusals(statementsOf(template, 'AWS::SNS::TopicPolicy'))).toHaveLength(1);
  });

  it('let the alarms of this account speak, although the topic has a policy', () => {
    expect(statementsOf(template, 'AWS::SNS::TopicPolicy')).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    );
  });
});

describe('a network of one’s own', () => {
  it('is not used unless it is given', () => {
    expect(only(template, 'AWS::Lambda::Function')).not.toHaveProperty('VpcConfig');
  });

  it('holds the function, whose code may not touch it', () => {
    const inside = templateOf(NETWORK);
    expect(only(inside, 'AWS::Lambda::Function').VpcConfig).toEqual({
      SubnetIds: ['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719'],
      SecurityGroupIds: ['sg-0a1b2c3d4e5f60718'],
    });
    const [allowed, denied] = statementsOf(inside, 'AWS::IAM::Policy', 'CrawlerRole').filter(
      ({ Resource }) => Resource === '*',
    );
    expect(actionsOf(allowed ? [allowed] : [])).toEqual([
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ]);
    expect(denied).toMatchObject({ Effect: 'Deny', Action: allowed?.Action });
    expect(text(denied?.Condition)).toContain('lambda:SourceFunctionArn');
  });
});
