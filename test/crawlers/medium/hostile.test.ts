/** Pages that nobody at Medium made: whatever comes, an article or a typed failure, and soon. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sitemapIn } from '../../../src/crawlers/feeds/fetch-sitemap.ts';
import { readFeed } from '../../../src/crawlers/medium/feed.ts';
import { readFeedPost } from '../../../src/crawlers/medium/feed-post.ts';
import { readListingPage } from '../../../src/crawlers/medium/listing-page.ts';
import { readPost, toArticle } from '../../../src/crawlers/medium/post.ts';
import { CrawlError } from '../../../src/errors.ts';
import type { FetchedPage } from '../../../src/fetching/page.ts';
import { listingLinks, mediumListingsSite } from '../../sites/medium-listings.ts';
import { pageOf } from '../bench.ts';
import { replicaPage } from './replica-pages.ts';

const LINK = 'https://medium.com/p/7f3c2a91be04';
const MARA = {
  name: '@mara-l',
  page: new URL(listingLinks.profile),
  feed: new URL(listingLinks.feed),
};
const PAGES: readonly [name: string, id: string][] = [
  ['tide-sensor.html', '7f3c2a91be04'],
  ['backfilling.html', '5b1d90c7e2a'],
  ['moon.html', '9c41f7d802'],
];

/** Of the processor: on a busy machine the wall clock measures the others. */
function secondsSince(startedAt: NodeJS.CpuUsage): number {
  return process.cpuUsage(startedAt).user / 1e6;
}

function onlyCrawlErrors(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(CrawlError);
  }
}

