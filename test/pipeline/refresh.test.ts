import { beforeEach, describe, expect, it } from 'vitest';
import type { Crawler, PreviousCrawl } from '../../src/crawlers/crawler.ts';
import { CrawlerDispatcher } from '../../src/dispatcher/dispatcher.ts';
import { ArticleDocument } from '../../src/documents/article.ts';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { UserDocument } from '../../src/documents/user.ts';
import { InvalidEventError, LoginRequiredError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import { queueInLedger } from '../../src/pipeline/ledger.ts';
import { dueLinks, handedOver } from '../../src/pipeline/refresh.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { manyBlogs } from '../sites/many-blogs.ts';
import type { Site, SiteAnswer } from '../sites/replica.ts';
import { substackLinks, substackSite } from '../sites/substack.ts';
import { withValidators } from '../sites/with-validators.ts';
import { letPass, rowOf, runsAgainst, statesOf, user } from './harness.ts';

freshDatabase();

const DAY = 86_400_000;
const HOUR = DAY / 24;

/** Mara's publication, whose archive a test can cut or date. */
let archive: (entries: Record<string, unknown>[]) => Record<string, unknown>[];
const publication: Site = {
  hosts: substackSite.hosts,
  async answer(request) {
    const answer = await substackSite.answer(request);
    if (answer === undefined || request.url.pathname !== '/api/v1/archive') return answer;
    return { ...answer, body: JSON.stringify(archive(JSON.parse(String(answer.body)))) };
  },
};

const blog = manyBlogs({ blogs: 2, postsEach: 3 });
const LOG = 'https://harbour-0.example/log/0';
const OTHER_LOG = 'https://harbour-1.example/log/1';
let instead: SiteAnswer | undefined;
const blogSite: Site = {
  hosts: blog.hosts,
  answer: (request) => (request.url.href === LOG && instead) || blog.answer(request),
};

const { ingest, refresh, asked } = runsAgainst([withValidators(publication), blogSite]);

beforeEach(() => {
  archive = (entries) => entries;
  instead = undefined;
});

describe('a refresh of a publication', () => {
  const onlyOlder = (entries: Record<string, unknown>[]) => entries.slice(1);

  it('fetches the list and the new post, and nothing else', async () => {
    archive = onlyOlder;
    await ingest([substackLinks.publication]);
    asked();
    archive = (entries) => entries;
    await letPass(DAY + HOUR, 'https://maralindqvist.substack.com/');
    const report = await refresh();
    expect(asked()).toEqual(['/api/v1/archive if-none-match', '/p/the-tide-table-is-a-prior']);
    expect(statesOf(report)).toEqual({ '/': 'followed', '/p/the-tide-table-is-a-prior': 'stored' });
    expect(report.outcomes[0]).toMatchObject({ found: 3, known: 2 });
    expect(await Array.fromAsync(ArticleDocument.bulkFind())).toHaveLength(3);
  });

  it('fetches a known post again only when its source says that it has changed since', async () => {
    await ingest([substackLinks.publication]);
    asked();
    archive = ([first = {}, ...others]) => [
      { ...first, updated_at: new Date(Date.now() + HOUR).toISOString() },
      ...others,
    ];
    await letPass(DAY + HOUR, 'https://maralindqvist.substack.com/');
    await refresh();
    expect(asked()).toEqual([
      '/api/v1/archive if-none-match',
      '/p/the-tide-table-is-a-prior if-none-match',
    ]);
  });

  it('that has nothing new: one request, and it is unchanged; whether its list was read or not', async () => {
    await ingest([substackLinks.publication]);
    asked();
    await letPass(DAY + HOUR, 'https://maralindqvist.substack.com/');
    expect(statesOf(await refresh())).toEqual({ '/': 'unchanged' });
    expect(asked()).toEqual(['/api/v1/archive if-none-match']);
    expect(await rowOf('https://maralindqvist.substack.com/')).toMatchObject({ found: 3 });

    // The same posts with another count of readers: a new mark, and yet no news.
    archive = (entries) => entries.map((entry) => ({ ...entry, reaction_count: 99 }));
    await letPass(DAY + HOUR, 'https://maralindqvist.substack.com/');
    expect(statesOf(await refresh())).toEqual({ '/': 'unchanged' });
    expect(asked()).toEqual(['/api/v1/archive if-none-match']);
  });

  it('leaves alone what has failed for good', async () => {
    await ingest([substackLinks.publication]);
    const collection = await CrawlDocument.driver();
    await collection.updateOne(
      { link: /p\/a-gap/ },
      { $set: { state: 'failed', reason: 'blocked', retry: 'never' }, $unset: { refresh_at: 1 } },
    );
    asked();
    await letPass(DAY + HOUR);
    await refresh();
    expect(asked()).not.toContain('/p/a-gap-is-a-reading-too');
  });
});

describe('what a refresh takes up', () => {
  it('nothing, where nothing is due', async () => {
    await ingest([LOG]);
    asked();
    expect(await refresh()).toMatchObject({ outcomes: [], left: 0 });
    expect(asked()).toEqual([]);
  });

  it('what is due, those links first that have waited longest', async () => {
    await ingest([LOG, OTHER_LOG]);
    await letPass(100 * DAY, LOG);
    await letPass(200 * DAY, OTHER_LOG);
    const { links, total } = await dueLinks({}, { log: silentLog });
    expect(total).toBe(2);
    expect(links.map(({ message }) => message)).toEqual([
      { user, link: OTHER_LOG, depth: 0, refresh: true },
      { user, link: LOG, depth: 0, refresh: true },
    ]);
    const some = await dueLinks({ limit: 1 }, { log: silentLog });
    expect(some).toMatchObject({ total: 2, links: [{ message: { link: OTHER_LOG } }] });
    expect(statesOf(await refresh())).toEqual({ '/log/0': 'unchanged', '/log/1': 'unchanged' });
    expect((await dueLinks({}, { log: silentLog })).total).toBe(0);
  });

  it('with an age: whatever was crawled longer ago, due or not', async () => {
    await ingest([LOG, OTHER_LOG]);
    const collection = await CrawlDocument.driver();
    const attempted_at = new Date(Date.now() - 8 * DAY);
    await collection.updateOne({ link: LOG }, { $set: { attempted_at } });
    expect(statesOf(await refresh({ olderThanMs: 9 * DAY }))).toEqual({});
    expect(statesOf(await refresh({ olderThanMs: 7 * DAY }))).toEqual({ '/log/0': 'unchanged' });
    expect(statesOf(await refresh({ olderThanMs: 7 * DAY }))).toEqual({});
  });

  it('of one person only, where one is named', async () => {
    await ingest([LOG]);
    await ingest([OTHER_LOG], {}, 'Ada Holm');
    await letPass(100 * DAY);
    expect(statesOf(await refresh({ user: 'Ada Holm' }))).toEqual({ '/log/1': 'unchanged' });
    await expect(refresh({ user: 'Nobody Else' })).rejects.toThrow(InvalidEventError);
  });

  it('what failed in passing, once its time has come; not what failed for good', async () => {
    instead = { status: 429, headers: { 'retry-after': '7200' }, body: 'Slow down' };
    expect(statesOf(await ingest([LOG]))).toEqual({ '/log/0': 'failed' });
    const { refreshAt: due, attemptedAt } = await rowOf(LOG);
    expect(Number(due) - Number(attemptedAt)).toBe(2 * HOUR);
    await letPass(3 * HOUR);
    expect((await dueLinks({}, { log: silentLog })).total).toBe(1);

    const collection = await CrawlDocument.driver();
    await collection.deleteMany({});
    await ingest(['https://harbour-1.example/nowhere']);
    expect(await rowOf('https://harbour-1.example/nowhere')).not.toHaveProperty('refreshAt');
    await letPass(100 * DAY);
    expect((await dueLinks({}, { log: silentLog })).total).toBe(0);
    expect((await dueLinks({ olderThanMs: DAY }, { log: silentLog })).total).toBe(0);
  });

  it('what a killed run had found and not reached, an hour later', async () => {
    await queueInLedger([{ user, link: LOG, depth: 1 }]);
    expect((await dueLinks({}, { log: silentLog })).total).toBe(0);
    await letPass(2 * HOUR);
    expect(statesOf(await refresh())).toEqual({ '/log/0': 'stored' });
    expect(await rowOf(LOG)).toMatchObject({ depth: 1, state: 'stored' });
  });

  it('what an older version noted under another form of its link, once; then under its form of today', async () => {
    await queueInLedger([{ user, link: `${LOG}?utm_source=feed`, depth: 0 }]);
    await letPass(2 * HOUR);
    expect(statesOf(await refresh())).toEqual({ '/log/0': 'stored' });
    expect((await Array.fromAsync(CrawlDocument.bulkFind())).map(({ link }) => link)).toEqual([
      LOG,
    ]);
  });

  it('not what lies in a queue, until that should have been emptied', async () => {
    await ingest([LOG]);
    await letPass(100 * DAY);
    const { links } = await dueLinks({}, { log: silentLog });
    await handedOver(links, new Date());
    expect((await dueLinks({}, { log: silentLog })).total).toBe(0);
    expect((await dueLinks({ olderThanMs: 0 }, { log: silentLog })).total).toBe(0);
    await letPass(DAY);
    expect((await dueLinks({}, { log: silentLog })).total).toBe(1);
    await handedOver(links, new Date());
    await ingest([LOG]);
    expect(await rowOf(LOG)).not.toHaveProperty('handedOverAt');
  });

  it('not what nobody is named for any more, or what may not be crawled; the rest all the same', async () => {
    await ingest([LOG, OTHER_LOG]);
    await letPass(100 * DAY);
    const collection = await CrawlDocument.driver();
    await collection.updateOne({ link: LOG }, { $set: { link: 'http://127.0.0.1/log' } });
    const warnings: unknown[] = [];
    const log = { ...silentLog, warn: (_: string, fields?: object) => warnings.push(fields) };
    expect((await dueLinks({}, { log })).links.map(({ message }) => message.link)).toEqual([
      OTHER_LOG,
    ]);
    await (await UserDocument.driver()).deleteMany({});
    expect((await dueLinks({}, { log })).links).toEqual([]);
    expect(warnings).toHaveLength(3);
  });
});

describe('a refresh that is stopped', () => {
  it('leaves due what it did not reach, and the next one goes on with it', async () => {
    await ingest([...blog.links]);
    await letPass(100 * DAY);
    const stop = new AbortController();
    const stopped = await refresh(
      {},
      { signal: stop.signal, concurrency: 1, onProgress: ({ done }) => done === 2 && stop.abort() },
    );
    expect(stopped).toMatchObject({ outcomes: { length: 2 }, left: 4 });
    expect((await refresh()).outcomes).toHaveLength(4);
    expect((await refresh()).outcomes).toHaveLength(0);
  });
});

describe('a page that is gone', () => {
  const GONE: SiteAnswer = { status: 410, body: 'Gone' };

  it('keeps its document, is marked in the ledger, and is not asked for again', async () => {
    await ingest([LOG]);
    await letPass(100 * DAY);
    instead = GONE;
    expect(statesOf(await refresh())).toEqual({ '/log/0': 'failed' });
    expect(await ArticleDocument.find({ link: LOG })).toMatchObject({ revision: 1 });
    const { goneAt, ...row } = await rowOf(LOG);
    expect(row).toMatchObject({ state: 'failed', reason: 'not_found', documents: 1 });
    expect(goneAt).toEqual(row.attemptedAt);
    expect((await CrawlDocument.gone()).map(({ link }) => link)).toEqual([LOG]);
    expect(await CrawlDocument.failures()).toEqual([]);
    await letPass(100 * DAY);
    for (const request of [{}, { olderThanMs: DAY }]) {
      expect(await refresh(request)).toMatchObject({ outcomes: [], left: 0 });
    }
  });

  it('is asked for by an ingest; it keeps the day it went, until it comes back', async () => {
    await ingest([LOG]);
    instead = GONE;
    await ingest([LOG]);
    const { goneAt } = await rowOf(LOG);
    await ingest([LOG]);
    expect(await rowOf(LOG)).toMatchObject({ goneAt, attempts: 3 });
    instead = undefined;
    expect(statesOf(await ingest([LOG]))).toEqual({ '/log/0': 'unchanged' });
    expect(await rowOf(LOG)).not.toHaveProperty('goneAt');
    expect(await rowOf(LOG)).toMatchObject({ refreshAt: expect.any(Date) });
  });

  it('is not gone that was never there', async () => {
    await ingest(['https://harbour-1.example/nowhere']);
    expect(await CrawlDocument.gone()).toEqual([]);
    expect(await CrawlDocument.failures()).toHaveLength(1);
  });
});

describe('what a crawler is told of the crawl before', () => {
  it('when it was and what it found; in a refresh only, and not after a failure', async () => {
    const told: (PreviousCrawl | undefined)[] = [];
    let isDown = false;
    const crawler: Crawler = {
      platform: 'harbour',
      async *extract(link, { previous }) {
        told.push(previous);
        if (isDown) throw new LoginRequiredError('closed', { link });
        yield { kind: 'link', link: new URL('/berths/1', link) };
      },
    };
    const dispatcher = new CrawlerDispatcher(crawler).register('example', crawler);
    const link = 'https://pier.example/';
    await ingest([link], { dispatcher });
    await letPass(2 * DAY, link);
    const { attemptedAt } = await rowOf(link);
    told.length = 0;
    await refresh({ user }, { dispatcher });
    expect(told).toEqual([{ attemptedAt, found: 1 }]);

    isDown = true;
    await ingest([link], { dispatcher });
    isDown = false;
    const collection = await CrawlDocument.driver();
    await collection.updateOne({ link }, { $set: { refresh_at: new Date(0) } });
    told.length = 0;
    await refresh({ user }, { dispatcher });
    expect(told).toEqual([undefined]);
  });
});
