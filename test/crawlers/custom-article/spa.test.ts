/** Articles that only a browser shows, and the pages that must not cost one. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Harvest } from '../../../src/crawlers/crawler.ts';
import { customArticleCrawler } from '../../../src/crawlers/custom-article/index.ts';
import { ExtractionEmptyError } from '../../../src/errors.ts';
import { type ClosableFetcher, createFetcher } from '../../../src/fetching/index.ts';
import { silentLog } from '../../../src/log.ts';
import { knownHosts } from '../../fetching/known-hosts.ts';
import { type ReplicaSites, type Site, startReplicaSites } from '../../sites/replica.ts';
import { NOTES_OF_LISTING, spaLinks, spaSite } from '../../sites/spa.ts';

const SCRIPT = '<script type="module" src="/app.js"></script>';
const sentences = (count: number): string =>
  `<p>${'The harbour keeps its own time, and the Moon pays the bill for it. '.repeat(count)}</p>`;

/** Pages of other makes; all of them load `/app.js`. */
const PAGES: Readonly<Record<string, string>> = {
  '/drawn-on-the-server': `<article><h1>Harbour time</h1>${sentences(30)}</article>`,
  '/short': `<article><h1>Harbour time</h1>${sentences(5)}</article>`,
  '/stays-empty': '',
};

const otherSite: Site = {
  hosts: ['server.example', 'short.example', 'empty.example'],
  answer({ url }) {
    if (url.pathname === '/app.js')
      return { headers: { 'content-type': 'text/javascript' }, body: 'window.drawn = true;' };
    const page = PAGES[url.pathname];
    if (page === undefined) return undefined;
    return {
      body: `<html><head><title>Time</title></head><body><div id="root">${page}</div>${SCRIPT}</body></html>`,
    };
  },
};

let replica: ReplicaSites;
let fetch: ClosableFetcher;

beforeEach(async () => {
  replica ??= await startReplicaSites([spaSite, otherSite]);
  replica.requests.length = 0;
  await fetch?.close();
  fetch = createFetcher(
    { HTTPS_PROXY: replica.proxyUrl, PACE: '0' },
    { ca: replica.ca, hosts: knownHosts() },
  );
});
afterAll(async () => {
  await fetch?.close();
  await replica?.close();
});

const crawl = (link: string): Promise<Harvest[]> =>
  Array.fromAsync(
    customArticleCrawler.extract(new URL(link), {
      fetch,
      signal: new AbortController().signal,
      log: silentLog,
    }),
  );

const asked = (): string[] => replica.requests.map(({ url }) => url.pathname);

function file(name: string): string {
  return readFileSync(new URL(`../../sites/pages/spa/${name}`, import.meta.url), 'utf8');
}

describe('an article that React draws', () => {
  test('comes out whole, and nothing around it; its page is asked for once', async () => {
    const harvests = await crawl(spaLinks.article);
    expect(harvests[0]).toMatchObject({ markdown: file('late-answer.expected.md').trimEnd() });
    expect(
      harvests.map((harvest) => JSON.parse(JSON.stringify({ ...harvest, markdown: undefined }))),
    ).toEqual(JSON.parse(file('late-answer.expected.json')));
    expect(asked().filter((path) => path === '/notes/late-answer')).toHaveLength(1);
  });

  test('on a host where it helped once is rendered without asking', async () => {
    await crawl(spaLinks.article);
    const [again] = await crawl(spaLinks.article);
    expect(again).toMatchObject({ title: 'The harbour that answers late' });
  });

  test('in a listing that grows when scrolled is found to its end', async () => {
    const found = await crawl(spaLinks.listing);
    expect(found.map(({ link }) => link.pathname)).toEqual(
      Array.from({ length: NOTES_OF_LISTING }, (_, index) => `/notes/note-${index + 1}`),
    );
  });
});

describe('a browser is not started', () => {
  test('for a page that was drawn on the server', async () => {
    expect(await crawl('https://server.example/drawn-on-the-server')).toHaveLength(1);
    expect(asked()).toEqual(['/drawn-on-the-server']);
  });

  test('a second time for a short page that rendering does not make richer', async () => {
    expect(await crawl('https://short.example/short')).toHaveLength(1);
    expect(asked()).toEqual(['/short', '/app.js']);
    expect(await crawl('https://short.example/short')).toHaveLength(1);
    expect(asked()).toEqual(['/short', '/app.js', '/short']);
  });

  test('a second time for a shell that stays one: the failure is the same as without it', async () => {
    for (let times = 0; times < 2; times += 1) {
      await expect(crawl('https://empty.example/stays-empty')).rejects.toThrow(
        ExtractionEmptyError,
      );
    }
    expect(asked()).toEqual(['/stays-empty', '/app.js', '/stays-empty']);
  });
});
