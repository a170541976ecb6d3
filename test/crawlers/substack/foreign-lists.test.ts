import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { substackCrawler } from '../../../src/crawlers/substack/index.ts';
import { CrawlError } from '../../../src/errors.ts';
import { silentLog } from '../../../src/log.ts';
import { httpOnly } from '../../fetching/http-only.ts';
import { pageOf } from '../bench.ts';

const LINKS = [
  'https://mara.substack.com/',
  'https://substack.com/@mara',
  'https://substack.com/profile/17',
  'https://substack.com/note/c-17',
];

/** Crawls with one answer to everything: it ends, and all it may fail with is a typed error. */
async function crawl(link: string, answer: string): Promise<void> {
  let requests = 0;
  const count = (): void => {
    requests += 1;
    if (requests > 500) throw new Error('asks without end');
  };
  const fetch = httpOnly({
    page: async (asked) => {
      count();
      return pageOf(asked.href, answer, '');
    },
    stream: async (asked) => {
      count();
      return {
        url: asked,
        requested: asked,
        headers: new Map(),
        mediaType: '',
        body: Readable.from([Buffer.from(answer)]),
      };
    },
  });
  const context = {
    fetch,
    signal: new AbortController().signal,
    log: silentLog,
    author: 'Mara Lindqvist',
  };
  try {
    await Array.fromAsync(substackCrawler.extract(new URL(link), context));
  } catch (error) {
    if (!(error instanceof CrawlError)) throw error;
  }
}

const known = fc.constantFrom(
  ...['id', 'slug', 'posts', 'items', 'item', 'comment', 'profile', 'publications', 'post_date'],
  ...['publishedBylines', 'name', 'nextCursor', 'body', 'date', 'canonical_url', 'user_id'],
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      null,
      17,
      -1,
      1e300,
      '',
      'tides',
      'https://substack.com/home/post/p-17',
      '2024',
    ),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(known, tie('any'), { maxKeys: 6 }),
  ),
})).any;

test('any JSON in the place of a list is read or refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...LINKS), value, (link, answer) =>
      crawl(link, JSON.stringify(answer)),
    ),
    { numRuns: 300 },
  );
});

test('any XML in the place of a sitemap or a feed is read or refused', async () => {
  const piece = fc.constantFrom(
    ...['<?xml version="1.0"?>', '<urlset>', '</urlset>', '<sitemapindex>', '<sitemap>', '<url>'],
    ...['<loc>', '</loc>', '<lastmod>', '2024-01-02', 'https://mara.substack.com/p/tides', ']]>'],
    ...['https://mara.substack.com/sitemap-2.xml', '<rss>', '<channel>', '<item>', '</item>'],
    ...[
      '<link>',
      '<dc:creator>',
      '<![CDATA[',
      '<pubDate>',
      '</rss>',
      'javascript:alert(1)',
      '&#0;',
    ],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), (pieces) =>
      crawl(LINKS[0] ?? '', pieces.join('')),
    ),
    { numRuns: 300 },
  );
});

test('a sitemap of 10,000 links is read in passing', async () => {
  const startedAt = performance.now();
  const url =
    '<url><loc>https://mara.substack.com/p/tides</loc><lastmod>2024-01-02</lastmod></url>';
  await crawl(LINKS[0] ?? '', `<urlset>${url.repeat(10_000)}</urlset>`);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
