import { beforeEach, describe, expect, it } from 'vitest';
import type { Crawler, Harvest } from '../../src/crawlers/crawler.ts';
import { CrawlerDispatcher } from '../../src/dispatcher/dispatcher.ts';
import { ArticleDocument } from '../../src/documents/article.ts';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { NotFoundError, ThrottledError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import type { CrawlDeps } from '../../src/pipeline/crawl-deps.ts';
import { crawlLink } from '../../src/pipeline/crawl-link.ts';
import { queueInLedger } from '../../src/pipeline/ledger.ts';
import type { CrawlMessage } from '../../src/queue/message.ts';
import { httpOnly } from '../fetching/http-only.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

freshDatabase();

const user = 'Mara Lindqvist';
const LOG = 'https://a.example/log';
let asked: number;
let since: string;

beforeEach(async () => {
  for (const model of [ArticleDocument, CrawlDocument]) await (await model.driver()).deleteMany({});
  asked = 0;
  since = new Date(Date.now() - 1_000).toISOString();
});

const article = (link: URL): Harvest => ({
  kind: 'article',
  sourceId: `url:${link.href}`,
  link,
  title: 'A log',
  markdown: 'The tide turns at six.',
  tags: [],
  access: 'full',
});

/** These tests are about the message and the ledger, so the crawler gives what the test says and touches no network. */
function crawl(
  harvest: (link: URL) => AsyncIterable<Harvest> | Iterable<Harvest>,
  extra: Partial<CrawlDeps> = {},
  request: Partial<CrawlMessage> = {},
) {
  const crawler: Crawler = {
    platform: 'harbour',
    async *extract(link) {
      asked += 1;
      yield* harvest(link);
    },
  };
  const noNetwork = httpOnly({
    page: ({ href }) => Promise.reject(new Error(`no network in this test: ${href}`)),
    stream: ({ href }) => Promise.reject(new Error(`no network in this test: ${href}`)),
  });
  return crawlLink(
    { user, link: LOG, depth: 0, since, ...request },
    {
      fetcher: noNetwork,
      follow: async () => undefined,
      signal: new AbortController().signal,
      log: silentLog,
      dispatcher: new CrawlerDispatcher(crawler).register('example', crawler),
      comesBack: true,
      ...extra,
    },
  );
}
const stores = (link: URL) => [article(link)];
const throws = (error: Error) => () => {
  throw error;
};
const row = async () => {
  const [only] = await Array.fromAsync(CrawlDocument.bulkFind());
  return only;
};

describe('a message that is delivered twice', () => {
  it('is crawled once: what the ledger says was done since then is not asked for again', async () => {
    await crawl(stores);
    const again = await crawl(throws(new Error('nothing may be asked for')));
    expect(asked).toBe(1);
    expect(again).toMatchObject({ state: 'stored', isPast: true, link: LOG });
    expect(await row()).toMatchObject({ attempts: 1, state: 'stored' });
  });

  it('also where the link has failed for good', async () => {
    await crawl(throws(new NotFoundError('gone')));
    await expect(crawl(stores)).resolves.toMatchObject({
      state: 'failed',
      isPast: true,
      failure: { code: 'not_found', retry: 'never' },
    });
    expect(asked).toBe(1);
  });

  it('is crawled again where it failed in passing, where it waits, and for an ingest that began later', async () => {
    await crawl(throws(new ThrottledError('slow down')));
    await crawl(stores);
    expect(asked).toBe(2);
    await queueInLedger([{ user, link: LOG, depth: 0 }]);
    await crawl(stores);
    expect(asked).toBe(3);
    await crawl(stores, {}, { since: new Date(Date.now() + 1).toISOString() });
    expect(asked).toBe(4);
  });

  it('at the same moment: the one that fails does not cover what the other has done', async () => {
    let done: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      done = resolve;
    });
    const failing = crawl(async function* () {
      await first;
      throw new ThrottledError('slow down');
      // biome-ignore lint/correctness/noUnreachable: it makes it a generator of harvests
      yield article(new URL(LOG));
    });
    await crawl(stores);
    done();
    await expect(failing).resolves.toMatchObject({ state: 'stored', isPast: true });
    expect(await row()).toMatchObject({ state: 'stored', attempts: 1 });
    expect(await Array.fromAsync(ArticleDocument.bulkFind())).toHaveLength(1);
  });
});

describe('found links', () => {
  it('carry on when the ingest began', async () => {
    const found: CrawlMessage[] = [];
    await crawl((link) => [{ kind: 'link', link: new URL('/1', link) }], {
      follow: async (messages) => void found.push(...messages),
    });
    expect(found).toEqual([{ user, link: 'https://a.example/1', depth: 1, since }]);
  });
});

describe('a link that fails in passing', () => {
  it('lies in the queue on, and the ledger says so; after its last receive it does not', async () => {
    await crawl(throws(new ThrottledError('slow down')));
    expect(await row()).toMatchObject({ state: 'failed', handedOverAt: new Date(since) });
    await crawl(throws(new ThrottledError('slow down')), { comesBack: false });
    expect(await row()).toMatchObject({ state: 'failed', reason: 'throttled', attempts: 2 });
    expect(await row()).not.toHaveProperty('handedOverAt');
  });

  it('because the time was up stays queued; on its last receive the ledger tells why it is a dead letter', async () => {
    const stopped = { signal: AbortSignal.abort() };
    await queueInLedger([{ user, link: LOG, depth: 0 }]);
    await crawl(throws(new Error('stopped')), stopped);
    expect(await row()).toMatchObject({ state: 'queued', attempts: 0 });
    await crawl(throws(new Error('stopped')), { ...stopped, comesBack: false });
    expect(await row()).toMatchObject({ state: 'failed', reason: 'aborted', retry: 'later' });
  });
});
