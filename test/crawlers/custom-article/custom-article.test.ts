import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CrawlContext, Harvest } from '../../../src/crawlers/crawler.ts';
import { customArticleCrawler } from '../../../src/crawlers/custom-article/index.ts';
import { CrawlError } from '../../../src/errors.ts';
import { type ClosableFetcher, createFetcher } from '../../../src/fetching/index.ts';
import { silentLog } from '../../../src/log.ts';
import { knownHosts } from '../../fetching/known-hosts.ts';
import { maraBlogLinks, maraBlogSite } from '../../sites/mara-blog.ts';
import { type ReplicaSites, type SiteAnswer, startReplicaSites } from '../../sites/replica.ts';
import { crawlerContract } from '../contract.ts';

/** What the site answers in place of its own pages. */
let instead: SiteAnswer | undefined;
let replica: ReplicaSites;
let fetch: ClosableFetcher;

beforeAll(async () => {
  replica = await startReplicaSites([
    { hosts: maraBlogSite.hosts, answer: (request) => instead ?? maraBlogSite.answer(request) },
  ]);
  fetch = createFetcher(
    { HTTPS_PROXY: replica.proxyUrl, PACE: '0' },
    { ca: replica.ca, hosts: knownHosts() },
  );
});
afterAll(async () => {
  await fetch.close();
  await replica.close();
});

function crawl(link: string, answer?: SiteAnswer): Promise<Harvest[]> {
  instead = answer;
  const context: CrawlContext = { fetch, signal: new AbortController().signal, log: silentLog };
  return Array.fromAsync(customArticleCrawler.extract(new URL(link), context));
}

async function failure(link: string, answer?: SiteAnswer): Promise<CrawlError> {
  const thrown: unknown = await crawl(link, answer).catch((error: unknown) => error);
  if (thrown instanceof CrawlError) return thrown;
  throw new Error(`Expected a CrawlError, not ${JSON.stringify(thrown)}`);
}

function file(name: string): string {
  return readFileSync(new URL(`../../sites/pages/mara/${name}`, import.meta.url), 'utf8');
}

/** As `.expected.json` spells it: links and dates as text, the Markdown in a file of its own. */
function plain(harvests: readonly Harvest[]): unknown {
  return harvests.map((harvest) => JSON.parse(JSON.stringify({ ...harvest, markdown: undefined })));
}

function page(title: string, body: string): SiteAnswer {
  return { body: `<html><head><title>${title}</title></head><body>${body}</body></html>` };
}

describe('flaw 4: what Mara wrote comes out, and nothing around it', () => {
  test.each([
    ['formulas, footnotes, a table, numbered code', maraBlogLinks.article, 'seven-cosines'],
    ['a page without JSON-LD', maraBlogLinks.secondArticle, 'late-data'],
  ])('%s', async (_what, link, name) => {
    const harvests = await crawl(link);
    expect(harvests[0]).toMatchObject({ markdown: file(`${name}.expected.md`).trimEnd() });
    expect(plain(harvests)).toEqual(JSON.parse(file(`${name}.expected.json`)));
  });
});

