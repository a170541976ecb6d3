/** A profile or a publication leads to all of its posts, whichever of Medium's lists can be had. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CrawlContext, LinkHarvest, PreviousCrawl } from '../../../src/crawlers/crawler.ts';
import { mediumCrawler } from '../../../src/crawlers/medium/index.ts';
import { createFetcher } from '../../../src/fetching/index.ts';
import type { Log } from '../../../src/log.ts';
import { silentLog } from '../../../src/log.ts';
import { knownHosts } from '../../fetching/known-hosts.ts';
import {
  elsewhere,
  letters,
  listingLinks,
  maraPosts,
  mediumListingsSite,
} from '../../sites/medium-listings.ts';
import { type ReplicaSites, type SiteAnswer, startReplicaSites } from '../../sites/replica.ts';

let replica: ReplicaSites;
/** What the site answers instead, by link; `*` for all others. */
const instead = new Map<string, SiteAnswer>();
const logged: [message: string, fields: Record<string, unknown> | undefined][] = [];

const log: Log = {
  ...silentLog,
  info: (message, fields) => logged.push([message, fields]),
  warn: (message, fields) => logged.push([message, fields]),
};

beforeAll(async () => {
  replica = await startReplicaSites([
    {
      hosts: mediumListingsSite.hosts,
      answer: (request) =>
        instead.get(request.url.href) ?? instead.get('*') ?? mediumListingsSite.answer(request),
    },
  ]);
});
afterEach(() => {
  instead.clear();
  logged.length = 0;
  replica.requests.length = 0;
});
afterAll(() => replica.close());

async function list(
  link: string,
  previous?: PreviousCrawl,
  author?: string,
): Promise<LinkHarvest[]> {
  const fetch = createFetcher(
    { HTTPS_PROXY: replica.proxyUrl, PACE: '0' },
    { ca: replica.ca, hosts: knownHosts() },
  );
  const context: CrawlContext = {
    fetch,
    log,
    signal: new AbortController().signal,
    ...(previous !== undefined && { previous }),
    ...(author !== undefined && { author }),
  };
  try {
    const found = await Array.fromAsync(mediumCrawler.extract(new URL(link), context));
    return found.filter((harvest) => harvest.kind === 'link');
  } finally {
    await fetch.close();
  }
}

const linksOf = (posts: readonly { link: string | URL }[]): string[] =>
  posts.map(({ link }) => String(link));
const asked = (): string[] => replica.requests.map(({ url }) => url.href);

const REFUSED: SiteAnswer = {
  status: 403,
  headers: { 'cf-mitigated': 'challenge' },
  body: 'Just a moment...',
};
const MISSING: SiteAnswer = { status: 404, body: 'Not found' };

describe('all posts of a person', () => {
  test.each([
    ['the profile on medium.com', listingLinks.profile],
    ['its sub-domain', listingLinks.subdomain],
  ])('from %s: newest first, each once, without responses and posts of others', async (_, link) => {
    const found = await list(link);
    expect(linksOf(found)).toEqual([
      ...linksOf(maraPosts.slice(0, 9)),
      elsewhere.link,
      ...linksOf(maraPosts.slice(9)),
    ]);
  });

  test('with title and date where the list tells them', async () => {
    const [first, , , , , , , , , , eleventh, last] = await list(listingLinks.profile);
    expect(first).toEqual({
      kind: 'link',
      link: new URL('https://mara-l.medium.com/a-gauge-for-under-fifty-euros-b3a07f1c92de'),
      title: 'A gauge for under fifty euros',
      publishedAt: new Date('2026-05-02'),
      changedAt: new Date('2026-05-02T12:00:00Z'),
    });
    expect(eleventh).toMatchObject({
      title: 'An old chart and a new error',
      publishedAt: new Date('2024-06-21'),
    });
    expect(last).toEqual({
      kind: 'link',
      link: new URL('https://mara-l.medium.com/counting-waves-by-hand-f40c6b82a1d'),
      changedAt: new Date('2023-08-02'),
    });
  });

  test('lists of tags and of people in a sitemap are not asked for; a part that is gone is logged', async () => {
    await list(listingLinks.profile);
    expect(asked().filter((link) => /tags|users/.test(link))).toEqual([]);
    expect(logged).toContainEqual([
      'A part of the sitemap could not be read',
      expect.objectContaining({ code: 'not_found', link: expect.stringContaining('2024') }),
    ]);
  });
});

