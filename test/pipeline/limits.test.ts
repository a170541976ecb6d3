import { beforeEach, describe, expect, it } from 'vitest';
import type { Crawler, Harvest } from '../../src/crawlers/crawler.ts';
import { CrawlerDispatcher } from '../../src/dispatcher/dispatcher.ts';
import { ArticleDocument } from '../../src/documents/article.ts';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import type { Fetcher } from '../../src/fetching/fetcher.ts';
import type { FetchedPage } from '../../src/fetching/page.ts';
import type { RunDeps } from '../../src/pipeline/crawl-all.ts';
import { crawlLink } from '../../src/pipeline/crawl-link.ts';
import { ingest } from '../../src/pipeline/ingest.ts';
import type { Outcome } from '../../src/pipeline/outcome.ts';
import { refresh } from '../../src/pipeline/refresh.ts';
import type { CrawlMessage } from '../../src/queue/message.ts';
import { httpOnly } from '../fetching/http-only.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

freshDatabase();

const HARBOUR = 'https://a.example';
const DAY = 24 * 3_600_000;
let asked: string[];
let warnings: string[];

beforeEach(async () => {
  for (const model of [ArticleDocument, CrawlDocument]) await (await model.driver()).deleteMany({});
  asked = [];
  warnings = [];
});

/** These tests are about the run, so a page is an empty answer of the test itself. */
const fetcher: Fetcher = httpOnly({
  page: async (link): Promise<FetchedPage> => {
    asked.push(link.pathname + link.search);
    return {
      url: link,
      requested: link,
      status: 200,
      headers: new Map(),
      mediaType: 'text/html',
      body: new Uint8Array(),
      text: '',
    };
  },
  stream: ({ href }) => Promise.reject(new Error(`no stream in this test: ${href}`)),
});

/** `/list` leads to the logs 1 to `total`, so many a page; `/chain/n` to `/chain/n+1`; everything else is an article. */
function harbour({ total, aPage }: { total: number; aPage: number }): Crawler {
  return {
    platform: 'harbour',
    async *extract(link, { fetch }): AsyncGenerator<Harvest> {
      if (link.pathname === '/list') {
        for (let start = 0; start < total; start += aPage) {
          await fetch.page(new URL(`/list?from=${start}`, link));
          for (let one = start + 1; one <= Math.min(total, start + aPage); one += 1) {
            yield { kind: 'link', link: new URL(`/logs/${one}`, link) };
          }
        }
        return;
      }
      const at = /^\/chain\/(\d+)$/.exec(link.pathname)?.[1];
      if (at !== undefined) {
        yield { kind: 'link', link: new URL(`/chain/${Number(at) + 1}`, link) };
        return;
      }
      yield {
        kind: 'article',
        sourceId: `url:${link.href}`,
        link,
        title: `Log ${link.pathname}`,
        markdown: `What was written at ${link.pathname}.`,
        tags: [],
        access: 'full',
      };
    },
  };
}

function deps(crawler: Crawler, extra: Partial<RunDeps> = {}): RunDeps {
  return {
    fetcher,
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: (message) => void warnings.push(message),
      error: () => undefined,
    },
    signal: new AbortController().signal,
    concurrency: 4,
    dispatcher: new CrawlerDispatcher(crawler).register('example', crawler),
    ...extra,
  };
}

const crawl = (path: string, own: RunDeps) =>
  ingest([{ user: 'Mara Lindqvist', links: [HARBOUR + path] }], own);
const outcomeOf = (outcomes: readonly Outcome[], path: string): Outcome | undefined =>
  outcomes.find(({ link }) => link === HARBOUR + path);
const rowOf = (path: string) => CrawlDocument.find({ link: HARBOUR + path });

describe('a source that leads to more links than --max-links', () => {
  it('is followed up to the limit; outcome, ledger and log say how many there were', async () => {
    const { outcomes } = await crawl(
      '/list',
      deps(harbour({ total: 9, aPage: 9 }), { maxLinks: 4 }),
    );
    expect(outcomes).toHaveLength(5);
    expect(outcomeOf(outcomes, '/list')).toMatchObject({
      state: 'followed',
      found: 9,
      limit: { by: 'max_links', at: 4, followed: 4 },
    });
    expect(await rowOf('/list')).toMatchObject({ found: 9, followed: 4 });
    expect(warnings).toEqual([`${HARBOUR}/list led to 9 links; 4 were followed (--max-links 4)`]);
  });

  it('is asked for no page more than the limit needs, and that is said too', async () => {
    const { outcomes } = await crawl(
      '/list',
      deps(harbour({ total: 50, aPage: 5 }), { maxLinks: 7 }),
    );
    expect(asked).toEqual(['/list?from=0', '/list?from=5']);
    expect(outcomeOf(outcomes, '/list')).toMatchObject({
      state: 'followed',
      found: 10,
      limit: { by: 'max_links', at: 7, followed: 7, isOpenEnded: true },
    });
    expect(warnings[0]).toBe(
      `${HARBOUR}/list led to at least 10 links; 7 were followed (--max-links 7)`,
    );
  });

  it('the limit is no matter where it does not bite', async () => {
    const { outcomes } = await crawl(
      '/list',
      deps(harbour({ total: 4, aPage: 9 }), { maxLinks: 4 }),
    );
    expect(outcomeOf(outcomes, '/list')).not.toHaveProperty('limit');
    expect(await rowOf('/list')).not.toHaveProperty('followed');
    expect(warnings).toEqual([]);
  });

  it('is 1,000 links unless said', async () => {
    const followed: CrawlMessage[] = [];
    const outcome = await crawlLink(
      { user: 'Mara Lindqvist', link: `${HARBOUR}/list` },
      {
        ...deps(harbour({ total: 1_002, aPage: 1_002 })),
        follow: async (messages) => void followed.push(...messages),
      },
    );
    expect(followed).toHaveLength(1_000);
    expect(outcome.limit).toEqual({ by: 'max_links', at: 1_000, followed: 1_000 });
  });

  it('a refresh goes on with those that had no turn, until none is left', async () => {
    const own = deps(harbour({ total: 9, aPage: 3 }), { maxLinks: 4 });
    await crawl('/list', own);
    const again = await refresh({ olderThanMs: -DAY }, own);
    expect(outcomeOf(again.outcomes, '/list')).toMatchObject({
      found: 9,
      known: 4,
      limit: { at: 4, followed: 4 },
    });
    expect(await rowOf('/list')).toMatchObject({ found: 9, followed: 8 });
    const last = await refresh({ olderThanMs: -DAY }, own);
    expect(outcomeOf(last.outcomes, '/list')).toMatchObject({ found: 9, known: 8 });
    expect(outcomeOf(last.outcomes, '/list')).not.toHaveProperty('limit');
    expect(await rowOf('/list')).not.toHaveProperty('followed');
    expect(await Array.fromAsync(ArticleDocument.bulkFind())).toHaveLength(9);
  });
});

it('links are followed three deep, and the one that is left out is said', async () => {
  const { outcomes } = await crawl('/chain/0', deps(harbour({ total: 0, aPage: 1 })));
  expect(outcomes.map(({ link }) => new URL(link).pathname).toSorted()).toEqual([
    '/chain/0',
    '/chain/1',
    '/chain/2',
    '/chain/3',
  ]);
  expect(outcomeOf(outcomes, '/chain/3')).toMatchObject({
    found: 1,
    limit: { by: 'depth', at: 3, followed: 0 },
  });
  expect(warnings).toEqual([
    `${HARBOUR}/chain/3 led to 1 link; none was followed (3 links away from a given one, goldpan stops)`,
  ]);
});
