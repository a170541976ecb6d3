import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { StorageError } from '../../src/errors.ts';
import type { HandlerDeps } from '../../src/handlers/handler.ts';
import { queueInLedger } from '../../src/pipeline/ledger.ts';
import { sqsQueue } from '../../src/queue/sqs.ts';
import { type SqsServer, startSqsServer } from '../queue/sqs-server.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { captureLog } from './captured-log.ts';
import { failed, handlerOf, lambdaContext, outcome, type Pipeline } from './invocation.ts';

freshDatabase();

const user = 'Mara Lindqvist';
const DAY = 86_400_000;

let sqs: SqsServer;
captureLog();
beforeAll(async () => {
  sqs = await startSqsServer();
});
afterAll(() => sqs.stop());
beforeEach(async () => {
  sqs.server.reset();
  await (await CrawlDocument.driver()).deleteMany({});
});

const untouched: Pipeline = () => Promise.reject(new TypeError('nothing may be crawled'));

/** Links that were crawled so many days ago and have been due for one. */
async function crawledBefore(links: readonly string[], days = 2): Promise<void> {
  await queueInLedger(links.map((link) => ({ user, link, depth: 0 })));
  const $set = {
    state: 'stored',
    attempted_at: new Date(Date.now() - days * DAY),
    refresh_at: new Date(Date.now() - DAY),
  };
  await (await CrawlDocument.driver()).updateMany({ link: { $in: [...links] } }, { $set });
}

const tick = (
  event: unknown,
  crawlLink: Pipeline = untouched,
  deps: Partial<HandlerDeps> = {},
  remainingMs = 60_000,
) => handlerOf(crawlLink, { queueInLedger, ...deps })(event, lambdaContext(remainingMs));

