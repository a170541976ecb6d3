import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GoldpanStack } from '../../infra/stack.ts';

const statements = z.array(
  z.object({
    Effect: z.string(),
    Action: z.union([z.string(), z.array(z.string())]),
    Resource: z.unknown(),
  }),
);

let bundle: string;
let template: Template;

beforeAll(async () => {
  bundle = await mkdtemp(join(tmpdir(), 'bundle-'));
  await writeFile(join(bundle, 'index.mjs'), 'export const handler = () => undefined;');
  template = Template.fromStack(new GoldpanStack(new App(), 'Goldpan', { bundle }));
});
afterAll(() => rm(bundle, { recursive: true }));

describe('the deployed fleet', () => {
  it('is one Lambda on Node 24 that knows its queue', () => {
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Architectures: ['x86_64'],
      Timeout: 300,
      Environment: { Variables: { QUEUE_URL: { Ref: Match.stringLikeRegexp('^Links') } } },
    });
  });

  it('is fed by the queue, and acknowledges message by message', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Links'), 'Arn'] },
    });
  });

  it('keeps a message hidden for longer than an invocation may take, then tries again, then keeps it as a dead letter', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      VisibilityTimeout: 6 * 300,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeadLetters'), 'Arn'] },
        maxReceiveCount: 5,
      },
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });

  it('has no password in its template: the connection string is read from a secret', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: { MONGODB_URI: Match.stringLikeRegexp('^{{resolve:secretsmanager:') },
      },
    });
  });

  it('may do what it needs, on its own resources, and nothing else', () => {
    const policies = Object.values(template.findResources('AWS::IAM::Policy'));
    const allowed = policies.flatMap(({ Properties }) =>
      statements.parse(Properties.PolicyDocument.Statement),
    );
    const actions = new Set(allowed.flatMap(({ Action }) => Action));
    expect([...actions].sort()).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
    ]);
    for (const { Effect, Resource } of allowed) {
      expect(Effect).toBe('Allow');
      expect(JSON.stringify(Resource)).not.toContain('*');
    }
    const roles = Object.values(template.findResources('AWS::IAM::Role'));
    expect(roles.map(({ Properties }) => Properties.ManagedPolicyArns)).toEqual([undefined]);
  });

  it('forgets its logs after a month', () => {
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });
});
