import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { queueUnlessAttempted } from '../../src/documents/queue-crawls.ts';
import { UserDocument } from '../../src/documents/user.ts';
import { UpstreamError } from '../../src/errors.ts';
import { handingOver as handOverWith } from '../../src/pipeline/hand-over.ts';
import type { CrawlMessage, Follow } from '../../src/queue/message.ts';
import { sqsQueue } from '../../src/queue/sqs.ts';
import { type SqsServer, startSqsServer } from '../queue/sqs-server.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

freshDatabase();

const MINUTE = 60_000;
const ago = (ms: number): Date => new Date(Date.now() - ms);
/** When the ingest began. */
let since: string;
let userId: string;
let sqs: SqsServer;
let send: Follow;

beforeAll(async () => {
  sqs = await startSqsServer();
  send = sqsQueue(sqs.queueUrl, { client: async () => sqs.client }).follow;
  const { id } = await UserDocument.getOrCreate({ firstName: 'Mara', lastName: 'Lindqvist' });
  userId = id;
});
afterAll(() => sqs.stop());
beforeEach(async () => {
  taken = [];
  sqs.server.reset();
  await (await CrawlDocument.driver()).deleteMany({});
  since = ago(MINUTE).toISOString();
});

const handingOver = (to: Follow, signal = new AbortController().signal) => handOverWith(to, signal);
const link = (n: number): string => `https://mara.example/${n}`;
const links = (count: number): CrawlMessage[] =>
  Array.from({ length: count }, (_, n) => ({
    user: 'Mara Lindqvist',
    link: link(n),
    depth: 1,
    since,
  }));
const withoutSince = (messages: readonly CrawlMessage[]): CrawlMessage[] =>
  messages.map(({ since: _, ...message }) => message);
const sent = (): string[] =>
  (sqs.server.inspectQueue(sqs.queueName)?.messages.ready ?? [])
    .map(({ body }) => JSON.parse(body).link)
    .toSorted();
/** A queue that has forgotten what it took, as SQS has after five minutes. */
let taken: string[];
const forgetful: Follow = async (messages) => void taken.push(...messages.map((m) => m.link));
const rows = () => Array.fromAsync(CrawlDocument.bulkFind());
const record = (
  n: number,
  attemptedAt: Date,
  outcome: Partial<Parameters<typeof CrawlDocument.record>[0]> = {},
): Promise<void> =>
  CrawlDocument.record({ userId, link: link(n), state: 'stored', attemptedAt, ...outcome });

describe('found links on their way to the queue', () => {
  it('are noted, sent and noted as handed over, with their depth', async () => {
    await handingOver(send)(links(125));
    expect(sent()).toHaveLength(125);
    for (const row of await rows()) {
      expect(row).toMatchObject({
        state: 'queued',
        depth: 1,
        handedOverAt: expect.any(Date),
        refreshAt: expect.any(Date),
      });
    }
  });

  it('lie there once, where their source is crawled twice at the same moment', async () => {
    await Promise.all([handingOver(send)(links(25)), handingOver(send)(links(25))]);
    expect(sent()).toHaveLength(25);
    expect(await rows()).toHaveLength(25);
  });

  it('lie there once, where their source comes again after SQS has forgotten them', async () => {
    await handingOver(send)(links(5));
    await handingOver(forgetful)(links(5));
    expect(taken).toEqual([]);
  });

  it('are sent when their source comes again, where the queue could not be reached', async () => {
    const away: Follow = () => Promise.reject(new UpstreamError('The queue could not be used'));
    await expect(handingOver(away)(links(3))).rejects.toThrow(UpstreamError);
    expect(await rows()).toMatchObject([
      { state: 'queued' },
      { state: 'queued' },
      { state: 'queued' },
    ]);
    await handingOver(send)(links(3));
    expect(sent()).toHaveLength(3);
  });

  it('are not lost and not doubled, where the process died between two batches', async () => {
    let batches = 0;
    const dying: Follow = async (messages) => {
      batches += 1;
      await send(messages.slice(0, 40));
      if (batches === 2) throw new UpstreamError('The connection broke off');
    };
    await expect(handingOver(dying)(links(125))).rejects.toThrow('broke off');
    await handingOver(send)(links(125));
    expect(new Set(sent()).size).toBe(sent().length);
    // The first hundred count as handed over: this queue has taken 40 of them and lost the others.
    expect(sent()).toHaveLength(40 + 25);
  });

  it('are handed over in several invocations, where one has not the time', async () => {
    await expect(handingOver(send, AbortSignal.abort())(links(250))).rejects.toMatchObject({
      code: 'aborted',
      message: expect.stringContaining('100 of 250'),
    });
    expect(sent()).toHaveLength(100);
    await expect(handingOver(send, AbortSignal.abort())(links(250))).rejects.toThrow('200 of 250');
    await handingOver(send)(links(250));
    expect(sent()).toHaveLength(250);
  });

  it('stay out of it where they were done since the ingest began', async () => {
    await record(0, new Date());
    await record(1, ago(10 * MINUTE));
    await record(2, new Date(), { state: 'failed', reason: 'not_found', retry: 'never' });
    await handingOver(send)(links(4));
    expect(sent()).toEqual([link(1), link(3)]);
    const states = Object.fromEntries((await rows()).map((row) => [row.link, row.state]));
    expect(states).toEqual({
      [link(0)]: 'stored',
      [link(1)]: 'queued',
      [link(2)]: 'failed',
      [link(3)]: 'queued',
    });
  });

  it('never wait for ever: one that another source found and that is done by now stays done', async () => {
    await handingOver(send)(links(1));
    await record(0, new Date());
    // What a second source does that had read the ledger before.
    await queueUnlessAttempted([{ userId, link: link(0), depth: 1 }], new Date(since));
    expect(await rows()).toMatchObject([{ state: 'stored' }]);
    expect((await rows())[0]).not.toHaveProperty('handedOverAt');
  });

  it('are not sent again while they wait for their next try; they are once they lie among the dead letters', async () => {
    const failed = { state: 'failed', reason: 'upstream', retry: 'later' } as const;
    await handingOver(send)(links(2));
    await record(0, new Date(), { ...failed, handedOverAt: new Date(since) });
    await record(1, new Date(), failed);
    await handingOver(forgetful)(links(2));
    expect(taken).toEqual([link(1)]);
  });

  it('are sent by another ingest, whatever the one before has handed over', async () => {
    await handingOver(send)(links(2));
    since = new Date(Date.now() + 1).toISOString();
    await handingOver(send)(links(2));
    expect(sent()).toEqual([link(0), link(0), link(1), link(1)]);
  });

  it('of a direct event are handed over once in half a day, unless they were crawled in between', async () => {
    const found = withoutSince(links(3));
    await handingOver(send)(found);
    await record(0, new Date());
    await record(1, ago(6 * MINUTE));
    // Number 0 was done a moment ago: SQS would drop it. Number 1 was done before that; number 2 lies there still.
    await handingOver(forgetful)(found);
    expect(taken).toEqual([link(1)]);
  });

  it('of several people are kept apart', async () => {
    await handingOver(send)([...links(1), ...links(1).map((m) => ({ ...m, user: 'Ada Holm' }))]);
    expect(sent()).toEqual([link(0), link(0)]);
    expect(new Set((await rows()).map((row) => row.userId)).size).toBe(2);
  });
});