describe('a source that fails is logged, and the others still give links', () => {
  test.each([
    ['the feed', listingLinks.feed, maraPosts.length + 1],
    ['the page', listingLinks.profile, 9],
    ['the sitemap', listingLinks.sitemap, 11],
  ])('without %s', async (_what, link, count) => {
    instead.set(link, MISSING);
    expect(await list(listingLinks.profile)).toHaveLength(count);
    expect(logged).toContainEqual([
      expect.stringMatching(/^No posts from the (?:feed|page|sitemap)$/),
      expect.objectContaining({ code: 'not_found' }),
    ]);
  });

  test('behind a challenge the feed alone still answers', async () => {
    instead.set('*', REFUSED);
    instead.set(listingLinks.feed, mediumListingsAnswer(listingLinks.feed));
    expect(linksOf(await list(listingLinks.profile))).toEqual(linksOf(maraPosts.slice(0, 9)));
  });
});

describe('when all fail, the most telling reason comes out', () => {
  test('a refusal says that feeds are refused least and that the export holds all', async () => {
    instead.set('*', REFUSED);
    const error = await list(listingLinks.profile).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'blocked',
      hint: expect.stringMatching(/medium\.com\/feed\/@mara-l.*export.*goldpan crawl/),
    });
  });

  test('a host that is down may answer later', async () => {
    instead.set('*', MISSING);
    instead.set(listingLinks.feed, { status: 503, body: 'Down', headers: { 'retry-after': '60' } });
    await expect(list(listingLinks.profile)).rejects.toMatchObject({ retry: 'later' });
  });

  test('a profile that nobody has', async () => {
    await expect(list('https://medium.com/@nobody')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a publication', () => {
  test('the posts of all its authors, and a word about that; nothing that lies elsewhere', async () => {
    expect(linksOf(await list(listingLinks.publication))).toEqual(linksOf(letters));
    expect(logged).toContainEqual([
      'The publication has several authors: the posts of all are listed',
      { authors: ['Åsa Öberg', 'Mara Lindqvist'] },
    ]);
  });
});

describe('a publication with several authors, asked for one of them', () => {
  test('only what is signed by that person', async () => {
    const found = await list(listingLinks.publication, undefined, 'Mara Lindqvist');
    expect(linksOf(found)).toEqual([letters[1]?.link]);
    expect(asked()).not.toContain(`${listingLinks.publication}/sitemap/sitemap.xml`);
    expect(logged).toContainEqual([
      expect.stringContaining('give the profile for all'),
      { authors: ['Åsa Öberg', 'Mara Lindqvist'], only: 'Mara Lindqvist' },
    ]);
  });

  test('all, when that person signs with another name', async () => {
    const found = await list(listingLinks.publication, undefined, 'Jonas Brandt');
    expect(linksOf(found)).toEqual(linksOf(letters));
  });
});

describe('a refresh', () => {
  const attemptedAt = new Date('2026-01-01');

  test('asks for the feed only, when that reaches back to the crawl before', async () => {
    const found = await list(listingLinks.profile, { attemptedAt, found: 13 });
    expect(linksOf(found)).toEqual(linksOf(maraPosts.slice(0, 9)));
    expect(asked()).toEqual([listingLinks.feed]);
  });

  test('asks for everything when more has appeared than a feed holds', async () => {
    const before = new Date('2025-01-01');
    const found = await list(listingLinks.profile, { attemptedAt: before, found: 13 });
    expect(found).toHaveLength(13);
  });

  test('asks for everything when the crawl before had no more than the feed', async () => {
    expect(await list(listingLinks.profile, { attemptedAt, found: 9 })).toHaveLength(13);
  });
});

test('a reader that has enough stops the requests', async () => {
  const fetch = createFetcher(
    { HTTPS_PROXY: replica.proxyUrl, PACE: '0' },
    { ca: replica.ca, hosts: knownHosts() },
  );
  const context: CrawlContext = { fetch, log, signal: new AbortController().signal };
  for await (const _ of mediumCrawler.extract(new URL(listingLinks.profile), context)) break;
  await fetch.close();
  expect(asked()).toEqual([listingLinks.feed]);
});

function mediumListingsAnswer(link: string): SiteAnswer {
  const answer = mediumListingsSite.answer({ url: new URL(link), method: 'GET', headers: {} });
  if (answer === undefined || answer instanceof Promise) throw new Error(`no answer for ${link}`);
  return answer;
}
