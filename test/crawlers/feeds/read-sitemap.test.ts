import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sitemapIn, textOf } from '../../../src/crawlers/feeds/fetch-sitemap.ts';
import type { Sitemap } from '../../../src/crawlers/feeds/read-sitemap.ts';
import { TooLargeError, UpstreamError } from '../../../src/errors.ts';

const LINK = new URL('https://mara.example/sitemap.xml');
const read = (text: string): Sitemap | undefined => sitemapIn(text, LINK);
const urls = (count: number): string =>
  `<urlset>${Array.from({ length: count }, (_, number) => `<url><loc>https://mara.example/n/${number}</loc></url>`).join('')}</urlset>`;

test('addresses and days of change, with images, news and white space around them', () => {
  expect(
    read(`<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet type="text/xsl" href="//mara.example/main-sitemap.xsl"?>
<!-- made by a plugin -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
  <url>
    <image:image><image:loc>https://mara.example/lead.jpg</image:loc></image:image>
    <loc>
      https://mara.example/notes/?a=1&amp;b=2
    </loc>
    <lastmod>2024-05-06T09:12:00+02:00</lastmod>
    <news:news><news:publication_date>2024-05-01</news:publication_date><news:title>Ebb &amp; flow</news:title></news:news>
  </url>
  <url><loc><![CDATA[https://mara.example/x]]></loc><lastmod>soon</lastmod></url>
  <url><lastmod>2024-05-06</lastmod></url>
</urlset>`),
  ).toEqual({
    isIndex: false,
    isCut: false,
    entries: [
      {
        loc: 'https://mara.example/notes/?a=1&b=2',
        changedAt: new Date('2024-05-06T07:12:00Z'),
        publishedAt: new Date('2024-05-01T00:00:00Z'),
        title: 'Ebb & flow',
      },
      { loc: 'https://mara.example/x' },
    ],
  });
});

test('an index, with a prefix on every element', () => {
  expect(
    read(
      '<sm:sitemapindex xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9"><sm:sitemap><sm:loc>https://mara.example/1.xml</sm:loc><sm:lastmod>2024</sm:lastmod></sm:sitemap></sm:sitemapindex>',
    ),
  ).toMatchObject({ isIndex: true, entries: [{ loc: 'https://mara.example/1.xml' }] });
});

test('a text file with an address on each line', () => {
  expect(read('https://mara.example/a\r\nhttps://mara.example/b\n')?.entries).toHaveLength(2);
  expect(read('Not found\nhttps://mara.example/b')).toBeUndefined();
});

test('a feed in the place of a sitemap', () => {
  expect(
    read('<rss><channel><item><link>https://mara.example/a</link></item></channel></rss>'),
  ).toMatchObject({ entries: [{ loc: 'https://mara.example/a' }] });
});

test('one that breaks off gives what came before', () => {
  const whole = urls(10);
  expect(read(whole.slice(0, whole.length - 30))?.entries).toHaveLength(9);
});

test('of more than 50,000 addresses the first 50,000', () => {
  const { entries, isCut } = read(urls(50_001)) ?? {};
  expect(entries).toHaveLength(50_000);
  expect(isCut).toBe(true);
  expect(read(urls(50_000))?.isCut).toBe(false);
});

describe('packed', () => {
  test('is told by its first bytes', () => {
    expect(textOf(gzipSync(urls(1)), LINK)).toBe(urls(1));
    expect(textOf(Buffer.from(urls(1)), LINK)).toBe(urls(1));
  });

  test('and damaged is a failure of the site', () => {
    expect(() => textOf(gzipSync(urls(100)).subarray(0, 60), LINK)).toThrow(UpstreamError);
  });

  test('and larger than 50 MB when unpacked is refused', () => {
    const bomb = gzipSync(Buffer.alloc(51_000_000, ' '));
    expect(() => textOf(bomb, LINK)).toThrow(TooLargeError);
  });
});

describe('hostile sitemaps', () => {
  const piece = fc.constantFrom(
    ...[
      '<urlset>',
      '<sitemapindex>',
      '<url>',
      '</url>',
      '<loc>',
      '</loc>',
      '<lastmod>',
      '<sitemap>',
      '</sitemap>',
    ],
    ...[
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '&#0;',
      '&',
      '<',
      '>',
      '"',
      '\0',
      'https://',
      '<a:loc>',
      '2024-01-01',
    ],
  );

  test('of any pieces are read or not, and never throw', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 60 }),
        (pieces) => {
          for (const { loc } of read(pieces.join(''))?.entries ?? []) expect(loc).not.toBe('');
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    ['nested deep', '<url>'],
    ['of open comments', '<!--'],
    ['of one address without end', '<url><loc>https://mara.example/'],
    ['of open tags', '<'],
  ])('%s take no more than two seconds', (_what, repeated) => {
    const startedAt = performance.now();
    read(`<urlset>${repeated.repeat(300_000)}`);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
