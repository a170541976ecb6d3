/** Whole blogs from one link, each made by another program. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CrawlContext, Harvest, PreviousCrawl } from '../../../../src/crawlers/crawler.ts';
import { customArticleCrawler } from '../../../../src/crawlers/custom-article/index.ts';
import { CrawlError } from '../../../../src/errors.ts';
import type { Fetcher } from '../../../../src/fetching/fetcher.ts';
import { type ClosableFetcher, createFetcher } from '../../../../src/fetching/index.ts';
import { type Log, silentLog } from '../../../../src/log.ts';
import { knownHosts } from '../../../fetching/known-hosts.ts';
import { blogLinks, blogSites } from '../../../sites/blogs.ts';
import { type ReplicaSites, type SiteAnswer, startReplicaSites } from '../../../sites/replica.ts';
import { crawlerContract } from '../../contract.ts';

/** Path → what is answered there in place of the site's own. */
const instead = new Map<string, SiteAnswer>();
const logged: [message: string, fields: Record<string, unknown>][] = [];
const keep = (message: string, fields: Record<string, unknown> = {}): void => {
  logged.push([message, fields]);
};
const log: Log = { ...silentLog, info: keep, warn: keep };
let replica: ReplicaSites;
let fetch: ClosableFetcher;

beforeAll(async () => {
  replica = await startReplicaSites(
    blogSites.map((site) => ({
      hosts: site.hosts,
      answer: (request) => instead.get(request.url.pathname) ?? site.answer(request),
    })),
  );
});
// One a test, since a host that has refused us is left alone.
beforeEach(() => {
  fetch = createFetcher(
    { HTTPS_PROXY: replica.proxyUrl, PACE: '0' },
    { ca: replica.ca, hosts: knownHosts() },
  );
});
afterEach(async () => {
  await fetch.close();
  instead.clear();
  logged.length = 0;
  replica.requests.length = 0;
});
afterAll(() => replica.close());

function crawl(link: string, previous?: PreviousCrawl): Promise<Harvest[]> {
  const context: CrawlContext = {
    fetch,
    log,
    signal: new AbortController().signal,
    ...(previous && { previous }),
  };
  return Array.fromAsync(customArticleCrawler.extract(new URL(link), context));
}

async function failure(link: string): Promise<CrawlError> {
  const thrown: unknown = await crawl(link).catch((error: unknown) => error);
  if (thrown instanceof CrawlError) return thrown;
  throw new Error(`Expected a CrawlError, not ${JSON.stringify(thrown)}`);
}

/** "path title published changed", days only. */
const lines = (found: readonly Harvest[]): string[] =>
  found.map((one) => {
    if (one.kind !== 'link') throw new Error(`Expected links, not ${one.kind}`);
    const days = [one.publishedAt, one.changedAt].map((date) =>
      date === undefined ? '-' : date.toISOString().slice(0, 10),
    );
    return [one.link.href.replace(/^https:\/\/[^/]*/, ''), one.title ?? '-', ...days].join('  ');
  });

const asked = (): string[] => replica.requests.map(({ url }) => url.pathname + url.search);

describe('WordPress', () => {
  test('gives all its posts by its API, newest first', async () => {
    const found = lines(await crawl(blogLinks.wordpress));
    expect(found).toHaveLength(103);
    expect(found[0]).toBe(
      '/2025/11/radio-log-103/  Radio log 103: salt & static  2025-11-20  2025-11-20',
    );
    expect(found.at(-1)).toMatch(/^\/2023\/12\/radio-log-1\/ {2}Radio log 1: salt & static/);
    expect(asked()).toEqual([
      '/',
      '/feed/',
      '/wp-json/wp/v2/posts?per_page=100&page=1&orderby=date&_fields=link%2Cdate_gmt%2Cmodified_gmt%2Ctitle',
      '/wp-json/wp/v2/posts?per_page=100&page=2&orderby=date&_fields=link%2Cdate_gmt%2Cmodified_gmt%2Ctitle',
    ]);
  });

  test('is not asked for older pages on a refresh', async () => {
    const found = await crawl(blogLinks.wordpress, {
      attemptedAt: new Date('2026-01-01'),
      found: 103,
    });
    expect(found).toHaveLength(100);
    expect(asked().filter((path) => path.includes('orderby=modified'))).toHaveLength(1);
  });

  test('whose API is closed is read by its feed and its pages, and the log says why', async () => {
    instead.set('/wp-json/wp/v2/posts', { status: 401, body: '{"code":"rest_cannot_access"}' });
    expect(lines(await crawl(blogLinks.wordpress))).toEqual([
      '/2025/11/radio-log-103/  Radio log 103: salt & static  2025-11-20  2025-11-20',
    ]);
    expect(logged).toContainEqual([
      'A source cannot be read',
      expect.objectContaining({ source: 'WordPress API', because: expect.stringMatching(/401/) }),
    ]);
  });

  test('a category gives what it lists, over its pages, and nothing from beside the list', async () => {
    expect(lines(await crawl(blogLinks.category))).toEqual([
      '/2025/11/radio-log-103/  Radio log 103  2025-11-20  -',
      '/2025/10/an-antenna-of-copper-tape/  An antenna of copper tape  2025-10-02  -',
      '/2025/09/why-433-and-not-868/  Why 433 and not 868  2025-09-11  -',
      '/2025/03/the-first-packet-over-water/  The first packet over water  2025-03-01  -',
    ]);
  });
});

