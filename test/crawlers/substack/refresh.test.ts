import { expect, it } from 'vitest';
import type { CrawlContext, Harvest } from '../../../src/crawlers/crawler.ts';
import { substackCrawler } from '../../../src/crawlers/substack/index.ts';
import { silentLog } from '../../../src/log.ts';
import { httpOnly } from '../../fetching/http-only.ts';
import { pageOf } from '../bench.ts';

/** 300 posts, one a day, the newest of them today; no replica has as many. */
const TODAY = Date.parse('2026-11-24T06:00:00Z');
const entries = Array.from({ length: 300 }, (_, n) => ({
  id: 1_000 - n,
  slug: `tide-${n}`,
  canonical_url: `https://maralindqvist.substack.com/p/tide-${n}`,
  post_date: new Date(TODAY - n * 86_400_000).toISOString(),
  publishedBylines: [{ id: 27, name: n % 2 === 0 ? 'Mara Lindqvist' : 'Ilse Bakker' }],
}));

const answerTo = ({ pathname, searchParams }: URL): unknown => {
  const offset = Number(searchParams.get('offset'));
  const posts = entries.slice(offset, offset + 50);
  if (pathname === '/api/v1/archive') return posts;
  if (pathname === '/api/v1/profile/posts') return { posts, nextCursor: null };
  return { items: [], nextCursor: null };
};

async function list(
  link: string,
  more: Partial<CrawlContext> = {},
): Promise<{ links: Harvest[]; requests: number }> {
  let requests = 0;
  const fetch = httpOnly({
    page: async (asked) => {
      if (!asked.pathname.includes('/feed/')) requests += 1;
      return pageOf(asked.href, JSON.stringify(answerTo(asked)), 'application/json');
    },
    stream: () => Promise.reject(new Error('not asked for')),
  });
  const { signal } = new AbortController();
  const context = { fetch, signal, log: silentLog, ...more };
  const links = await Array.fromAsync(substackCrawler.extract(new URL(link), context));
  return { links, requests };
}

const daysAgo = (days: number) => ({
  previous: { attemptedAt: new Date(TODAY - days * 86_400_000), found: 300 },
});

it.each(['https://maralindqvist.substack.com/', 'https://substack.com/profile/27'])(
  'a refresh lists as far as there is anything new: %s',
  async (link) => {
    expect(await list(link)).toMatchObject({ links: { length: 300 }, requests: 7 });
    expect(await list(link, daysAgo(60))).toMatchObject({ links: { length: 150 }, requests: 3 });
    expect(await list(link, daysAgo(-1))).toMatchObject({ links: { length: 50 }, requests: 1 });
  },
);

it('a refresh of a shared publication does not take the posts of others for those of a pseudonym', async () => {
  const link = 'https://maralindqvist.substack.com/';
  const own = await list(link, { ...daysAgo(-1), author: 'Mara Lindqvist' });
  expect(own).toMatchObject({ links: { length: 25 }, requests: 1 });
  const pseudonym = await list(link, { ...daysAgo(-1), author: 'Jonas Ekdahl' });
  expect(pseudonym).toMatchObject({ links: { length: 300 }, requests: 7 });
});
