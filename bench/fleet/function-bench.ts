/** The real function on its bench: batches as SQS gives them, and what they cost. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BSON, MongoClient } from 'mongodb';
import { startEmbeddedServer } from '../../src/documents/embedded/index.ts';
import { messageGroup } from '../../src/queue/message-group.ts';
import { startSqsServer } from '../../test/queue/sqs-server.ts';
import { githubSite } from '../../test/sites/github.ts';
import { type Site, startReplicaSites } from '../../test/sites/replica.ts';
import { spaSite } from '../../test/sites/spa.ts';
import { type CommandCounter, countCommands } from './command-counter.ts';
import type { LinkCost } from './measured.ts';
import { BLOGS, capturedSite, feed } from './measured-sites.ts';
import { childrenOf, costOfTree } from './process-tree.ts';

/** Messages a batch, as the event source is set. */
export const BATCH = 5;
const ROOT = resolve(import.meta.dirname, '../..');

let bytesSent = 0;
/** Counts what a site answers with. */
const counted = (site: Site): Site => ({
  ...site,
  async answer(request) {
    const answer = await site.answer(request);
    bytesSent += Buffer.byteLength(answer?.body ?? '');
    return answer;
  },
});

export class FunctionBench {
  readonly #url: string;
  readonly #functionPid: () => Promise<number>;
  readonly #counter: CommandCounter;
  readonly #takeLog: () => number;
  readonly #client: MongoClient;
  readonly #database: string;
  #users = 0;
  /** Connections to the database that one function held at most. */
  connections = 0;

  constructor(parts: {
    url: string;
    functionPid: () => Promise<number>;
    counter: CommandCounter;
    takeLog: () => number;
    client: MongoClient;
    database: string;
  }) {
    this.#url = parts.url;
    this.#functionPid = parts.functionPid;
    this.#counter = parts.counter;
    this.#takeLog = parts.takeLog;
    this.#client = parts.client;
    this.#database = parts.database;
  }

  /** A person whose links are all new: what was stored for others is not unchanged for this one. */
  newUser(): string {
    this.#users += 1;
    return `Mara Lindqvist ${this.#users}`;
  }

  /** One batch; how long it took. */
  async invoke(user: string, links: readonly string[]): Promise<number> {
    const startedAt = performance.now();
    const response = await fetch(`${this.#url}/2015-03-31/functions/function/invocations`, {
      method: 'POST',
      body: JSON.stringify(sqsEvent(user, links)),
    });
    const answer = (await response.json()) as { batchItemFailures?: unknown[] };
    if (answer.batchItemFailures === undefined) {
      throw new Error(`the function failed: ${JSON.stringify(answer)}`);
    }
    return (performance.now() - startedAt) / 1_000;
  }