test('Ghost: posts by the sitemap, titles and first publication by the feed', async () => {
  expect(lines(await crawl(blogLinks.ghost))).toEqual([
    '/slack-water/  Slack water & silence  2025-11-01  2025-11-19',
    '/a-gauge-in-ice/  -  -  2025-05-06',
    '/neap/  -  -  2025-02-02',
  ]);
  expect(asked()).toEqual(['/', '/rss/', '/robots.txt', '/sitemap.xml', '/sitemap-posts.xml']);
});

test('Hashnode: lists, pages and other sites in the sitemap are left out and counted', async () => {
  expect(lines(await crawl(blogLinks.hashnode))).toEqual([
    '/backpressure-by-hand  Backpressure by hand  2025-10-14  2025-10-15',
    '/queues-are-lies  -  -  2025-08-01',
  ]);
  expect(logged).toContainEqual([
    'Read the sitemaps of the site',
    {
      links: 2,
      leftOut: {
        'the given page': 1,
        list: 3,
        'page about the site': 1,
        'not below the given link': 1,
      },
    },
  ]);
});

test('a blog in a folder: only what is below it, from packed sitemaps of the whole host', async () => {
  expect(lines(await crawl(blogLinks.inFolder))).toEqual([
    '/mara/notes/the-lag-of-the-moon/  The lag of the Moon  2025-07-01  2025-07-03',
    '/mara/notes/bars-and-millibars/  -  -  2024-12-24',
    '/mara/notes/what-a-spring-tide-costs/  -  -  2023-03-21',
  ]);
});

test('an archive without feed and sitemap is read page by page, and ends where it goes round', async () => {
  expect(lines(await crawl(blogLinks.paged)).map((line) => line.split('  ')[0])).toEqual(
    [9, 8, 7, 6, 5, 4, 3, 2].map((number) => `/letters/${number}-from-the-outer-pier.html`),
  );
});

test('JSON Feed with a second page; a broken item and a link elsewhere do no harm', async () => {
  expect(lines(await crawl(blogLinks.jsonFeed))).toEqual([
    '/n/2  Two ropes  2025-06-02  2025-06-02',
    '/n/1  -  2025-06-01  2025-06-01',
  ]);
});

describe('dev.to', () => {
  test('a person: all articles by the API', async () => {
    const found = lines(await crawl(blogLinks.devTo));
    expect(found).toHaveLength(101);
    expect(found[1]).toBe(
      '/maralindqvist/learning-in-public-day-100-6xz  Learning in public, day 100  2025-09-30  2025-11-11',
    );
  });

  test('nobody of that name', async () => {
    expect(await failure('https://dev.to/nobody_at_all')).toMatchObject({
      code: 'extraction_empty',
    });
  });
});

describe('a link that is itself a feed or a sitemap', () => {
  test.each([
    ['https://ghost.mara-blogs.example/rss/', 1],
    ['https://hashnode.mara-blogs.example/rss.xml', 1],
    ['https://json.mara-blogs.example/feed.json', 2],
    ['https://pages.mara-blogs.example/mara/notes/atom.xml', 1],
    ['https://ghost.mara-blogs.example/sitemap.xml', 3],
    ['https://pages.mara-blogs.example/2025.xml.gz', 4],
  ])('%s gives %i links', async (link, count) => {
    expect(await crawl(link)).toHaveLength(count);
  });
});

test('an article from which the site leads to its home page is gone, and does not lead to all others', async () => {
  instead.set('/an-old-note/', { status: 301, headers: { location: '/' } });
  expect(await failure('https://ghost.mara-blogs.example/an-old-note/')).toMatchObject({
    code: 'not_found',
  });
});

