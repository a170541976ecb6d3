import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidEventError, StorageError } from '../../src/errors.ts';
import { type SqsQueue, sqsQueue } from '../../src/queue/sqs.ts';
import { type SqsServer, startSqsServer } from '../queue/sqs-server.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { captureLog } from './captured-log.ts';
import {
  failed,
  handlerOf,
  lambdaContext,
  outcome,
  type Pipeline,
  sqsRecord,
} from './invocation.ts';

freshDatabase();

const user = 'Mara Lindqvist';
const body = (link: string): string => JSON.stringify({ user, link, depth: 1 });

let sqs: SqsServer;
const log = captureLog();
beforeAll(async () => {
  sqs = await startSqsServer();
});
afterAll(() => sqs.stop());

const handle = async (
  crawlLink: Pipeline,
  records: readonly SQSRecord[],
  { remainingMs = 60_000, queue }: { remainingMs?: number; queue?: SqsQueue } = {},
) => {
  const handler = handlerOf(crawlLink, { queue });
  return handler({ Records: records }, lambdaContext(remainingMs));
};
const returning = (...records: (SQSRecord | undefined)[]) => ({
  batchItemFailures: records.map((record) => ({ itemIdentifier: record?.messageId })),
});

describe('a batch of queue messages', () => {
  it('is acknowledged message by message: only what may succeed later goes back', async () => {
    const records = [
      sqsRecord(body('https://a.example/stored'), 'a.example'),
      sqsRecord(body('https://b.example/gone'), 'b.example'),
      sqsRecord(body('https://c.example/down'), 'c.example'),
    ];
    const answer = await handle(async ({ link }) => {
      if (link.includes('gone')) return failed(link, { code: 'not_found' });
      if (link.includes('down')) return failed(link, { code: 'upstream', retry: 'later' });
      return outcome({ link });
    }, records);
    expect(answer).toEqual(returning(records[2]));
  });

  it('carries user, link and depth to the pipeline', async () => {
    const requests: unknown[] = [];
    await handle(
      async (request) => {
        requests.push(request);
        return outcome(request);
      },
      [sqsRecord(body('https://a.example/'), 'a.example')],
    );
    // Without a `since` of its own, what was done since it was sent was done for it.
    const since = '1970-01-01T00:00:00.000Z';
    expect(requests).toEqual([{ user, link: 'https://a.example/', depth: 1, since }]);
  });

  it('meets a site with one link at a time, and sites side by side', async () => {
    const inFlight = new Map<string, number>();
    let mostSites = 0;
    const records = ['a', 'b', 'c'].flatMap((site) =>
      [1, 2].map((n) => sqsRecord(body(`https://${site}.example/${n}`), `${site}.example`)),
    );
    await handle(async ({ link }) => {
      const { host } = new URL(link);
      expect(inFlight.has(host)).toBe(false);
      inFlight.set(host, 1);
      mostSites = Math.max(mostSites, inFlight.size);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inFlight.delete(host);
      return outcome({ link });
    }, records);
    expect(mostSites).toBe(3);
  });

  it('leaves a site alone that asks for a pause, and goes on with the others', async () => {
    const crawled: string[] = [];
    const records = [
      sqsRecord(body('https://a.example/1'), 'a.example'),
      sqsRecord(body('https://a.example/2'), 'a.example'),
      sqsRecord(body('https://b.example/1'), 'b.example'),
    ];
    const answer = await handle(async ({ link }) => {
      crawled.push(link);
      return link.startsWith('https://a.')
        ? failed(link, { code: 'throttled', retry: 'later' })
        : outcome({ link });
    }, records);
    expect(crawled.sort()).toEqual(['https://a.example/1', 'https://b.example/1']);
    expect(answer).toEqual(returning(records[0], records[1]));
  });

  it('returns a throttled message for as long as the site asks', async () => {
    const queue = sqsQueue(sqs.queueUrl, { client: async () => sqs.client });
    await queue.follow([{ user, link: 'https://a.example/1', depth: 1 }]);
    const receive = new ReceiveMessageCommand({ QueueUrl: sqs.queueUrl });
    const [received] = (await sqs.client.send(receive)).Messages ?? [];
    const record = sqsRecord(received?.Body ?? '', 'a.example', received?.ReceiptHandle);

    const answer = await handle(
      async ({ link }) => failed(link, { code: 'throttled', retry: 'later', retryAfterMs: 90_000 }),
      [record],
      { queue },
    );

    expect(answer).toEqual(returning(record));
    const inflight = sqs.server.inspectQueue(sqs.queueName)?.messages.inflight[0];
    expect(((inflight?.visibilityDeadline ?? 0) - Date.now()) / 1000).toBeCloseTo(90, 0);
  });

  it('still returns the message when it cannot be hidden for longer, and says so', async () => {
    const queue = sqsQueue(sqs.queueUrl, { client: async () => sqs.client });
    const record = sqsRecord(body('https://a.example/1'), 'a.example', 'expired');
    const answer = await handle(
      async ({ link }) => failed(link, { code: 'throttled', retry: 'later', retryAfterMs: 90_000 }),
      [record],
      { queue },
    );
    expect(answer).toEqual(returning(record));
    expect(log.text()).toContain('messages come back by the visibility time-out');
  });

  it('hands found links to the queue', async () => {
    sqs.server.reset();
    const queue = sqsQueue(sqs.queueUrl, { client: async () => sqs.client });
    await handle(
      async ({ link }, { follow }) => {
        await follow([{ user, link: 'https://a.example/found', depth: 2 }]);
        return outcome({ link, state: 'followed', found: 1 });
      },
      [sqsRecord(body('https://a.example/'), 'a.example')],
      { queue },
    );
    const ready = sqs.server.inspectQueue(sqs.queueName)?.messages.ready ?? [];
    expect(ready.map((found) => JSON.parse(found.body))).toEqual([
      { user, link: 'https://a.example/found', depth: 2 },
    ]);
  });

  it.each([
    ['is no JSON', '{"user": "Mara'],
    ['has no user', JSON.stringify({ link: 'https://a.example/' })],
    ['has a negative depth', JSON.stringify({ user, link: 'https://a.example/', depth: -1 })],
  ])(
    'never loses a message that %s: it goes back until the queue keeps it as a dead letter',
    async (_what, text) => {
      const good = sqsRecord(body('https://a.example/good'), 'a.example');
      const bad = sqsRecord(text, 'a.example');
      const answer = await handle(async ({ link }) => outcome({ link }), [bad, good]);
      expect(answer).toEqual(returning(bad));
      expect(log.text()).toContain('goes to the dead letters');
    },
  );

  it('never loses a link that may not be crawled: there is no ledger row that could hold it', async () => {
    const record = sqsRecord(body('file:///etc/passwd'), 'none');
    const answer = await handle(
      () => Promise.reject(new InvalidEventError('"file:///etc/passwd" is not a web link')),
      [record],
    );
    expect(answer).toEqual(returning(record));
  });

  it('goes back as a whole when the database is away', async () => {
    const records = [
      sqsRecord(body('https://a.example/1'), 'a.example'),
      sqsRecord(body('https://a.example/2'), 'a.example'),
      sqsRecord(body('https://b.example/1'), 'b.example'),
    ];
    const answer = await handle(
      () => Promise.reject(new StorageError('The database is away.')),
      records,
    );
    expect(answer).toEqual(returning(...records));
  });

  it('survives a defect in one link', async () => {
    const records = [
      sqsRecord(body('https://a.example/1'), 'a.example'),
      sqsRecord(body('https://b.example/1'), 'b.example'),
    ];
    const answer = await handle(async ({ link }) => {
      if (link.startsWith('https://a.')) throw new RangeError('a defect');
      return outcome({ link });
    }, records);
    expect(answer).toEqual(returning(records[0]));
  });

  it('near the time-out stops what runs and returns the rest', async () => {
    const records = [1, 2, 3].map((n) => sqsRecord(body(`https://a.example/${n}`), 'a.example'));
    const startedAt = Date.now();
    const answer = await handle(
      async ({ link }, { signal }) => {
        if (link.endsWith('/1')) return outcome({ link });
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        return failed(link, { code: 'aborted', retry: 'later' });
      },
      records,
      { remainingMs: 400 },
    );
    expect(answer).toEqual(returning(records[1], records[2]));
    expect(Date.now() - startedAt).toBeLessThan(400);
  });
});
