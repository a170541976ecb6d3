import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { UserDocument } from '../../src/documents/user.ts';
import {
  type DeadLetter,
  type DeadLetterQueue,
  openDeadLetters,
} from '../../src/fleet/dead-letters.ts';
import { explain, sendBack } from '../../src/fleet/redrive.ts';
import type { CrawlMessage } from '../../src/queue/message.ts';
import { sqsQueue } from '../../src/queue/sqs.ts';
import { type SqsServer, startSqsServer } from '../queue/sqs-server.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

freshDatabase();

let sqs: SqsServer;
let dead: DeadLetterQueue;
let DeadLetterUrl: string;
let QueueUrl: string;

beforeAll(async () => {
  sqs = await startSqsServer();
});
afterAll(() => sqs.stop());

let count = 0;
beforeEach(async () => {
  count += 1;
  const attributes = { FifoQueue: 'true', VisibilityTimeout: '30' };
  DeadLetterUrl = sqs.server.createQueue(`dead-${count}.fifo`, { attributes }).queueUrl;
  QueueUrl = sqs.server.createQueue(`links-${count}.fifo`, { attributes }).queueUrl;
  dead = await openDeadLetters({ DeadLetterUrl, QueueUrl }, { client: async () => sqs.client });
});

const user = 'Mara Lindqvist';
const message = (link: string): CrawlMessage => ({
  user,
  link,
  depth: 1,
  since: '2026-11-24T10:00:00.000Z',
});

/** As SQS moves it there: with the deduplication id that it had. */
async function die(body: string | CrawlMessage, group = 'mara.example'): Promise<void> {
  if (typeof body !== 'string') {
    await sqsQueue(DeadLetterUrl, { client: async () => sqs.client }).follow([body]);
    return;
  }
  await sqs.client.send(
    new SendMessageCommand({
      QueueUrl: DeadLetterUrl,
      MessageBody: body,
      MessageGroupId: group,
      MessageDeduplicationId: Buffer.from(body).toString('hex').slice(0, 100),
    }),
  );
}

async function bodiesIn(url: string): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.client.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body = '' }) => Body));
  }
}

function clientThatDiesAt(command: string): SQSClient {
  const client = new SQSClient({
    endpoint: sqs.server.address,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === command) throw new Error('killed');
        return next(args);
      },
    { step: 'initialize' },
  );
  return client;
}

async function redriveAll(): Promise<DeadLetter[]> {
  const letters = await dead.receive();
  return [...(await sendBack(await Promise.all(letters.map(explain)), dead)).done];
}

describe('dead letters', () => {
  it('tell by the ledger why they died', async () => {
    const link = 'https://mara.example/tides';
    const { id: userId } = await UserDocument.getOrCreate({
      firstName: 'Mara',
      lastName: 'Lindqvist',
    });
    const failure = { reason: 'upstream', message: 'mara.example answered 503.', hint: 'Later.' };
    await CrawlDocument.record({ userId, link, state: 'failed', retry: 'later', ...failure });
    await die(message(link));
    const [letter] = await dead.receive();
    expect(letter && (await explain(letter))).toMatchObject({
      message: message(link),
      attempts: 1,
      code: 'upstream',
      reason: 'mara.example answered 503.',
      hint: 'Later.',
    });
  });

  it('of which the ledger knows nothing were broken off each time', async () => {
    await die(message('https://mara.example/never-done'));
    const [letter] = await dead.receive();
    expect(letter && (await explain(letter))).toMatchObject({ attempts: 0, code: 'broken_off' });
  });

  it.each([
    ['no JSON', 'hello', 'invalid_event'],
    ['JSON of another kind', '{"user": 7}', 'invalid_event'],
    ['a link to a private address', JSON.stringify(message('http://10.0.0.1/')), 'unsafe_url'],
    [
      'somebody without a name',
      JSON.stringify({ user: ' ', link: 'https://mara.example/' }),
      'invalid_event',
    ],
  ])('are shown as no message where they are %s', async (_what, body, code) => {
    await die(body);
    const [letter] = await dead.receive();
    const explained = letter && (await explain(letter));
    expect(explained).toMatchObject({ code });
    expect(explained).not.toHaveProperty('message');
  });

  it('go back to the queue though it has seen the same message within five minutes, and are dead no more', async () => {
    const given = message('https://mara.example/again');
    await sqsQueue(QueueUrl, { client: async () => sqs.client }).follow([given]);
    expect(await bodiesIn(QueueUrl)).toHaveLength(1);
    await sqs.client.send(
      new SendMessageCommand({
        QueueUrl: DeadLetterUrl,
        MessageBody: JSON.stringify(given),
        MessageGroupId: 'another.example',
        MessageDeduplicationId: 'as-it-was',
      }),
    );
    expect(await redriveAll()).toHaveLength(1);
    const other = await bodiesIn(QueueUrl);
    expect(other.map((body) => JSON.parse(body))).toEqual([given]);
    await expect(dead.receive()).resolves.toEqual([]);

    const user = await UserDocument.find({ firstName: 'Mara', lastName: 'Lindqvist' });
    const row = await CrawlDocument.find({ userId: user?.id ?? '', link: given.link });
    expect(row).toMatchObject({ state: 'queued', handedOverAt: expect.any(Date) });
  });

  it('are in the queue once when a redrive was killed after it had sent and before it could delete', async () => {
    await die(message('https://mara.example/killed'));
    using killed = await openDeadLetters(
      { DeadLetterUrl, QueueUrl },
      { client: async () => clientThatDiesAt('DeleteMessageBatchCommand') },
    );
    const letters = await killed.receive();
    const explained = await Promise.all(letters.map(explain));
    await expect(sendBack(explained, killed)).rejects.toThrow('killed');
    await killed.release(letters);

    expect(await redriveAll()).toHaveLength(1);
    expect(await bodiesIn(QueueUrl)).toHaveLength(1);
    await expect(dead.receive()).resolves.toEqual([]);
  });

  it('that SQS does not take stay among the dead', async () => {
    await die(message('https://mara.example/kept'));
    using broken = await openDeadLetters(
      { DeadLetterUrl, QueueUrl },
      { client: async () => clientThatDiesAt('SendMessageBatchCommand') },
    );
    const letters = await broken.receive();
    const explained = await Promise.all(letters.map(explain));
    await expect(sendBack(explained, broken)).rejects.toThrow('killed');
    await broken.release(letters);
    expect(await dead.receive()).toHaveLength(1);
  });

  it('of one site come round after round, until there are none', async () => {
    const links = ['a', 'b', 'c'].map((name) => `https://mara.example/${name}`);
    for (const link of links) await die(message(link));
    const sent: string[] = [];
    for (;;) {
      const round = await redriveAll();
      if (round.length === 0) break;
      sent.push(...round.map(({ body }) => JSON.parse(body).link));
    }
    expect(sent).toEqual(links);
  });

  it('that are no message stay, and go only when they are dropped', async () => {
    await die('hello');
    const letters = await dead.receive();
    await dead.release(letters);
    const again = await dead.receive();
    expect(again.map(({ body }) => body)).toEqual(['hello']);
    expect((await dead.drop(again)).done).toHaveLength(1);
    await expect(dead.receive()).resolves.toEqual([]);
  });
});