describe('the tick of a schedule, with a queue', () => {
  const queue = () => sqsQueue(sqs.queueUrl, { client: async () => sqs.client });
  const queuedLinks = (): unknown[] =>
    (sqs.server.inspectQueue(sqs.queueName)?.messages.ready ?? []).map(({ body }) =>
      JSON.parse(body),
    );

  it('hands over what is due, once, and says how many there were', async () => {
    await crawledBefore(['https://a.example/1', 'https://b.example/1']);
    await expect(tick({ refresh: true }, untouched, { queue: queue() })).resolves.toEqual({
      statusCode: 200,
      body: { due: 2, queued: 2, crawled: 0, failed: 0, left: 0 },
    });
    expect(queuedLinks()).toHaveLength(2);
    expect(queuedLinks()).toContainEqual({
      user,
      link: 'https://a.example/1',
      depth: 0,
      refresh: true,
      since: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    // The next tick comes before the queue is empty.
    await expect(tick({ refresh: true }, untouched, { queue: queue() })).resolves.toMatchObject({
      body: { due: 0, queued: 0, left: 0 },
    });
  });

  it('with an age, what was crawled longer ago', async () => {
    await crawledBefore(['https://a.example/old'], 8);
    await crawledBefore(['https://b.example/old'], 6);
    const event = { refresh: { olderThan: '7d' }, time: '2026-11-24T06:00:00Z' };
    const answer = await tick(event, untouched, { queue: queue() });
    expect(answer).toMatchObject({ statusCode: 200, body: { due: 1, queued: 1 } });
    expect(queuedLinks()).toMatchObject([{ link: 'https://a.example/old' }]);
  });

  it('takes three thousand at most, and says how many are left', async () => {
    // The ledger's own part (oldest first, up to a limit) is in refresh.test.ts; here a real one would take its time to fill.
    const handed: string[] = [];
    const answer = await tick({ refresh: true }, untouched, {
      queue: {
        follow: async (messages) => void handed.push(...messages.map(({ link }) => link)),
        postpone: async () => undefined,
      },
      ledger: {
        dueLinks: async ({ limit = 5_000 }) => ({
          links: Array.from({ length: limit }, (_, n) => ({
            id: String(n),
            message: { user, link: `https://a.example/${n}`, depth: 0 },
          })),
          total: 3_005,
        }),
        handedOver: async () => undefined,
      },
    });
    expect(answer).toMatchObject({ body: { due: 3_005, queued: 3_000, left: 5 } });
    expect(new Set(handed).size).toBe(3_000);
  });

  it('near the time-out leaves the rest for the next one', async () => {
    await crawledBefore(Array.from({ length: 250 }, (_, n) => `https://a.example/${n}`));
    const answer = await tick(
      { refresh: true },
      untouched,
      {
        queue: {
          follow: () => new Promise((resolve) => setTimeout(resolve, 1_100)),
          postpone: async () => undefined,
        },
      },
      2_000,
    );
    expect(answer).toMatchObject({ body: { due: 250, queued: 100, left: 150 } });
  });

  it('a queue that cannot be reached is thrown, and what it did not take stays due', async () => {
    await crawledBefore(['https://a.example/away']);
    const away = sqsQueue(`${sqs.queueUrl}-of-nobody`, { client: async () => sqs.client });
    await expect(tick({ refresh: true }, untouched, { queue: away })).rejects.toThrow('queue');
    const again = await tick({ refresh: true }, untouched, { queue: queue() });
    expect(again).toMatchObject({ body: { due: 1, queued: 1 } });
  });

  it('carries to the crawler of the message that only news is wanted', async () => {
    const requests: unknown[] = [];
    const message = { user, link: 'https://a.example/', depth: 0, refresh: true };
    const record = {
      messageId: 'one',
      receiptHandle: 'handle',
      body: JSON.stringify(message),
      eventSource: 'aws:sqs',
    };
    await tick({ Records: [record] }, async (request) => {
      requests.push(request);
      return outcome(request);
    });
    expect(requests).toEqual([message]);
  });
});

describe('the tick of a schedule, without a queue', () => {
  it('crawls what is due in the same invocation, and what new it leads to', async () => {
    await crawledBefore(['https://a.example/', 'https://b.example/1', 'https://b.example/2']);
    const crawled: unknown[] = [];
    const answer = await tick({ refresh: true }, async (request, { follow }) => {
      const { link } = request;
      crawled.push(request);
      if (link.endsWith('/2')) return failed(link, { code: 'blocked' });
      if (link === 'https://a.example/') {
        await follow([{ user, link: 'https://a.example/new', depth: 1, refresh: true }]);
      }
      return outcome({ link });
    });
    expect(answer).toEqual({
      statusCode: 200,
      body: { due: 3, queued: 0, crawled: 3, failed: 1, left: 0 },
    });
    expect(crawled).toContainEqual({
      user,
      link: 'https://a.example/new',
      depth: 1,
      refresh: true,
    });
  });

  it('ends before the time is up, and says how many are left', async () => {
    await crawledBefore(Array.from({ length: 30 }, (_, n) => `https://site-${n}.example/`));
    const startedAt = Date.now();
    const answer = await tick(
      { refresh: true },
      async ({ link }, { signal }) => {
        if (link === 'https://site-0.example/') return outcome({ link });
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        return failed(link, { code: 'aborted', retry: 'later' });
      },
      {},
      2_000,
    );
    expect(Date.now() - startedAt).toBeLessThan(2_000);
    expect(answer).toMatchObject({ statusCode: 200, body: { due: 30, queued: 0, failed: 0 } });
    const { body } = answer as { body: { crawled: number; left: number } };
    expect(body.crawled + body.left).toBe(30);
    expect(body.crawled).toBeLessThanOrEqual(1);
  });

  it('throws when the database is away', async () => {
    const away = () => Promise.reject(new StorageError('The database did not answer.'));
    const ledger = { dueLinks: away, handedOver: away };
    await expect(tick({ refresh: true }, untouched, { ledger })).rejects.toThrow(StorageError);
  });
});

describe('a tick that is none', () => {
  it.each([
    [{ refresh: false }],
    [{ refresh: 'yes' }],
    [{ refresh: { olderThan: 'a week' } }],
    [{ refresh: { olderThan: 7 } }],
    [{ refresh: { olderthan: '7d' } }],
  ])('%j is answered 400 with what it takes, and nothing is read', async (event) => {
    await expect(tick(event)).resolves.toEqual({
      statusCode: 400,
      body: {
        code: 'invalid_event',
        message: expect.stringContaining('refresh must be true or an object'),
        hint: expect.stringContaining('{"refresh": {"olderThan": "7d"}}'),
      },
    });
  });

  it('a direct event may have a field of that name', async () => {
    const event = { user, link: 'https://a.example/', refresh: true };
    await expect(tick(event, async ({ link }) => outcome({ link }))).resolves.toMatchObject({
      body: { state: 'stored' },
    });
  });
});