describe('flaw 13: a damaged page ends in a typed failure, never in a crash', () => {
  test.each(PAGES)('%s with any piece replaced', (name, id) => {
    const html = replicaPage(name);
    const junk = fc.constantFrom(
      '',
      '"',
      '{',
      '}',
      '\\',
      '<',
      '</script>',
      'null',
      '[]',
      '{"__ref":1}',
      '\u0000',
      '😀',
      '1e99',
    );
    fc.assert(
      fc.property(fc.nat(html.length), fc.nat(400), junk, (at, length, piece) => {
        onlyCrawlErrors(() =>
          toArticle(
            readPost(pageOf(LINK, html.slice(0, at) + piece + html.slice(at + length)), id),
          ),
        );
      }),
      { numRuns: 25 },
    );
  });

  test.each(PAGES)('%s cut anywhere and closed again', (name, id) => {
    const html = replicaPage(name);
    fc.assert(
      fc.property(fc.nat(html.length), (at) => {
        onlyCrawlErrors(() => toArticle(readPost(pageOf(LINK, `${html.slice(0, at)}</html>`), id)));
      }),
      { numRuns: 15 },
    );
  });

  test('any JSON as state', () => {
    const key = fc.constantFrom(
      '__ref',
      'type',
      'id',
      'bodyModel',
      'paragraphs',
      'content',
      'text',
      'markups',
      'sections',
      'tags',
      'creator',
      'start',
      'metadata',
    );
    const value = fc.constantFrom<unknown>(
      'Post:7f3c2a91be04',
      'P',
      'IMG',
      'id',
      'A',
      -1,
      1e300,
      null,
      true,
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        value,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(tree, tree, (content, paragraph) => {
        const post = {
          id: '7f3c2a91be04',
          title: 'x',
          content: { bodyModel: { paragraphs: [paragraph, content] } },
          tags: content,
        };
        const state = JSON.stringify({ 'Post:7f3c2a91be04': post, P: paragraph });
        onlyCrawlErrors(() =>
          toArticle(
            readPost(pageOf(LINK, `<html>__APOLLO_STATE__=${state}</html>`), '7f3c2a91be04'),
          ),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('a damaged feed, and what is left of the posts in it', () => {
    const feed = replicaPage('feed-user.xml');
    fc.assert(
      fc.property(
        fc.nat(feed.length),
        fc.nat(300),
        fc.constantFrom('', '<', ']]>', '&', '<item>', '<ul><li>', '</pre>'),
        (at, length, piece) => {
          onlyCrawlErrors(() => {
            const damaged = feed.slice(0, at) + piece + feed.slice(at + length);
            for (const item of readFeed(pageOf(LINK, damaged)).posts) {
              const post = readFeedPost(item);
              if (post !== undefined) toArticle(post);
            }
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each([
    ['sitemap', listingLinks.sitemap, ({ text, url }: FetchedPage) => sitemapIn(text, url)],
    ['list', listingLinks.profile, (page: FetchedPage) => readListingPage(page, MARA)],
  ])('a damaged %s', async (_what, link, read) => {
    const answer = await mediumListingsSite.answer({
      url: new URL(link),
      method: 'GET',
      headers: {},
    });
    const text = String(answer?.body);
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(300),
        fc.constantFrom('', '<', '"', '{', '}', 'null', '[]', '<loc>', '{"__ref":1}'),
        (at, length, piece) => {
          onlyCrawlErrors(() =>
            read(pageOf(link, text.slice(0, at) + piece + text.slice(at + length))),
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a page made to exhaust us does not', () => {
  const article = (inner: string): string =>
    `<html><meta property="al:ios:url" content="medium://p/7f3c2a91be04"><meta property="og:title" content="x"><article>${inner}<p id="abcd">Text.</p></article></html>`;

  test.each([
    ['nested 100,000 deep', article('<div>'.repeat(100_000) + '</div>'.repeat(100_000))],
    [
      'nested in a paragraph',
      article(`<p id="aaaa">${'<b>'.repeat(100_000)}deep${'</b>'.repeat(100_000)}</p>`),
    ],
    ['with 20,000 paragraphs', article('<p id="aaaa">Tide.</p>'.repeat(20_000))],
    ['with 150,000 elements in one', article(`<p id="aaaa">${'<i></i>'.repeat(150_000)}</p>`)],
    [
      'with a state of braces',
      article(`<script>__APOLLO_STATE__ = ${'{"a":'.repeat(200_000)}</script>`),
    ],
    [
      'with a state of quotes',
      article(`<script>__APOLLO_STATE__ = {${'\\"'.repeat(500_000)}</script>`),
    ],
  ])('%s', (_what, html) => {
    const startedAt = process.cpuUsage();
    onlyCrawlErrors(() => toArticle(readPost(pageOf(LINK, html), '7f3c2a91be04')));
    expect(secondsSince(startedAt)).toBeLessThan(4);
  });

  test.each([
    ['<title>', '<title>'],
    ['&amp;', '&amp;'],
    ['<p class="medium-feed-', '<p class="medium-feed-'],
    ['originally published in', 'was originally published in on Medium, '],
  ])('a feed with a text of %s', (_what, piece) => {
    const text = `<rss><channel><item><title>x</title><category>x</category><link>${LINK}</link><content:encoded><![CDATA[<p>${piece.repeat(100_000)}</p>]]></content:encoded></item></channel></rss>`;
    const startedAt = process.cpuUsage();
    onlyCrawlErrors(() => {
      for (const item of readFeed(pageOf(LINK, text)).posts) readFeedPost(item);
    });
    expect(secondsSince(startedAt)).toBeLessThan(4);
  });

  test('references in a circle', () => {
    const state = {
      'Post:7f3c2a91be04': { title: 'x', creator: { __ref: 'a' }, content: { __ref: 'a' } },
      a: { __ref: 'a', bodyModel: { __ref: 'a' }, paragraphs: [{ __ref: 'a' }, { __ref: 'b' }] },
      b: { type: 'IFRAME', text: '', iframe: { __ref: 'b' }, mediaResource: { __ref: 'b' } },
    };
    const page = pageOf(LINK, `<html>__APOLLO_STATE__=${JSON.stringify(state)}</html>`);
    expect(() => toArticle(readPost(page, '7f3c2a91be04'))).toThrow(CrawlError);
  });
});
