import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isSubstackPage } from '../../../src/crawlers/substack/recognise.ts';
import { substackLinks, substackSite } from '../../sites/substack.ts';
import { pageOf } from '../bench.ts';

const CORPUS = new URL('../../../../shared/corpora/wcxb-dev/', import.meta.url);

const isSubstack = (html: string, mediaType?: string): boolean =>
  isSubstackPage(pageOf('https://letters.example/', html, mediaType));

describe('a page of Substack on a domain of its own', () => {
  test.each(['customDomainPost', 'customDomainRoot'] as const)('%s is recognised', async (name) => {
    const url = new URL(substackLinks[name]);
    const answer = await substackSite.answer({ url, method: 'GET', headers: {} });
    expect(isSubstack(String(answer?.body))).toBe(true);
  });

  test('of before 2023 is recognised by its state', () => {
    const icon = '<link rel="icon" href="https://substackcdn.com/icons/substack/favicon.ico" />';
    expect(
      isSubstack(`${icon}<script>\n  <![CDATA[\n  window._preloads        = {"post":{}}`),
    ).toBe(true);
  });

  test('is recognised in its feed', () => {
    const feed =
      '<?xml version="1.0"?><rss><channel><generator>Substack</generator></channel></rss>';
    expect(isSubstack(feed, 'application/xml')).toBe(true);
    expect(isSubstack(feed.replace('Substack', 'Hugo'), 'application/rss+xml')).toBe(false);
  });
});

describe('a page of another site', () => {
  test.each([
    '<img src="https://substackcdn.com/image/fetch/w_1456/https%3A%2F%2Fx.example%2Fa.png">',
    '<script src="https://substackcdn.com/embedjs/embed.js"></script><p>Subscribe</p>',
    '<p>Its pages link <code>https://substackcdn.com/bundle/</code> and set <code>window._preloads = JSON.parse(…)</code></p>',
    '<iframe src="https://mara.substack.com/embed"></iframe>',
    '',
  ])('%s is not', (html) => {
    expect(isSubstack(html)).toBe(false);
  });

  test('a file that mentions the marks is not', () => {
    expect(isSubstack('href="https://substackcdn.com/bundle/x.css"', 'text/plain')).toBe(false);
  });
});

test.skipIf(!existsSync(CORPUS))(
  'of 1,096 pages of all kinds it takes the 19 of Substack, and no other',
  () => {
    const taken: string[] = [];
    const files = readdirSync(new URL('html/', CORPUS));
    for (const file of files) {
      const html = gunzipSync(readFileSync(new URL(`html/${file}`, CORPUS))).toString();
      if (!isSubstack(html)) continue;
      const address = /property="og:url" content="([^"]*)"/.exec(html)?.[1] ?? file;
      taken.push(new URL(address).hostname);
    }
    const custom = taken.filter((host) => !/^(?:[a-z0-9-]+\.)?substack\.com$/.test(host));
    expect([files.length, taken.length]).toEqual([1096, 19]);
    expect(custom.sort()).toEqual(['newsletter.techworld-with-milan.com', 'www.decodingai.com']);
  },
);
