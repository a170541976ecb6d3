import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { UserDocument } from '../../src/documents/user.ts';
import { InvalidEventError } from '../../src/errors.ts';
import { handOver } from '../../src/fleet/hand-over.ts';
import type { CrawlMessage } from '../../src/queue/message.ts';
import { sqsQueue } from '../../src/queue/sqs.ts';
import { type SqsServer, startSqsServer } from '../queue/sqs-server.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

freshDatabase();

let sqs: SqsServer;
beforeAll(async () => {
  sqs = await startSqsServer();
});
afterAll(() => sqs.stop());

const running = new AbortController().signal;
let person = 0;
let user = '';
beforeEach(() => {
  person += 1;
  user = `Mara Lindqvist ${person}`;
});

const links = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `https://blog-${person}-${index}.example/`);
const enqueue = (messages: readonly CrawlMessage[]): Promise<void> =>
  sqsQueue(sqs.queueUrl, { client: async () => sqs.client }).follow(messages);

/** What has come, taken out of the queue: a message in flight would hold back all others of its group. */
async function received(): Promise<CrawlMessage[]> {
  const messages: CrawlMessage[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.client.send(
      new ReceiveMessageCommand({ QueueUrl: sqs.queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return messages;
    for (const { Body = '', ReceiptHandle } of Messages) {
      messages.push(JSON.parse(Body) as CrawlMessage);
      await sqs.client.send(new DeleteMessageCommand({ QueueUrl: sqs.queueUrl, ReceiptHandle }));
    }
  }
}

async function rows() {
  const { id: userId } = await UserDocument.getOrCreate({
    firstName: 'Mara',
    lastName: `Lindqvist ${person}`,
  });
  return Array.fromAsync(CrawlDocument.bulkFind({ userId }));
}

describe('links on their way to the fleet', () => {
  it('lie in the queue with the time of the ingest, and in the ledger as handed over', async () => {
    const now = new Date();
    const people = [{ user, links: links(23) }];
    const handed = await handOver(people, { enqueue, now, signal: running });
    expect(handed).toMatchObject({ since: now, done: [], duplicates: [], unsent: 0 });
    expect([...handed.users.values()]).toEqual([user]);
    const messages = await received();
    expect(messages.map(({ link }) => link).sort()).toEqual(links(23).sort());
    expect(new Set(messages.map(({ since }) => since))).toEqual(new Set([now.toISOString()]));
    const noted = await rows();
    expect(noted).toHaveLength(23);
    for (const row of noted) {
      expect(row).toMatchObject({ state: 'queued', handedOverAt: now });
    }
  });

  it('go there once in one form, however often and in whatever form they are given', async () => {
    const [link = ''] = links(1);
    const people = [{ user, links: [link, `${link}?utm_source=feed`, `${link}#notes`] }];
    const { duplicates } = await handOver(people, { enqueue, now: new Date(), signal: running });
    expect(duplicates).toEqual([`${link}?utm_source=feed`, `${link}#notes`]);
    expect(await received()).toHaveLength(1);
  });

  it('are refused together where an export archive is among them', async () => {
    const people = [{ user, links: [...links(1), 'file:///home/mara/medium%20export.zip'] }];
    const refused = handOver(people, { enqueue, now: new Date(), signal: running });
    await expect(refused).rejects.toThrow(InvalidEventError);
    await expect(refused).rejects.toThrow('/home/mara/medium export.zip');
    expect(await received()).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('are gone on with after a stop: what was not sent is sent, with the time of the first ingest', async () => {
    const people = [{ user, links: links(150) }];
    const stop = new AbortController();
    const first = await handOver(people, {
      enqueue: async (messages) => {
        await enqueue(messages);
        stop.abort();
      },
      now: new Date(),
      signal: stop.signal,
    });
    expect(first.unsent).toBe(50);
    expect(await received()).toHaveLength(100);

    const now = new Date(Date.now() + 60_000);
    const second = await handOver(people, { enqueue, now, signal: running });
    expect(second).toMatchObject({ since: first.since, unsent: 0 });
    const messages = await received();
    expect(messages).toHaveLength(50);
    expect(new Set(messages.map(({ since }) => since))).toEqual(
      new Set([first.since.toISOString()]),
    );
  });

  it('that were done when the ingest was interrupted are not sent again', async () => {
    const people = [{ user, links: links(2) }];
    await handOver(people, { enqueue, now: new Date(), signal: running });
    await received();
    const [row] = await rows();
    if (row === undefined) throw new Error('There is no row');
    const { userId, link } = row;
    await CrawlDocument.record({ userId, link, state: 'stored', platform: 'blog', documents: 1 });

    const { done } = await handOver(people, { enqueue, now: new Date(), signal: running });
    expect(done).toMatchObject([{ link, state: 'stored' }]);
    expect(await received()).toEqual([]);
  });

  it('are all sent again when nothing of the ingest before is left', async () => {
    const people = [{ user, links: links(1) }];
    const before = await handOver(people, { enqueue, now: new Date(), signal: running });
    const [row] = await rows();
    if (row === undefined) throw new Error('There is no row');
    await CrawlDocument.record({ userId: row.userId, link: row.link, state: 'unchanged' });
    await received();
    const now = new Date(Date.now() + 1_000);
    const again = await handOver(people, { enqueue, now, signal: running });
    expect(again.since > before.since).toBe(true);
    expect(await received()).toHaveLength(1);
  });

  it('keep their row waiting, and not handed over, when SQS does not take them', async () => {
    const people = [{ user, links: links(1) }];
    const refusing = sqsQueue(`${sqs.queueUrl}-gone.fifo`, { client: async () => sqs.client });
    await expect(
      handOver(people, { enqueue: refusing.follow, now: new Date(), signal: running }),
    ).rejects.toThrow('could not be used');
    expect(await rows()).toMatchObject([{ state: 'queued' }]);
    expect((await rows())[0]).not.toHaveProperty('handedOverAt');

    await handOver(people, { enqueue, now: new Date(), signal: running });
    expect(await received()).toHaveLength(1);
  });
});
