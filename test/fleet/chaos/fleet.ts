/** A fleet of its own for tests that break it: its queue, its database and its sites are in the test's hand. */

import { randomUUID } from 'node:crypto';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { CrawlMessage } from '../../../src/queue/message.ts';
import { sqsQueue } from '../../../src/queue/sqs.ts';
import { type ReplicaSites, type Site, startReplicaSites } from '../../sites/replica.ts';
import { deployFleet, type Outputs } from '../deploy.ts';
import { type Cloud, REGION, startCloud } from '../emulator.ts';
import { type SqsWire, startSqsWire } from './sqs-wire.ts';
import { startTcpGate, type TcpGate } from './tcp-gate.ts';

export const USER = 'Mara Lindqvist';

export interface FleetToBreak extends AsyncDisposable {
  readonly cloud: Cloud;
  readonly outputs: Outputs;
  readonly replica: ReplicaSites;
  /** Between the function and SQS. */
  readonly wire: SqsWire;
  /** Between the function and the database. */
  readonly gate: TcpGate;
  /** Puts links into the queue, as an ingest does. @returns their messages */
  send(links: readonly string[]): Promise<CrawlMessage[]>;
  /** Puts something into the queue that need not be a message, into the group of a host; SQS takes it for a new one each time. */
  sendBody(body: string, host: string): Promise<void>;
  /** SIGKILL to every function that runs at the moment. */
  killFunctions(): void;
  /** Bodies of the dead letters, oldest first; they are left where they are. */
  deadLetters(): Promise<string[]>;
  /** All that the functions have logged. */
  logged(): Promise<string>;
  /** Paths that were asked of a host, robots.txt left out. */
  asked(host: string): string[];
}

/**
 * @param timeout seconds that an invocation may take; its deadline is half of what is below 20
 * @example
 * const fleet = await startFleet([blogs], { database, timeout: 10 });
 */
export async function startFleet(
  sites: readonly Site[],
  { database, timeout }: { readonly database: string; readonly timeout: number },
): Promise<FleetToBreak> {
  await using started = new AsyncDisposableStack();
  const replica = await startReplicaSites(sites);
  started.defer(() => replica.close());
  const mongodb = new URL(process.env.MONGODB_URI ?? '');
  const gate = started.use(await startTcpGate(Number(mongodb.port)));
  mongodb.port = String(gate.port);
  // A replica set would tell the driver the address behind the gate.
  mongodb.searchParams.set('directConnection', 'true');
  const cloud = started.use(
    await startCloud({
      // What is changed on the wire to SQS is not signed anew.
      enforceIam: false,
      functionEnv: {
        HTTPS_PROXY: replica.proxyUrl,
        NODE_EXTRA_CA_CERTS: replica.caPath,
        MONGODB_DATABASE: database,
        PACE: '0',
      },
    }),
  );
  const outputs = await deployFleet(cloud, {
    mongodbUri: mongodb.href,
    context: { timeout: String(timeout) },
  });
  const wire = started.use(await startSqsWire(cloud.endpoint));
  await leadThrough(wire, cloud, outputs);
  const links = sqsQueue(outputs.QueueUrl, { client: async () => cloud.sqs });
  const { endpoint, env } = cloud;
  const credentials = {
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
  };
  const logs = new CloudWatchLogsClient({ endpoint, region: REGION, credentials });
  started.defer(() => logs.destroy());
  const parts = started.move();
  return {
    cloud,
    outputs,
    replica,
    wire,
    gate,
    async send(given) {
      const since = new Date().toISOString();
      const messages = given.map((link) => ({ user: USER, link, depth: 0, since }));
      await links.follow(messages);
      return messages;
    },
    async sendBody(MessageBody, MessageGroupId) {
      await cloud.sqs.send(
        new SendMessageCommand({
          QueueUrl: outputs.QueueUrl,
          MessageBody,
          MessageGroupId,
          MessageDeduplicationId: randomUUID(),
        }),
      );
    },
    killFunctions() {
      for (const pid of cloud.functions()) process.kill(pid, 'SIGKILL');
    },
    async deadLetters() {
      const command = new ReceiveMessageCommand({
        QueueUrl: outputs.DeadLetterUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 0,
      });
      const { Messages = [] } = await cloud.sqs.send(command);
      return Messages.map(({ Body = '' }) => Body);
    },
    async logged() {
      const lines: (string | undefined)[] = [];
      let nextToken: string | undefined;
      do {
        const page = await logs.send(
          new FilterLogEventsCommand({ logGroupName: outputs.LogGroupName, nextToken }),
        );
        lines.push(...(page.events ?? []).map(({ message }) => message));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return lines.join('\n');
    },
    asked: (host) =>
      replica.requests
        .filter(({ url }) => url.hostname === host && url.pathname !== '/robots.txt')
        .map(({ url }) => url.pathname),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

/** The one thing that is changed of what was deployed: where the function believes its queue to be. */
async function leadThrough(wire: SqsWire, { lambda }: Cloud, outputs: Outputs): Promise<void> {
  const { FunctionName, QueueUrl } = outputs;
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const Variables = { ...Environment?.Variables, QUEUE_URL: wire.through(QueueUrl) };
  await lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }),
  );
}
