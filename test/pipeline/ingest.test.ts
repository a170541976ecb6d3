import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Crawler, Harvest } from '../../src/crawlers/crawler.ts';
import { CrawlerDispatcher } from '../../src/dispatcher/dispatcher.ts';
import { ArticleDocument } from '../../src/documents/article.ts';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { NotFoundError, ThrottledError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import type { RunDeps } from '../../src/pipeline/crawl-all.ts';
import { ingest } from '../../src/pipeline/ingest.ts';
import { httpOnly } from '../fetching/http-only.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

freshDatabase();

/** These tests are about the run, so the crawler gives what the test says and touches no network. */
const noNetwork = httpOnly({
  page: ({ href }) => Promise.reject(new Error(`no network in this test: ${href}`)),
  stream: ({ href }) => Promise.reject(new Error(`no network in this test: ${href}`)),
});

type Answers = (link: URL) => AsyncIterable<Harvest> | Iterable<Harvest>;

function crawlerOf(answers: Answers): Crawler {
  return {
    platform: 'harbour',
    async *extract(link) {
      yield* answers(link);
    },
  };
}

function article(link: URL, markdown = `What was written at ${link.pathname}.`): Harvest {
  return {
    kind: 'article',
    sourceId: `url:${link.href}`,
    link,
    title: `Log ${link.pathname}`,
    markdown,
    tags: [],
    access: 'full',
  };
}

function deps(answers: Answers, extra: Partial<RunDeps> = {}): RunDeps {
  const crawler = crawlerOf(answers);
  return {
    fetcher: noNetwork,
    log: silentLog,
    signal: new AbortController().signal,
    concurrency: 4,
    dispatcher: new CrawlerDispatcher(crawler).register('example', crawler),
    ...extra,
  };
}

const mara = (...paths: string[]) => [
  { user: 'Mara Lindqvist', links: paths.map((path) => `https://a.example${path}`) },
];
const statesOf = (report: Awaited<ReturnType<typeof ingest>>): Record<string, string> =>
  Object.fromEntries(report.outcomes.map(({ link, state }) => [new URL(link).pathname, state]));

beforeEach(async () => {
  for (const model of [ArticleDocument, CrawlDocument]) await (await model.driver()).deleteMany({});
});

describe('an ingest', () => {
  it('stores everything at first and finds everything unchanged the second time', async () => {
    const run = () =>
      ingest(
        mara('/1', '/2', '/3'),
        deps((link) => [article(link)]),
      );
    expect(statesOf(await run())).toEqual({ '/1': 'stored', '/2': 'stored', '/3': 'stored' });
    expect(statesOf(await run())).toEqual({
      '/1': 'unchanged',
      '/2': 'unchanged',
      '/3': 'unchanged',
    });
    expect(await Array.fromAsync(ArticleDocument.bulkFind())).toHaveLength(3);
  });

  it('replaces what has changed and counts the revision', async () => {
    await ingest(
      mara('/1'),
      deps((link) => [article(link, 'The tide turns at six.')]),
    );
    const report = await ingest(
      mara('/1'),
      deps((link) => [article(link, 'The tide turns at seven.')]),
    );
    expect(report.outcomes[0]?.documents).toEqual({ stored: 0, replaced: 1, unchanged: 0 });
    expect(await ArticleDocument.find({ link: 'https://a.example/1' })).toMatchObject({
      revision: 2,
      content: { Content: 'The tide turns at seven.' },
    });
  });

  it('follows what a source leads to, each link once, and records both', async () => {
    const source = deps((link) =>
      link.pathname === '/profile'
        ? ['/1', '/2', '/1#comments'].map((path) => ({
            kind: 'link' as const,
            link: new URL(path, link),
          }))
        : [article(link)],
    );
    const report = await ingest(mara('/profile', '/1'), source);
    expect(statesOf(report)).toEqual({ '/profile': 'followed', '/1': 'stored', '/2': 'stored' });
    const rows = await Array.fromAsync(CrawlDocument.bulkFind());
    expect(
      rows
        .map(({ link, state, depth, attempts }) => [new URL(link).pathname, state, depth, attempts])
        .toSorted(),
    ).toEqual([
      ['/1', 'stored', 0, 1],
      ['/2', 'stored', 1, 1],
      ['/profile', 'followed', 0, 1],
    ]);
  });

  it('stops to follow at depth 3', async () => {
    const report = await ingest(
      mara('/0'),
      deps((link) => [
        { kind: 'link', link: new URL(`/${Number(link.pathname.slice(1)) + 1}`, link) },
      ]),
    );
    expect(Object.keys(statesOf(report))).toEqual(['/0', '/1', '/2', '/3']);
  });

  it('crawls a link that is given in several forms once, and says so', async () => {
    const report = await ingest(
      mara('/1', '/1?utm_source=x', '/1#top'),
      deps((link) => [article(link)]),
    );
    expect(report.outcomes).toHaveLength(1);
    expect(report.duplicates).toEqual([
      'https://a.example/1?utm_source=x',
      'https://a.example/1#top',
    ]);
  });

  it('flaw 15: every failed link ends in the ledger with its reason and what to do', async () => {
    const report = await ingest(
      mara('/gone', '/busy', '/broken', '/fine'),
      deps((link) => {
        if (link.pathname === '/gone')
          throw new NotFoundError('a.example has no such page', { link });
        if (link.pathname === '/busy')
          throw new ThrottledError('a.example asks for a pause', { link, retryAfterMs: 9_000 });
        if (link.pathname === '/broken') throw new TypeError('x is not a function');
        return [article(link)];
      }),
    );
    expect(statesOf(report)).toEqual({
      '/gone': 'failed',
      '/busy': 'failed',
      '/broken': 'failed',
      '/fine': 'stored',
    });
    const failures = await CrawlDocument.failures();
    expect(
      failures.map(({ reason, message, retry }) => [reason, message, retry]).toSorted(),
    ).toEqual([
      ['not_found', 'a.example has no such page', 'never'],
      ['throttled', 'a.example asks for a pause', 'later'],
      ['unexpected', 'x is not a function', 'later'],
    ]);
    for (const { hint } of failures) expect(hint).toMatch(/\w+ \w+/);
  });

  it('a link that gives nothing at all has failed', async () => {
    const report = await ingest(
      mara('/empty'),
      deps(() => []),
    );
    expect(report.outcomes[0]?.failure?.code).toBe('extraction_empty');
  });

  it('keeps what was found before a failure, and tells of both', async () => {
    const report = await ingest(
      mara('/half'),
      deps(function* (link) {
        yield article(link);
        throw new NotFoundError('the second half is gone', { link });
      }),
    );
    expect(report.outcomes[0]).toMatchObject({ state: 'failed', documents: { stored: 1 } });
    expect(await Array.fromAsync(ArticleDocument.bulkFind())).toHaveLength(1);
  });
});

it('a source that links to where no crawler may go: the others are followed, and the run goes on', async () => {
  const report = await ingest(
    mara('/profile'),
    deps((link) =>
      link.pathname === '/profile'
        ? ['http://169.254.169.254/latest', 'https://a.example:8443/admin', '/1'].map((href) => ({
            kind: 'link' as const,
            link: new URL(href, link),
          }))
        : [article(link)],
    ),
  );
  expect(statesOf(report)).toEqual({ '/profile': 'followed', '/1': 'stored' });
  expect(report.outcomes[0]?.found).toBe(1);
  expect(await CrawlDocument.countBy('state')).toEqual({ followed: 1, stored: 1 });
});

it('a source that breaks off: what it gave before is followed', async () => {
  const report = await ingest(
    mara('/profile'),
    deps(function* (link) {
      if (link.pathname !== '/profile') return yield article(link);
      yield { kind: 'link', link: new URL('/1', link) };
      throw new ThrottledError('the second page of the list is refused', { link });
    }),
  );
  expect(statesOf(report)).toEqual({ '/profile': 'failed', '/1': 'stored' });
});

describe('an ingest that is stopped', () => {
  it('leaves the rest queued, and the next run goes on with the rest only', async () => {
    const stop = new AbortController();
    const stopped = await ingest(
      mara('/1', '/2', '/3', '/4'),
      deps((link) => [article(link)], {
        signal: stop.signal,
        onProgress: ({ done }) => done === 2 && stop.abort(),
      }),
    );
    expect(stopped.outcomes).toHaveLength(2);
    expect(stopped.left).toBe(2);

    const crawled: string[] = [];
    const resumed = await ingest(
      mara('/1', '/2', '/3', '/4'),
      deps((link) => {
        crawled.push(link.pathname);
        return [article(link)];
      }),
    );
    expect(crawled.toSorted()).toEqual(['/3', '/4']);
    expect(resumed).toMatchObject({ doneBefore: 2, left: 0 });
    expect(statesOf(resumed)).toEqual({
      '/1': 'stored',
      '/2': 'stored',
      '/3': 'stored',
      '/4': 'stored',
    });
  });

  it('a link in flight is stopped within a second, and stays queued', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    const startedAt = Date.now();
    const report = await ingest(
      mara('/slow'),
      deps(
        async function* (link) {
          await sleep(5_000, undefined, { signal: stop.signal });
          yield article(link);
        },
        { signal: stop.signal },
      ),
    );
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    expect(report).toMatchObject({ outcomes: [], left: 1 });
    expect(await CrawlDocument.countBy('state')).toEqual({ queued: 1 });
  });

  it('goes on with found links of a source that was done', async () => {
    const stop = new AbortController();
    const answers: Answers = (link) =>
      link.pathname === '/profile'
        ? ['/1', '/2', '/3'].map((path) => ({ kind: 'link' as const, link: new URL(path, link) }))
        : [article(link)];
    await ingest(
      mara('/profile'),
      deps(answers, { signal: stop.signal, onProgress: ({ done }) => done === 2 && stop.abort() }),
    );
    const resumed = await ingest(mara('/profile'), deps(answers));
    expect(statesOf(resumed)).toEqual({ '/profile': 'followed', '/2': 'stored', '/3': 'stored' });
    expect(await Array.fromAsync(ArticleDocument.bulkFind())).toHaveLength(3);
  });

  it('tries again what had failed for a passing reason, not what had failed for good', async () => {
    const stop = new AbortController();
    await ingest(
      mara('/gone', '/busy', '/1'),
      deps(
        (link) => {
          if (link.pathname === '/gone') throw new NotFoundError('gone', { link });
          if (link.pathname === '/busy') throw new ThrottledError('busy', { link });
          return [article(link)];
        },
        { signal: stop.signal, onProgress: ({ done }) => done === 2 && stop.abort() },
      ),
    );
    const crawled: string[] = [];
    const resumed = await ingest(
      mara('/gone', '/busy', '/1'),
      deps((link) => {
        crawled.push(link.pathname);
        return [article(link)];
      }),
    );
    expect(crawled.toSorted()).toEqual(['/1', '/busy']);
    expect(statesOf(resumed)).toEqual({ '/gone': 'failed', '/busy': 'stored', '/1': 'stored' });
  });
});
