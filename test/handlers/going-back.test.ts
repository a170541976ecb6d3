/** When the messages of a batch come again, and which of them are tried although others of their site have failed. */
import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { InvalidEventError, StorageError, UpstreamError } from '../../src/errors.ts';
import { captureLog } from './captured-log.ts';
import {
  failed,
  handlerOf,
  lambdaContext,
  outcome,
  type Pipeline,
  sqsRecord,
} from './invocation.ts';

const log = captureLog();
const record = (link: string, receives = 1, group = 'a.example'): SQSRecord =>
  sqsRecord(JSON.stringify({ user: 'Mara Lindqvist', link, depth: 1 }), group, link, receives);

/** @returns after how many seconds each message comes again, by its link; and the links that were tried, in order */
async function handle(crawlLink: Pipeline, records: readonly SQSRecord[], remainingMs = 60_000) {
  const again: Record<string, number> = {};
  const tried: string[] = [];
  const handler = handlerOf(
    (request, deps) => {
      tried.push(request.link);
      return crawlLink(request, deps);
    },
    {
      queue: {
        follow: async () => undefined,
        postpone: async (messages) => {
          for (const { receiptHandle, delayMs } of messages) again[receiptHandle] = delayMs / 1000;
        },
      },
    },
  );
  const answer = await handler({ Records: records }, lambdaContext(remainingMs));
  const handles = Object.fromEntries(records.map((each) => [each.messageId, each.receiptHandle]));
  const returned =
    'batchItemFailures' in answer
      ? answer.batchItemFailures.map(({ itemIdentifier }) => handles[itemIdentifier])
      : [];
  // Whatever goes back comes back at a time of its own.
  expect(returned.toSorted()).toEqual(Object.keys(again).toSorted());
  return { again, tried };
}

const [A, B, C] = ['https://a.example/1', 'https://a.example/2', 'https://a.example/3'] as const;
const fails =
  (code: string, more: { retryAfterMs?: number } = {}): Pipeline =>
  async ({ link }) =>
    failed(link, { code, retry: 'later', ...more });

describe('a message that goes back to the queue', () => {
  it.each([
    [1, 30],
    [2, 60],
    [3, 120],
    [4, 240],
  ])('after receive %i comes again in %i s', async (receives, seconds) => {
    const { again } = await handle(fails('upstream'), [record(A, receives)]);
    expect(again).toEqual({ [A]: seconds });
  });

  it('comes again when the site says so, with everything else of that site', async () => {
    const { again, tried } = await handle(fails('throttled', { retryAfterMs: 90_000 }), [
      record(A),
      record(B),
      record('https://b.example/', 1, 'b.example'),
    ]);
    expect(again).toEqual({ [A]: 90, [B]: 90, 'https://b.example/': 90 });
    expect(tried).toEqual([A, 'https://b.example/']);
  });

  it.each([
    ['the database is away', new StorageError('The database is away.'), 30],
    ['something breaks that nobody has foreseen', new RangeError('a defect'), 30],
  ])('because %s: soon, not by the time-out of the queue', async (_what, error, seconds) => {
    const { again } = await handle(() => Promise.reject(error), [record(A)]);
    expect(again).toEqual({ [A]: seconds });
  });

  it('because the time was up comes again at once, and so does what was not reached', async () => {
    const { again, tried } = await handle(
      async ({ link }, { signal }) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        return failed(link, { code: 'aborted', retry: 'later' });
      },
      [record(A), record(B)],
      400,
    );
    expect(again).toEqual({ [A]: 0, [B]: 0 });
    expect(tried).toEqual([A]);
  });

  it('because it is none comes again at once, so that it is soon a dead letter and holds up nobody', async () => {
    const poison = { ...record(A), body: 'not JSON' };
    const { again, tried } = await handle(
      async ({ link }) => outcome({ link }),
      [poison, record(B)],
    );
    expect(again).toEqual({ [A]: 0 });
    expect(tried).toEqual([B]);
  });

  it('because its link may not be crawled does too', async () => {
    const unsafe: Pipeline = () => Promise.reject(new InvalidEventError('no web link'));
    expect((await handle(unsafe, [record(A)])).again).toEqual({ [A]: 0 });
  });

  it('for the last time becomes a dead letter at once; the rest of its site still keeps the pause', async () => {
    const { again } = await handle(fails('throttled', { retryAfterMs: 90_000 }), [
      record(A, 5),
      record(B),
    ]);
    expect(again).toEqual({ [A]: 0, [B]: 90 });
  });
});

describe('the other messages of a site', () => {
  it('are tried when one link fails by itself, and left when a second one does', async () => {
    const { again, tried } = await handle(
      async ({ link }) =>
        link === A ? failed(link, { code: 'upstream', retry: 'later' }) : outcome({ link }),
      [record(A), record(B), record(C)],
    );
    expect(again).toEqual({ [A]: 30 });
    expect(tried).toEqual([A, B, C]);

    const down = await handle(fails('upstream'), [record(A), record(B), record(C)]);
    expect(down.again).toEqual({ [A]: 30, [B]: 30, [C]: 30 });
    expect(down.tried).toEqual([A, B]);
  });

  it('are left when the database is away', async () => {
    const { tried } = await handle(
      () => Promise.reject(new StorageError('The database is away.')),
      [record(A), record(B)],
    );
    expect(tried).toEqual([A]);
  });

  it('are tried in any case on their last receive, and told that they do not come again', async () => {
    const comesBack: Record<string, boolean | undefined> = {};
    const { tried } = await handle(
      async ({ link }, deps) => {
        comesBack[link] = deps.comesBack;
        return failed(link, { code: 'throttled', retry: 'later' });
      },
      [record(A), record(B, 5), record(C, 5)],
    );
    expect(tried).toEqual([B, C]);
    expect(comesBack).toEqual({ [B]: false, [C]: false });
  });

  it('have their turn although one link is too slow each time', async () => {
    const slow: Pipeline = async ({ link }, { signal }) => {
      if (link !== A) return outcome({ link });
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return failed(link, { code: 'aborted', retry: 'later' });
    };
    const first = await handle(slow, [record(A), record(B), record(C)], 300);
    expect(first.again).toEqual({ [A]: 0, [B]: 0, [C]: 0 });
    const second = await handle(slow, [record(A, 2), record(B, 2), record(C, 2)], 300);
    expect(second.again).toEqual({ [A]: 0 });
    expect(second.tried).toEqual([B, C, A]);
  });
});

describe('what cannot be done about a message', () => {
  it('is said, and the batch is answered all the same: another copy of it was deleted meanwhile', async () => {
    const handler = handlerOf(fails('upstream'), {
      queue: {
        follow: async () => undefined,
        postpone: () => Promise.reject(new UpstreamError('SQS refused 1 of 1 returned messages')),
      },
    });
    const only = record(A);
    await expect(handler({ Records: [only] }, lambdaContext())).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: only.messageId }],
    });
    expect(log.text()).toContain('come back by the visibility time-out');
  });
});