test('an article without words among links to others is a failure, and does not lead to them', async () => {
  const others = Array.from(
    { length: 12 },
    (_, number) =>
      `<div class="related"><a href="/story-${number}/">A story that somebody else wrote here</a></div>`,
  );
  instead.set('/2025/video-of-the-bore/', {
    body: `<html><head><title>The bore</title></head><body><main><h1>The bore</h1><video src="/bore.mp4"></video>${others.join('')}</main></body></html>`,
  });
  expect(await failure('https://ghost.mara-blogs.example/2025/video-of-the-bore/')).toMatchObject({
    code: 'extraction_empty',
  });
});

test('the home of a blog in a folder is told by the feed in that folder', async () => {
  const head = '<link rel="alternate" type="application/atom+xml" href="/tidal-thoughts/feed.xml">';
  const links = ['ebb', 'flow', 'slack-water'].map(
    (name) => `<li><h2><a href="/tidal-thoughts/${name}/">About ${name}</a></h2></li>`,
  );
  const greeting = `<p>${'Here I write down what the harbour taught me, one tide at a time. '.repeat(5)}</p>`;
  instead.set('/tidal-thoughts/', {
    body: `<html><head><title>Tidal thoughts</title>${head}</head><body><main><h1>Tidal thoughts</h1>${greeting}<ul>${links.join('')}</ul></main></body></html>`,
  });
  expect(lines(await crawl('https://paged.mara-blogs.example/tidal-thoughts/'))).toEqual([
    '/tidal-thoughts/ebb/  About ebb  -  -',
    '/tidal-thoughts/flow/  About flow  -  -',
    '/tidal-thoughts/slack-water/  About slack-water  -  -',
  ]);
});

test('WordPress is read to its end on a refresh after a crawl that broke off', async () => {
  const previous = { attemptedAt: new Date('2026-01-01'), found: 100 };
  expect(await crawl(blogLinks.wordpress, previous)).toHaveLength(103);
});

test.each([
  blogLinks.wordpress,
  blogLinks.ghost,
  blogLinks.inFolder,
  blogLinks.paged,
  blogLinks.devTo,
])('%s can be ended at any request, and keeps what it gave before', async (link) => {
  class Enough extends Error {}
  const whole = await crawl(link);
  const requests = asked().length;
  for (let most = 0; most < requests; most += 1) {
    let left = most;
    const count = (): void => {
      left -= 1;
      if (left < 0) throw new Enough();
    };
    const counting: Fetcher = {
      ...fetch,
      page: async (...given) => {
        count();
        return fetch.page(...given);
      },
      stream: async (...given) => {
        count();
        return fetch.stream(...given);
      },
    };
    const found: Harvest[] = [];
    const context = { fetch: counting, log, signal: new AbortController().signal };
    const reading = (async () => {
      for await (const one of customArticleCrawler.extract(new URL(link), context)) found.push(one);
    })();
    // A redirect is a request of the fetcher, not of the crawler.
    await reading.catch((error: unknown) => expect(error).toBeInstanceOf(Enough));
    expect(whole.slice(0, found.length)).toEqual(found);
  }
});

describe('when sources fail', () => {
  test('and none gives anything for now, the crawl fails for now', async () => {
    for (const path of ['/feed.json', '/sitemap.xml', '/sitemap_index.xml'])
      instead.set(path, { status: 503, headers: { 'retry-after': '3600' }, body: 'Down' });
    expect(await failure(blogLinks.jsonFeed)).toMatchObject({ retry: 'later' });
  });

  test('a sitemap that is a page, a feed without entries: the failure says what to give instead', async () => {
    instead.set('/sitemap.xml', { body: '<!doctype html><html><body>Not here</body></html>' });
    instead.set('/feed.json', {
      body: '{"version":"https://jsonfeed.org/version/1","items":[]}',
    });
    const error = await failure(blogLinks.jsonFeed);
    expect(error).toMatchObject({ code: 'extraction_empty', retry: 'never' });
    expect(error.hint).toMatch(/single articles/);
  });
});

for (const link of [blogLinks.ghost, blogLinks.paged]) {
  const site = blogSites.find(({ hosts }) => hosts.includes(new URL(link).hostname));
  if (site !== undefined)
    crawlerContract({
      crawler: customArticleCrawler,
      site,
      link,
      forms: [`${link}?utm_source=mail`, `${link}#top`],
    });
}