  /** CPU of the function since its process began. */
  async cpuMsSoFar(): Promise<number> {
    return Math.round((await costOfTree(await this.#functionPid())).cpuSeconds * 1_000);
  }

  /** @param people each of them has all of the links: for figures of links that there is only one of */
  async cost(people: number, links: readonly string[]): Promise<LinkCost> {
    const pid = await this.#functionPid();
    this.#counter.taken();
    this.#takeLog();
    bytesSent = 0;
    let peakMB = 0;
    const watch = setInterval(async () => {
      this.connections = Math.max(this.connections, this.#counter.connections);
      peakMB = Math.max(peakMB, (await costOfTree(pid)).memoryMB);
    }, 100);
    const before = await costOfTree(pid);
    const users = Array.from({ length: people }, () => this.newUser());
    for (const user of users) {
      for (let at = 0; at < links.length; at += BATCH) {
        await this.invoke(user, links.slice(at, at + BATCH));
      }
    }
    const after = await costOfTree(pid);
    clearInterval(watch);
    const commands = this.#counter.taken();
    const size = await this.#sizes(users[0] ?? '');
    const crawls = links.length * people;
    const each = (sum: number): number => Math.round((sum / crawls) * 100) / 100;
    return {
      links: crawls,
      cpuMs: each((after.cpuSeconds - before.cpuSeconds) * 1_000),
      peakMB: Math.round(Math.max(peakMB, after.memoryMB)),
      commands: Object.fromEntries(
        Object.entries(commands).map(([name, count]) => [name, each(count)]),
      ),
      logBytes: Math.round(each(this.#takeLog())),
      documentBytes: Math.round(size.documents / links.length),
      ledgerBytes: Math.round(size.ledger),
      pageBytes: Math.round(each(bytesSent)),
    };
  }

  async #sizes(user: string): Promise<{ documents: number; ledger: number }> {
    const db = this.#client.db(this.#database);
    const [first_name, ...rest] = user.split(' ');
    const person = await db.collection('users').findOne({ first_name, last_name: rest.join(' ') });
    const id = String(person?._id);
    let documents = 0;
    for (const name of ['articles', 'posts', 'repositories']) {
      for await (const found of db.collection(name).find({ author_id: id })) {
        documents += BSON.calculateObjectSize(found);
      }
    }
    const rows = await db.collection('crawls').find({ user_id: id }).toArray();
    const failed = rows.filter(({ state }) => state === 'failed');
    if (failed.length > 0)
      console.log(`  failed: ${failed.map(({ link, reason }) => `${link} ${reason}`).join(', ')}`);
    const ledger = rows.reduce((sum, row) => sum + BSON.calculateObjectSize(row), 0) / rows.length;
    return { documents, ledger };
  }
}

let messages = 0;
function sqsEvent(user: string, links: readonly string[]): object {
  return {
    Records: links.map((link) => {
      messages += 1;
      return {
        messageId: `message-${messages}`,
        receiptHandle: `handle-${messages}`,
        body: JSON.stringify({ user, link, depth: 1 }),
        attributes: { ApproximateReceiveCount: '1', MessageGroupId: messageGroup(link) },
        messageAttributes: {},
        md5OfBody: '',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:links.fifo',
        awsRegion: 'us-east-1',
      };
    }),
  };
}

/**
 * Starts the sites, a database, a queue and the function, and ends them all when the work is done.
 *
 * @param settings of the function, beside those that it needs
 */
export async function withFunction<Result>(
  settings: Readonly<Record<string, string>>,
  work: (bench: FunctionBench) => Promise<Result>,
): Promise<Result> {
  const dataDir = await mkdtemp(join(tmpdir(), 'goldpan-fleet-'));
  const replica = await startReplicaSites(
    [BLOGS, feed, spaSite, githubSite, capturedSite].map(counted),
  );
  const server = await startEmbeddedServer({ dataDir, toolsDir: resolve(ROOT, '.data') });
  const counter = await countCommands(server.uri);
  const sqs = await startSqsServer();
  const client = new MongoClient(server.uri);
  const database = 'fleet';
  const env = {
    HTTPS_PROXY: replica.proxyUrl,
    HTTP_PROXY: replica.proxyUrl,
    NO_PROXY: '127.0.0.1',
    NODE_EXTRA_CA_CERTS: replica.caPath,
    MONGODB_URI: counter.uri,
    MONGODB_DATABASE: database,
    // The name that the emulator gives itself is not in DNS.
    QUEUE_URL: sqs.server.address + new URL(sqs.queueUrl).pathname,
    AWS_ENDPOINT_URL: sqs.server.address,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    POWERTOOLS_METRICS_NAMESPACE: 'goldpan',
    POWERTOOLS_SERVICE_NAME: 'goldpan-dev',
    TMPDIR: dataDir,
    PATH: process.env.PATH ?? '',
    ...settings,
  };
  const child = fork(join(import.meta.dirname, 'local-lambda.ts'), [JSON.stringify(env)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let logged = 0;
  // Warnings and errors go to the other stream; CloudWatch takes both.
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      logged += chunk.length;
      if (process.env.SHOW_LOG !== undefined) process.stdout.write(chunk);
    });
  }
  try {
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    return await work(
      new FunctionBench({
        url,
        counter,
        client,
        database,
        functionPid: async () => (await childrenOf(child.pid ?? 0))[0] ?? Number.NaN,
        takeLog: () => {
          const taken = logged;
          logged = 0;
          return taken;
        },
      }),
    );
  } finally {
    child.disconnect();
    await once(child, 'exit');
    await client.close();
    counter.close();
    await sqs.stop();
    await server.stop();
    await replica.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
