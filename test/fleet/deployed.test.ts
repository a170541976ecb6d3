/** The app as `make deploy` leaves it, on an emulated AWS that enforces its policies, with the replica sites for an internet. */
import { randomUUID } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import {
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ResourceNotFoundException,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
} from '@aws-sdk/client-scheduler';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArticleDocument } from '../../src/documents/article.ts';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { type Ended, goldpan, through } from '../cli/goldpan.ts';
import { allSites } from '../sites/index.ts';
import { type ReplicaSites, startReplicaSites } from '../sites/replica.ts';
import { spaLinks, spaSite } from '../sites/spa.ts';
import { cdk, deployFleet, type Outputs, SECRET, STACK } from './deploy.ts';
import { type Cloud, REGION, startCloud } from './emulator.ts';
import { roleOf } from './execution-role.ts';
import { call, messagesIn, until, untilEmpty } from './queue.ts';
import { addUser, dropDatabase, snapshotOf, within } from './snapshot.ts';

const LINKS = 'demo/links.json';
const user = 'Mara Lindqvist';
const mongodbUri = process.env.MONGODB_URI ?? '';
const run = randomUUID().slice(0, 8);
const databases = { fleet: `fleet_${run}`, laptop: `laptop_${run}` };

let replica: ReplicaSites;
let cloud: Cloud;
let outputs: Outputs;

beforeAll(async () => {
  replica = await startReplicaSites([...allSites, spaSite]);
  const id = randomUUID();
  for (const name of Object.values(databases)) await addUser(name, id);
  cloud = await startCloud({
    functionEnv: {
      MONGODB_DATABASE: databases.fleet,
      PACE: '0',
      HTTPS_PROXY: replica.proxyUrl,
      HTTP_PROXY: replica.proxyUrl,
      NODE_EXTRA_CA_CERTS: replica.caPath,
    },
  });
  outputs = await deployFleet(cloud, { mongodbUri });
});
afterAll(async () => {
  await cloud?.stop();
  await replica?.close();
  for (const name of Object.values(databases)) await dropDatabase(name);
});

describe('make deploy', () => {
  it('leaves alarms, a dashboard and a schedule beside function and queues', async () => {
    const { StackResourceSummaries = [] } = await cloud.cloudformation.send(
      new ListStackResourcesCommand({ StackName: STACK }),
    );
    expect(new Set(StackResourceSummaries.map(({ ResourceStatus }) => ResourceStatus))).toEqual(
      new Set(['CREATE_COMPLETE']),
    );
    const count = (type: string): number =>
      StackResourceSummaries.filter(({ ResourceType }) => ResourceType === type).length;
    expect({
      alarms: count('AWS::CloudWatch::Alarm'),
      dashboards: count('AWS::CloudWatch::Dashboard'),
      functions: count('AWS::Lambda::Function'),
      layers: count('AWS::Lambda::LayerVersion'),
      schedules: count('AWS::Scheduler::Schedule'),
    }).toEqual({ alarms: 7, dashboards: 1, functions: 1, layers: 1, schedules: 1 });
  });
});

describe('make ingest', () => {
  it('crawls the demo as a laptop does: the same documents and the same ledger', async () => {
    const byFleet = await fleet('ingest', LINKS);
    const locally = await goldpan(['ingest', LINKS], {
      ...through(replica),
      MONGODB_DATABASE: databases.laptop,
    });
    // 1 is right: two of the links must fail.
    expect(locally.code, locally.stderr).toBe(1);
    expect(byFleet.code, byFleet.stdout + byFleet.stderr).toBe(1);
    const summary = '12 stored · 0 unchanged · 4 followed · 2 failed';
    expect(locally.stdout).toContain(summary);
    expect(byFleet.stdout).toContain(summary);

    const laptop = await snapshotOf(databases.laptop);
    expect(laptop.crawls).toHaveLength(18);
    expect(await snapshotOf(databases.fleet)).toEqual(laptop);
    expect(await messagesIn(cloud, outputs.QueueUrl)).toBe(0);
    expect(await messagesIn(cloud, outputs.DeadLetterUrl)).toBe(0);
  });

  it('leaves the connection string in the secret alone: no environment, template or log has it', async () => {
    const { Environment } = await cloud.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: outputs.FunctionName }),
    );
    const { TemplateBody } = await cloud.cloudformation.send(
      new GetTemplateCommand({ StackName: STACK }),
    );
    const logs = await logsOf(cloud);
    expect(Environment?.Variables).toMatchObject({ SETTINGS_SECRET: SECRET });
    expect(TemplateBody).toContain(SECRET);
    expect(logs).toContain('"message":"crawled"');
    for (const text of [JSON.stringify(Environment), TemplateBody, logs, cloud.output()]) {
      expect(text).not.toContain('mongodb://');
    }
  });
});

describe('make invoke', () => {
  it('gets the text of a page that is empty without its scripts, by the Chromium of the layer', async () => {
    const link = spaLinks.article;
    const { code, stdout } = await fleet('invoke', '--user', user, '--link', link);
    expect({ code, answer: JSON.parse(stdout.replace(/^200 /, '')) }).toMatchObject({
      code: 0,
      answer: { state: 'stored', documents: { stored: 1 } },
    });
    const article = await within(databases.fleet, () => ArticleDocument.find({ link }));
    expect(article?.content.Content).toContain('tide');
    for (const name of ['playwright-core', '@sparticuz/chromium']) {
      const [pid] = cloud.functions();
      expect(await realpath(`/proc/${pid}/cwd/node_modules/${name}`)).toMatch(
        new RegExp(`/layer_0/nodejs/node_modules/${name}$`),
      );
    }
  });
});

