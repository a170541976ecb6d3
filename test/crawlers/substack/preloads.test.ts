import { load } from 'cheerio/slim';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { substackCrawler } from '../../../src/crawlers/substack/index.ts';
import { readPreloads } from '../../../src/crawlers/substack/preloads.ts';
import { CrawlError, NotFoundError } from '../../../src/errors.ts';
import { silentLog } from '../../../src/log.ts';
import { httpOnly } from '../../fetching/http-only.ts';
import { pageOf } from '../bench.ts';

const read = (script: string) => readPreloads(load(`<html><script>${script}</script></html>`));

describe('the state of a page', () => {
  test('is decoded twice', () => {
    const state = { post: { title: '"Ebb" \\ flöod \u2028 🌊', html: '<p>}{</p>' } };
    const source = JSON.stringify(JSON.stringify(state)).replaceAll('<', '\\u003c');
    expect(read(`window._preloads        = JSON.parse(${source})`)).toEqual({ state });
    expect(read(`window._preloads = ${JSON.stringify(state).replaceAll('<', '\\u003c')};`)).toEqual(
      { state },
    );
  });

  test('is not looked for in the text of the page', () => {
    const $ = load(
      '<p>window._preloads = JSON.parse("{}")</p><script src="x.js">window._preloads = {}</script>',
    );
    expect(readPreloads($)).toEqual({ missing: 'window._preloads' });
  });

  test.each([
    ['window._preloads = JSON.parse("{\\"post\\":', 'the end of window._preloads'],
    ['window._preloads = JSON.parse("', 'the end of window._preloads'],
    ['window._preloads =', 'the end of window._preloads'],
    ['window._preloads = JSON.parse("nonsense")', 'readable JSON in window._preloads'],
    ['window._preloads = loadThem()', 'readable JSON in window._preloads'],
  ])('%s: says what is missing', (script, missing) => {
    expect(read(script)).toEqual({ missing });
  });

  test('ten megabytes without an end are given up in passing', () => {
    const startedAt = performance.now();
    expect(read(`window._preloads = JSON.parse("${'\\\\"{['.repeat(2_500_000)}`)).toHaveProperty(
      'missing',
    );
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

/** Crawls one page, with nobody at the API. */
async function crawl(html: string): Promise<void> {
  const fetch = httpOnly({
    page: async (link) => {
      if (link.pathname.startsWith('/api/')) throw new NotFoundError('nobody there', { link });
      return pageOf(link.href, html);
    },
    stream: () => Promise.reject(new Error('not asked for')),
  });
  const context = { fetch, signal: new AbortController().signal, log: silentLog };
  await Array.fromAsync(
    substackCrawler.extract(new URL('https://mara.substack.com/p/tides'), context),
  );
}

async function onlyCrawlErrors(html: string): Promise<void> {
  try {
    await crawl(html);
  } catch (error) {
    expect(error).toBeInstanceOf(CrawlError);
  }
}

describe('a hostile body costs seconds at most', () => {
  const within = async (body_html: string): Promise<void> => {
    const source = JSON.stringify(
      JSON.stringify({ post: { id: 1, slug: 'tides', title: 'T', body_html } }),
    );
    const startedAt = performance.now();
    await onlyCrawlErrors(
      `<script>window._preloads = JSON.parse(${source.replaceAll('<', '\\u003c')})</script>`,
    );
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  };

  test.each([
    ['elements within one another', '<div class="image-link">'.repeat(100_000)],
    ['rules side by side', '<hr>'.repeat(20_000)],
    [
      'pictures side by side',
      '<a class="image-link"><img src="https://a.example/x"></a>'.repeat(10_000),
    ],
    ['embeds side by side', '<div class="tweet"></div>'.repeat(10_000)],
  ])('%s', (_what, body) => within(body));
});

describe('whatever a page holds, nothing but a CrawlError comes out', () => {
  const rounds = { interruptAfterTimeLimit: 600, numRuns: 300 };

  test('garbled states', async () => {
    const whole = `<script>window._preloads = JSON.parse(${JSON.stringify(JSON.stringify({ post: { id: 1, slug: 'tides', title: 'T', body_html: '<p>x</p>' } }))})</script>`;
    const cut = fc.tuple(
      fc.nat(whole.length),
      fc.nat(20),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(cut, ([at, length, with_]) =>
        onlyCrawlErrors(whole.slice(0, at) + with_ + whole.slice(at + length)),
      ),
      rounds,
    );
  });

  test('well-formed states of any shape', async () => {
    const known = fc.record(
      {
        id: fc.constant(1),
        slug: fc.constant('tides'),
        title: fc.oneof(fc.constant('T'), fc.jsonValue()),
        body_html: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
        post_date: fc.jsonValue(),
        publishedBylines: fc.jsonValue(),
        postTags: fc.jsonValue(),
        canonical_url: fc.oneof(fc.webUrl(), fc.jsonValue()),
        cover_image: fc.jsonValue(),
        audience: fc.jsonValue(),
        wordcount: fc.jsonValue(),
      },
      { requiredKeys: ['id', 'slug'] },
    );
    const state = fc.oneof(fc.record({ post: known, pub: fc.jsonValue() }), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(state, (value) => {
        const source = JSON.stringify(JSON.stringify(value)).replaceAll('<', '\\u003c');
        return onlyCrawlErrors(`<script>window._preloads = JSON.parse(${source})</script>`);
      }),
      rounds,
    );
  });

  test('components with any attributes', async () => {
    const classes = [
      'tweet',
      'image-link',
      'image-gallery-embed',
      'image3',
      'latex-rendered',
      'mention-wrap',
      'highlighted_code_block',
      'comment',
      'instagram',
      'digest-post-embed',
      'footnote',
      'footnote-anchor',
    ];
    const component = fc.tuple(fc.constantFrom(...classes), fc.oneof(fc.json(), fc.string()));
    await fc.assert(
      fc.asyncProperty(fc.array(component, { maxLength: 6 }), (components) => {
        const escaped = (text: string): string =>
          text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
        const body_html = components
          .map(
            ([name, value]) => `<div class="${name}" data-attrs="${escaped(value)}"><img src="x">`,
          )
          .join('');
        const source = JSON.stringify(
          JSON.stringify({ post: { id: 1, slug: 'tides', title: 'T', body_html } }),
        );
        return onlyCrawlErrors(
          `<script>window._preloads = JSON.parse(${source.replaceAll('<', '\\u003c')})</script>`,
        );
      }),
      rounds,
    );
  });
});