describe('what is no article is a typed failure that says what to do', () => {
  test('a page that is gone', async () => {
    expect(await failure(maraBlogLinks.lost)).toMatchObject({ code: 'not_found', retry: 'never' });
  });

  test('a page that only says that it is gone, with status 200', async () => {
    const error = await failure(maraBlogLinks.softLost);
    expect(error).toMatchObject({ code: 'not_found', link: maraBlogLinks.softLost });
    expect(error.message).toBe('The page says "Page not found", though with status 200');
  });

  test('a PDF', async () => {
    const error = await failure(maraBlogLinks.pdf);
    expect(error.code).toBe('unsupported_content');
    expect(error.message).toBe('The link leads to application/pdf, not to a web page');
  });

  test.each(['image/png', 'application/json', 'text/plain'])('%s', async (type) => {
    const answer = { headers: { 'content-type': type }, body: '{}' };
    expect(await failure(maraBlogLinks.article, answer)).toMatchObject({
      code: 'unsupported_content',
    });
  });

  test('an empty shell that a script would fill', async () => {
    const answer = page(
      'Tides',
      '<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>',
    );
    const error = await failure(maraBlogLinks.article, answer);
    expect(error.code).toBe('extraction_empty');
    expect(error.message).toBe('No article was found on the page: 0 words of text under "Tides"');
  });

  test('a page of links to other sites', async () => {
    const links = Array.from(
      { length: 40 },
      (_, index) => `<li><a href="https://elsewhere.example/${index}">Note ${index}</a></li>`,
    );
    const answer = page('All notes', `<main><h1>All notes</h1><ul>${links.join('')}</ul></main>`);
    expect(await failure(maraBlogLinks.article, answer)).toMatchObject({
      code: 'extraction_empty',
    });
  });

  test('a wall of consent', async () => {
    const answer = page(
      'Before you continue',
      `<main><h1>Before you continue</h1><p>We and our 214 partners use cookies to store information on your device. With your consent we
       may use precise data. You can change your consent in the privacy policy at any time.</p><p>Accept all or reject all cookies,
       or manage settings of our partners.</p></main>`,
    );
    expect(await failure(maraBlogLinks.article, answer)).toMatchObject({
      code: 'blocked',
      retry: 'never',
    });
  });

  test('an article about missing pages is one all the same', async () => {
    const paragraph = `<p>${'A missing page is a promise that a site has made and forgotten, and somebody still holds it. '.repeat(4)}</p>`;
    const answer = page(
      'Page not found: a history',
      `<article><h1>Page not found: a history</h1>${paragraph.repeat(4)}</article>`,
    );
    const [harvest] = await crawl(maraBlogLinks.article, answer);
    expect(harvest).toMatchObject({ kind: 'article', title: 'Page not found: a history' });
  });
});

test('the home page of a blog leads to its articles, and is none', async () => {
  expect(plain(await crawl(maraBlogLinks.home))).toEqual([
    {
      kind: 'link',
      link: 'https://mara.example/notes/seven-cosines/',
      title: 'Seven cosines are enough for my harbour',
      publishedAt: '2025-03-09T17:20:00.000Z',
      changedAt: '2025-11-02T08:05:00.000Z',
    },
    {
      kind: 'link',
      link: 'https://mara.example/notes/late-data/',
      changedAt: '2024-10-20T06:15:00.000Z',
    },
  ]);
});

test('a home page with one essay on it and no feed is that essay', async () => {
  const essay = `<p>${'The harbour keeps its own time, and the Moon pays the bill for it every night. '.repeat(6)}</p>`;
  const [harvest] = await crawl(
    maraBlogLinks.home,
    page('Harbour time', `<article><h1>Harbour time</h1>${essay.repeat(4)}</article>`),
  );
  expect(harvest).toMatchObject({ kind: 'article', title: 'Harbour time' });
});

describe('flaw 11: the identity of an article is its canonical link', () => {
  const words = `<p>${'The harbour keeps its own time, and the Moon pays the bill for it every night. '.repeat(6)}</p>`;

  test('a page without a canonical link goes by its address without tracking', async () => {
    const answer = page(
      'Time',
      `<article><h1>Harbour time and its price</h1>${words.repeat(3)}</article>`,
    );
    const [harvest] = await crawl(
      'https://mara.example/notes/time?utm_source=mail&page=2#top',
      answer,
    );
    expect(harvest).toMatchObject({ sourceId: 'url:https://mara.example/notes/time?page=2' });
  });

  test.each([
    'https://mara.example/',
    'https://elsewhere.example/copy',
    'javascript:void(0)',
    'http://',
  ])('the canonical link %s is not believed', async (href) => {
    const answer = {
      body: `<html><head><link rel="canonical" href="${href}"><title>Time</title></head><body><article>${words.repeat(3)}</article></body></html>`,
    };
    const [harvest] = await crawl('https://mara.example/notes/time', answer);
    expect(harvest).toMatchObject({ sourceId: 'url:https://mara.example/notes/time' });
  });
});

crawlerContract({
  crawler: customArticleCrawler,
  site: maraBlogSite,
  link: maraBlogLinks.article,
  forms: [
    'https://www.mara.example/notes/seven-cosines/',
    'https://MARA.example/notes/seven-cosines/?utm_source=mail&fbclid=x',
    'https://mara.example/notes/seven-cosines/#fn:1',
  ],
});