describe('what is due', () => {
  const links = {
    byTick: 'https://github.com/mara-lindqvist/tidepool',
    byCall: 'https://mara.example/notes/seven-cosines/',
  };

  it('is crawled again when the schedule calls, which is deployed to do so every hour', async () => {
    const { scheduler } = cloud;
    const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
    const [{ Name, GroupName } = {}] = Schedules;
    const { ScheduleExpression, FlexibleTimeWindow, Target, State } = await scheduler.send(
      new GetScheduleCommand({ Name, GroupName }),
    );
    expect({ ScheduleExpression, State, input: JSON.parse(Target?.Input ?? 'null') }).toEqual({
      ScheduleExpression: 'rate(1 hour)',
      State: 'ENABLED',
      input: { refresh: true },
    });

    await isDue(links.byTick);
    // A second one that differs in its time alone: the emulator looks every 10 s for schedules whose time has come.
    await scheduler.send(
      new CreateScheduleCommand({
        Name: `${Name}-now`,
        GroupName,
        FlexibleTimeWindow,
        Target,
        ScheduleExpression: `at(${new Date().toISOString().slice(0, 19)})`,
      }),
    );
    await untilCrawled(links.byTick, 2);
  });

  it('is crawled again when somebody calls with {"refresh": true}', async () => {
    await isDue(links.byCall);
    const { payload } = await call(cloud, outputs, { refresh: true });
    expect(payload).toEqual({
      statusCode: 200,
      body: { due: 1, queued: 1, crawled: 0, failed: 0, left: 0 },
    });
    await untilCrawled(links.byCall, 2);
  });

  async function isDue(link: string): Promise<void> {
    await within(databases.fleet, async () => {
      const crawls = await CrawlDocument.driver();
      await crawls.updateOne({ link }, { $set: { refresh_at: new Date(0) } });
    });
  }

  async function untilCrawled(link: string, attempts: number): Promise<void> {
    await within(databases.fleet, () =>
      until(async () => (await CrawlDocument.find({ link }))?.attempts === attempts, {
        withinMs: 40_000,
        what: `${link} to be crawled again`,
        cloud,
      }),
    );
    await untilEmpty(cloud, outputs);
    const row = await within(databases.fleet, () => CrawlDocument.find({ link }));
    expect(row).toMatchObject({ state: 'unchanged' });
    expect(row?.handedOverAt).toBeUndefined();
  }
});

describe('the function', () => {
  it('may do what it needs, as shown above, and is denied everything else', async () => {
    await cloud.secrets.send(
      new CreateSecretCommand({ Name: 'goldpan/prod', SecretString: 'of another stage' }),
    );
    const as = { endpoint: cloud.endpoint, region: REGION, credentials: roleOf(cloud) };
    const [sqs, secrets, lambda] = [
      new SQSClient(as),
      new SecretsManagerClient(as),
      new LambdaClient(as),
    ];
    const { QueueUrl, DeadLetterUrl, FunctionName } = outputs;
    const message = { MessageBody: '{}', MessageGroupId: 'a', MessageDeduplicationId: 'a' };
    const denied = {
      'send dead letters': sqs.send(
        new SendMessageCommand({ QueueUrl: DeadLetterUrl, ...message }),
      ),
      'take dead letters': sqs.send(new ReceiveMessageCommand({ QueueUrl: DeadLetterUrl })),
      'empty its queue': sqs.send(new PurgeQueueCommand({ QueueUrl })),
      'read another secret': secrets.send(new GetSecretValueCommand({ SecretId: 'goldpan/prod' })),
      'change its secret': secrets.send(
        new PutSecretValueCommand({ SecretId: SECRET, SecretString: '{}' }),
      ),
      'change itself': lambda.send(
        new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 1 }),
      ),
    };
    for (const [what, attempt] of Object.entries(denied)) {
      await expect(attempt, what).rejects.toThrow(/is not authorized to perform/);
    }
    expect(await secretOf(secrets)).toEqual({ MONGODB_URI: mongodbUri });
    for (const client of [sqs, secrets, lambda]) client.destroy();
  });
});

describe('make destroy', () => {
  it('takes everything down but the secret and the documents', async () => {
    const before = await snapshotOf(databases.fleet);
    await cdk(cloud, ['destroy', '--force']);

    await expect(
      cloud.cloudformation.send(new DescribeStacksCommand({ StackName: STACK })),
    ).rejects.toThrow(/does not exist/);
    await expect(call(cloud, outputs, { refresh: true })).rejects.toThrow(
      ResourceNotFoundException,
    );
    expect(await snapshotOf(databases.fleet)).toEqual(before);
    expect(await secretOf(cloud.secrets)).toEqual({ MONGODB_URI: mongodbUri });
  });
});

/** `goldpan fleet …`, as the Makefile calls it. */
const fleet = (...words: readonly string[]): Promise<Ended> =>
  goldpan(['fleet', ...words], { ...cloud.env, MONGODB_DATABASE: databases.fleet });

async function secretOf(secrets: SecretsManagerClient): Promise<unknown> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: SECRET }));
  return JSON.parse(SecretString ?? 'null');
}

/** What all functions have logged. */
async function logsOf({ logs }: Cloud): Promise<string> {
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: outputs.LogGroupName }),
  );
  return events.map(({ message }) => message).join('\n');
}
