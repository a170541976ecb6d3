import { describe, expect, it } from 'vitest';
import { InvalidEventError, StorageError, UnsafeUrlError } from '../../src/errors.ts';
import { captureLog } from './captured-log.ts';
import { failed, handlerOf, lambdaContext, outcome, type Pipeline } from './invocation.ts';

const EVENT = {
  user: 'Mara Lindqvist',
  link: 'https://medium.com/@mara.lindqvist/tides-0a1b2c3d4e5f',
};

const untouched: Pipeline = () => Promise.reject(new TypeError('nothing may be crawled'));

const log = captureLog();

describe('a direct event', () => {
  it('is answered with what was stored', async () => {
    const handler = handlerOf(async ({ link }) => outcome({ link }));
    await expect(handler(EVENT, lambdaContext())).resolves.toEqual({
      statusCode: 200,
      body: {
        state: 'stored',
        user: 'Mara Lindqvist',
        link: EVENT.link,
        platform: 'medium',
        documents: { stored: 1, replaced: 0, unchanged: 0 },
        found: 0,
        tookMs: 12,
      },
    });
  });

  it('whose source led to more than is followed is answered with both numbers', async () => {
    const limit = { by: 'max_links', at: 1_000, followed: 1_000 } as const;
    const handler = handlerOf(async ({ link }) =>
      outcome({ link, state: 'followed', found: 1_482, limit }),
    );
    await expect(handler(EVENT, lambdaContext())).resolves.toMatchObject({
      statusCode: 200,
      body: { state: 'followed', found: 1_482, limit },
    });
  });

  it('may carry fields that goldpan does not know', async () => {
    const handler = handlerOf(async ({ link }) => outcome({ link, state: 'unchanged' }));
    const answer = await handler({ ...EVENT, source: 'scheduler' }, lambdaContext());
    expect(answer).toMatchObject({ statusCode: 200, body: { state: 'unchanged' } });
  });

  it.each([
    ['nothing', undefined, /user must be a string/],
    ['a string', 'https://mara.example/', /expected object/],
    ['no user', { link: EVENT.link }, /user must be a string/],
    ['no link', { user: EVENT.user }, /link must be a string/],
    ['flaw 13: a link that is a list', { ...EVENT, link: [EVENT.link] }, /link must be a string/],
    ['queue records of another service', { Records: [{ eventSource: 'aws:s3' }] }, /user must be/],
  ])('with %s is answered 400 and nothing is crawled', async (_what, event, message) => {
    await expect(handlerOf(untouched)(event, lambdaContext())).resolves.toEqual({
      statusCode: 400,
      body: {
        code: 'invalid_event',
        message: expect.stringMatching(message),
        hint: 'Send {"user": "First Last", "link": "https://…"}.',
      },
    });
  });

  it.each([
    [new InvalidEventError('"ftp://x.example" is not a web link', { link: 'ftp://x.example' })],
    [
      new UnsafeUrlError('169.254.169.254 is a private address', {
        link: 'http://169.254.169.254/',
      }),
    ],
  ])('that the pipeline refuses is answered 400: $name', async (error) => {
    const answer = await handlerOf(() => Promise.reject(error))(EVENT, lambdaContext());
    expect(answer).toEqual({
      statusCode: 400,
      body: { code: error.code, message: error.message, hint: error.hint, link: error.link },
    });
  });

  it.each([
    ['robots_disallowed', 403],
    ['blocked', 403],
    ['login_required', 403],
    ['not_found', 404],
    ['too_large', 413],
    ['unsupported_content', 415],
    ['extraction_empty', 422],
  ])(
    'whose link fails for good (%s) is answered %i with code, message and hint',
    async (code, status) => {
      const handler = handlerOf(async ({ link }) => failed(link, { code }));
      await expect(handler(EVENT, lambdaContext())).resolves.toEqual({
        statusCode: status,
        body: { code, message: 'It failed.', hint: 'Look at it.', link: EVENT.link },
      });
    },
  );

  it.each([
    ['throttled', 'ThrottledError'],
    ['upstream', 'UpstreamError'],
    ['storage', 'StorageError'],
    ['aborted', 'AbortedError'],
  ])(
    'flaw 13: a failure that passes (%s) is thrown, so that Lambda counts and retries it',
    async (code, name) => {
      const handler = handlerOf(async ({ link }) => failed(link, { code, retry: 'later' }));
      await expect(handler(EVENT, lambdaContext())).rejects.toMatchObject({
        name,
        code,
        message: 'It failed. Look at it.',
      });
    },
  );

  it('flaw 14: a database that cannot be reached is thrown, not answered with 200', async () => {
    const handler = handlerOf(() =>
      Promise.reject(new StorageError('The database did not answer.')),
    );
    await expect(handler(EVENT, lambdaContext())).rejects.toThrow(StorageError);
  });

  it('flaw 13: the text of an unforeseen exception stays in the log, and its secrets not even there', async () => {
    const secret = 'connect mongodb://root:hunter2@db.internal';
    const handler = handlerOf(() => Promise.reject(new Error(secret)));
    const error = await handler(EVENT, lambdaContext()).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'UnexpectedError' });
    expect(String(error)).not.toContain('db.internal');
    expect(log.text()).toContain('connect mongodb://***@db.internal');
    expect(log.text()).not.toContain('hunter2');
  });

  it('flaw 13: so does the text of a defect that the pipeline has recorded', async () => {
    const handler = handlerOf(async ({ link }) =>
      failed(link, { code: 'unexpected', message: 'parse is not defined', retry: 'later' }),
    );
    await expect(handler(EVENT, lambdaContext())).rejects.toMatchObject({
      name: 'UnexpectedError',
      message: expect.not.stringContaining('parse'),
    });
    expect(log.text()).toContain('parse is not defined');
  });

  it('leaves user and link in every log line, without the credentials of the link', async () => {
    const handler = handlerOf(async (_request, { log }) => {
      log.info('crawling');
      return outcome({ link: 'https://mara.example/tides' });
    });
    await handler({ ...EVENT, link: 'https://mara:hunter2@mara.example/tides' }, lambdaContext());
    expect(log.lines()[0]).toMatchObject({
      message: 'crawling',
      service: 'goldpan-test',
      user: 'Mara Lindqvist',
      link: 'https://mara.example/tides',
      function_request_id: '5bd5ca63-97e5-4c09-909a-c58301a27e0e',
    });
    expect(log.text()).not.toContain('hunter2');
  });

  it('leaves user and link in the line of its error too', async () => {
    const handler = handlerOf(async ({ link }) => failed(link, { code: 'blocked' }));
    await handler(EVENT, lambdaContext());
    expect(log.lines()).toMatchObject([{ level: 'ERROR', ...EVENT }]);
  });
});

