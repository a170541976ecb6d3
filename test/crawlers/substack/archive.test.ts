import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LinkHarvest } from '../../../src/crawlers/crawler.ts';
import { substackCrawler } from '../../../src/crawlers/substack/index.ts';
import type { Site, SiteAnswer } from '../../sites/replica.ts';
import { type Bench, startBench } from '../bench.ts';

const entry = (id: number): object => ({
  id,
  slug: `letter-${id}`,
  title: ` Letter ${id} `,
  canonical_url: `https://many.substack.com/p/letter-${id}`,
  post_date: '2024-01-02T03:04:05.678Z',
  audience: id % 5 === 0 ? 'only_paid' : 'everyone',
});

const json = (value: unknown): SiteAnswer => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

const COUNTS: Readonly<Record<string, number>> = { same: 12, few: 30 };

/**
 * Publications of as many posts as their name says; `same` answers every offset with its first page, `few` gives a dozen at a
 * time.
 */
const site: Site = {
  hosts: [
    'p126.substack.com',
    'few.substack.com',
    'mixed.substack.com',
    'p0.substack.com',
    'same.substack.com',
    'odd.substack.com',
  ],
  answer({ url }) {
    const [name = ''] = url.hostname.split('.');
    if (name === 'odd') return json({ error: 'nothing here' });
    if (url.pathname !== '/api/v1/archive') return undefined;
    const offset = name === 'same' ? 0 : Number(url.searchParams.get('offset'));
    if (name === 'mixed') {
      const items = [null, { ...entry(2), type: 'restack' }, entry(1), { id: 'x' }];
      return json(items.slice(offset));
    }
    const count = COUNTS[name] ?? Number(name.slice(1));
    const limit = name === 'few' ? 12 : Number(url.searchParams.get('limit'));
    const ids = Array.from({ length: count }, (_, index) => count - index);
    return json(ids.slice(offset, offset + limit).map(entry));
  },
};

let bench: Bench;
beforeAll(async () => {
  bench = await startBench(substackCrawler, [site]);
});
afterAll(() => bench.close());

async function listed(name: string): Promise<{ links: LinkHarvest[]; requests: number }> {
  const before = bench.replica.requests.length;
  const found = await bench.crawl(`https://${name}.substack.com`);
  const links = found.filter((one) => one.kind === 'link');
  expect(links).toHaveLength(found.length);
  return { links, requests: bench.replica.requests.length - before };
}

describe('the archive of a publication', () => {
  test('is read to its end, newest first, each post once', async () => {
    const { links, requests } = await listed('p126');
    expect(links.map(({ link }) => link.pathname)).toEqual(
      Array.from({ length: 126 }, (_, index) => `/p/letter-${126 - index}`),
    );
    expect(links[0]).toMatchObject({
      title: 'Letter 126',
      publishedAt: new Date('2024-01-02T03:04:05.678Z'),
      changedAt: new Date('2024-01-02T03:04:05.678Z'),
    });
    expect(requests).toBe(4);
  });

  test('that gives less at a time than it is asked for is read to its end too', async () => {
    const { links, requests } = await listed('few');
    expect([links.length, requests]).toEqual([30, 3]);
  });

  test('cross-posts of others, and entries that cannot be read, do not take the rest along', async () => {
    const { links } = await listed('mixed');
    expect(links.map(({ link }) => link.pathname)).toEqual(['/p/letter-1']);
  });

  test('that does not heed the offset does not go on for ever', async () => {
    const { links, requests } = await listed('same');
    expect([links.length, requests]).toEqual([12, 2]);
  });

  test('that is empty, or no archive, is a typed failure', async () => {
    await expect(bench.crawl('https://p0.substack.com')).rejects.toMatchObject({
      code: 'extraction_empty',
      message: 'The archive of p0.substack.com lists no posts',
    });
    await expect(bench.crawl('https://odd.substack.com')).rejects.toMatchObject({
      code: 'extraction_empty',
      message: expect.stringContaining('/api/v1/archive'),
    });
  });
});