describe('two events in one warm Lambda', () => {
  it('share nothing: neither log fields nor found links nor the clock', async () => {
    const signals: AbortSignal[] = [];
    const handler = handlerOf(async ({ user, link, depth }, { log, signal, follow }) => {
      signals.push(signal);
      log.info('crawling');
      if (depth === 0) await follow([{ user, link: 'https://mara.example/found', depth: 1 }]);
      return outcome({ user, link });
    });
    const first = await handler(EVENT, lambdaContext());
    log.clear();
    const second = await handler(
      { user: 'Ada Holm', link: 'https://ada.example/' },
      lambdaContext(),
    );

    // The same found link is followed by both: the second does not know that the first has seen it.
    expect(first).toMatchObject({ body: { followed: { crawled: 1, failed: 0, waiting: 0 } } });
    expect(second).toMatchObject({ body: { followed: { crawled: 1, failed: 0, waiting: 0 } } });
    expect(log.text()).not.toContain('Mara');
    expect(new Set(signals).size).toBe(2);
    expect(signals.some(({ aborted }) => aborted)).toBe(false);
  });
});

describe('an event that is refused', () => {
  it('leaves none of its log fields to the next one in the same warm Lambda', async () => {
    const handler = handlerOf(async ({ user, link }, deps) => {
      if (user === 'Mara Lindqvist') return failed(link, { code: 'not_found' });
      deps.log.info('crawling');
      return outcome({ user, link });
    });
    await handler(EVENT, lambdaContext());
    log.clear();
    await handler({ user: 'Ada Holm', link: 'https://ada.example/' }, lambdaContext());
    await handler({ link: 'https://ada.example/' }, lambdaContext());
    expect(log.text()).not.toContain('Mara');
    expect(JSON.stringify(log.lines().at(-1))).not.toContain('Ada');
  });
});

describe('found links without a queue', () => {
  it('are followed in the same invocation, their own found links included', async () => {
    const crawled: string[] = [];
    const queued: string[] = [];
    const handler = handlerOf(
      async ({ user, link, depth = 0 }, { follow }) => {
        crawled.push(link);
        const next = [1, 2].map((n) => ({ user, link: `${link}/${n}`, depth: depth + 1 }));
        if (depth < 2) await follow(next);
        if (link.endsWith('/2/2')) return failed(link, { code: 'not_found' });
        return outcome({ link, state: depth < 2 ? 'followed' : 'stored' });
      },
      { queueInLedger: async (messages) => void queued.push(...messages.map(({ link }) => link)) },
    );
    const answer = await handler({ ...EVENT, link: 'https://mara.example' }, lambdaContext());
    expect(answer).toMatchObject({
      statusCode: 200,
      body: { state: 'followed', followed: { crawled: 5, failed: 1, waiting: 0 } },
    });
    expect(log.text()).toContain('a found link failed');
    expect(crawled).toHaveLength(7);
    expect(queued.sort()).toEqual(crawled.slice(1).sort());
  });

  it('wait in the ledger when the time is nearly up, and the answer says how many', async () => {
    const handler = handlerOf(async ({ user, link, depth = 0 }, { follow, signal }) => {
      if (depth === 0) {
        const found = [1, 2, 3].map((n) => ({ user, link: `https://mara.example/${n}`, depth: 1 }));
        await follow(found);
        return outcome({ link, state: 'followed' });
      }
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return failed(link, { code: 'aborted', retry: 'later' });
    });
    const answer = await handler(EVENT, lambdaContext(400));
    expect(answer).toMatchObject({ body: { followed: { crawled: 0, failed: 0, waiting: 3 } } });
  });
});
