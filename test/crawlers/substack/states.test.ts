import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ArticleHarvest } from '../../../src/crawlers/crawler.ts';
import { substackCrawler } from '../../../src/crawlers/substack/index.ts';
import type { Site, SiteAnswer } from '../../sites/replica.ts';
import { type Bench, startBench } from '../bench.ts';

const LINK = 'https://maralindqvist.substack.com/p/tides';

/** What the page and the API answer in the test at hand. */
let page: SiteAnswer;
let api: SiteAnswer | undefined;

const site: Site = {
  hosts: ['maralindqvist.substack.com', 'substack.com'],
  answer: ({ url }) => (url.pathname.startsWith('/api/') ? api : page),
};

let bench: Bench;
beforeAll(async () => {
  bench = await startBench(substackCrawler, [site]);
});
afterAll(() => bench.close());
beforeEach(() => {
  api = undefined;
});

const post = (more: object = {}): Record<string, unknown> => ({
  id: 17,
  slug: 'tides',
  title: ' Tides ',
  subtitle: '',
  type: 'newsletter',
  audience: 'everyone',
  canonical_url: LINK,
  post_date: '2024-01-02T03:04:05.678Z',
  body_html: '<p>The sea went out.</p>',
  publishedBylines: [{ id: 1, name: 'Mara Lindqvist' }],
  ...more,
});

const stateOf = (state: unknown): string =>
  `<script>window._preloads        = JSON.parse(${JSON.stringify(JSON.stringify(state)).replaceAll('<', '\\u003c')})</script>`;

const withState = (state: unknown): SiteAnswer => ({
  body: `<html><body>${stateOf(state)}</body></html>`,
});

const json = (value: unknown): SiteAnswer => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

async function article(link = LINK): Promise<ArticleHarvest> {
  const [found] = await bench.crawl(link);
  if (found?.kind !== 'article') throw new Error('no article');
  return found;
}

const shown = (body: string, more = ''): string =>
  `<html><head><link rel="canonical" href="${LINK}"><meta name="author" content="Mara Lindqvist">
<meta name="twitter:image" content="https://substackcdn.com/image/fetch/x/https%3A%2F%2Fmaralindqvist.substack.com%2Fapi%2Fv1%2Fpost_preview%2F17%2Ftwitter.jpg"></head>
<body><article class="newsletter-post post"><div class="post-header"><h1 class="post-title">Tides</h1><h3 class="subtitle">At night</h3><div>Jan 02, 2024</div></div>
<div class="available-content"><div class="body markup">${body}</div></div>${more}</article></body></html>`;

describe('where the post is looked for', () => {
  test('in the state of the page', async () => {
    page = withState({ post: post(), pub: { language: 'sv', base_url: 'https://x.example' } });
    expect(await article()).toMatchObject({
      sourceId: 'substack:17',
      title: 'Tides',
      byline: ['Mara Lindqvist'],
      language: 'sv',
      markdown: 'The sea went out.',
    });
    expect(await article()).not.toHaveProperty('subtitle');
  });

  test('in the state as it was until 2022, an object and not a string', async () => {
    page = {
      body: `<script>\n<![CDATA[\nwindow._preloads        = ${JSON.stringify({ post: post() })}\n]]>\n</script>`,
    };
    expect((await article()).markdown).toBe('The sea went out.');
  });

  test('in the state of the reading app', async () => {
    page = withState({
      feedData: { initialPost: { post: post(), publication: { language: 'en' } } },
    });
    expect(await article()).toMatchObject({ sourceId: 'substack:17', language: 'en' });
  });

  test('in the API, when the page breaks off within its state', async () => {
    const { body = '' } = withState({ post: post() });
    page = { body: body.slice(0, -80) };
    api = json(post());
    expect((await article()).sourceId).toBe('substack:17');
    expect(bench.replica.requests.at(-1)?.url.pathname).toBe('/api/v1/posts/tides');
  });

  test('in the API by its number, when the link has no slug', async () => {
    page = { body: '<html></html>' };
    api = json({ post: post(), publication: { language: 'en' } });
    const found = await article('https://substack.com/@maralindqvist/p-17');
    expect(found).toMatchObject({ sourceId: 'substack:17', language: 'en', link: new URL(LINK) });
    expect(bench.replica.requests.at(-1)?.url.pathname).toBe('/api/v1/posts/by-id/17');
  });

  test('on the page as it is shown, when all else fails', async () => {
    page = { body: shown('<p>The sea went out.</p>') };
    expect(await article()).toEqual({
      kind: 'article',
      sourceId: 'substack:17',
      link: new URL(LINK),
      title: 'Tides',
      subtitle: 'At night',
      byline: ['Mara Lindqvist'],
      publishedAt: new Date('2024-01-02T00:00:00Z'),
      tags: [],
      access: 'full',
      markdown: 'The sea went out.',
    });
  });

  test('a passing failure of the API is worth another run', async () => {
    page = { body: shown('<p>The sea went out.</p>') };
    api = { status: 429, headers: { 'retry-after': '3600' } };
    await expect(bench.crawl(LINK)).rejects.toMatchObject({ code: 'throttled', retry: 'later' });
  });
});

describe('full or preview', () => {
  const words = (count: number): string => `<p>${'tide '.repeat(count)}</p>`;

  test.each([
    ['a paid post that is shown whole', 'only_paid', 100, 100, 'full'],
    ['a paid post of which a third is shown', 'only_paid', 33, 100, 'preview'],
    ['a post for free subscribers of which a third is shown', 'only_free', 33, 100, 'preview'],
    ['a free post, whatever the count says', 'everyone', 33, 100, 'full'],
    ['a paid post without a count', 'founding', 100, undefined, 'preview'],
  ])('%s', async (_what, audience, count, wordcount, access) => {
    page = withState({ post: post({ audience, wordcount, body_html: words(count) }) });
    expect((await article()).access).toBe(access);
  });

  test('a paid post without body gives its first lines', async () => {
    const truncated = post({
      audience: 'only_paid',
      body_html: null,
      truncated_body_text: 'First * lines…',
    });
    page = withState({ post: truncated });
    expect(await article()).toMatchObject({ access: 'preview', markdown: 'First * lines…' });
  });

  test.each([
    '<div role="region" aria-label="Paywall" class="paywall"><h2 class="paywall-title">This post is for paid subscribers</h2></div>',
    '<div role="region" aria-label="Paywall" class="wall-x1"><h2>Keep reading with a 7-day free trial</h2></div>',
  ])('a paywall below the text makes it a preview: %s', async (paywall) => {
    page = { body: shown('<p>The sea went out.</p>', paywall) };
    expect(await article()).toMatchObject({ access: 'preview', markdown: 'The sea went out.' });
  });
});

describe('whose it is and where it stands', () => {
  test('a guest post belongs to its byline, not to the publication', async () => {
    page = withState({ post: post(), pub: { author_name: 'Somebody Else' } });
    expect((await article()).byline).toEqual(['Mara Lindqvist']);
  });

  test.each(['https://substack.com/home/post/p-17', 'https://elsewhere.example/tides', undefined])(
    'canonical_url %s gives way to the address on the publication',
    async (canonical_url) => {
      const pub = { base_url: 'https://letters.tidewater.example' };
      page = withState({ post: post({ canonical_url }), pub });
      expect((await article()).link.href).toBe('https://letters.tidewater.example/p/tides');
    },
  );
});

test('a publication that names no address of its own stands on its sub-domain, or its own domain', async () => {
  const canonical_url = 'https://substack.com/home/post/p-17';
  page = { body: '<html></html>' };
  api = json({ post: post({ canonical_url }), publication: { subdomain: 'mara' } });
  const link = 'https://substack.com/home/post/p-17';
  expect((await article(link)).link.href).toBe('https://mara.substack.com/p/tides');
  const publication = { subdomain: 'mara', custom_domain: 'letters.tidewater.example' };
  api = json({ post: post({ canonical_url }), publication });
  expect((await article(link)).link.href).toBe('https://letters.tidewater.example/p/tides');
});

describe('pages that are not what was asked for', () => {
  const rejected = (link = LINK) => expect(bench.crawl(link)).rejects;

  test('a page without post: the message names what is missing', async () => {
    page = withState({ pub: { language: 'en' } });
    await rejected().toMatchObject({
      code: 'extraction_empty',
      message: expect.stringContaining('window._preloads.post'),
    });
  });

  test('a page without state', async () => {
    page = { body: '<html><body>Parked</body></html>' };
    await rejected().toMatchObject({
      code: 'extraction_empty',
      message: expect.stringContaining('window._preloads (and so is article.post'),
    });
  });

  test('a page that breaks off within its text is not stored by half', async () => {
    page = { body: shown('<p>The sea went out.</p><p>And then').slice(0, -40) };
    await rejected().toMatchObject({
      code: 'extraction_empty',
      message: expect.stringContaining('the end of the page'),
    });
  });

  test('another post than the link names', async () => {
    page = withState({ post: post({ slug: 'moons' }) });
    await rejected().toMatchObject({
      code: 'extraction_empty',
      message: 'A post with the slug "tides" is missing from the page of Substack',
    });
    await rejected('https://substack.com/home/post/p-18').toMatchObject({
      code: 'extraction_empty',
      message: 'A post with the number 18 is missing from the page of Substack',
    });
  });

  test.each(['podcast', 'thread'])('a %s without a text', async (type) => {
    page = withState({ post: post({ type, body_html: null }) });
    await rejected().toMatchObject({
      code: 'unsupported_content',
      message: `The post is a ${type} without a text of its own`,
    });
  });

  test('a podcast with show notes is an article', async () => {
    page = withState({ post: post({ type: 'podcast', podcast_url: 'https://x.example/a.mp3' }) });
    expect((await article()).markdown).toBe(
      '[Audio](https://x.example/a.mp3)\n\nThe sea went out.',
    );
  });

  test('a video above the text is a link to it', async () => {
    page = withState({ post: post({ video_upload_id: 'b66a-0a08' }) });
    expect((await article()).markdown).toBe(
      '[Video](https://api.substack.com/api/v1/video/upload/b66a-0a08/src)\n\nThe sea went out.',
    );
  });

  test('an address that is none does not become a link', async () => {
    page = withState({ post: post({ podcast_url: 'javascript:alert(1)' }) });
    expect((await article()).markdown).toBe('The sea went out.');
  });

  test('a post that consists of widgets', async () => {
    page = withState({
      post: post({ body_html: '<p class="button-wrapper"><a>Subscribe</a></p><hr>' }),
    });
    await rejected().toMatchObject({
      code: 'extraction_empty',
      message: expect.stringContaining('body_html'),
    });
  });

  test.each([
    'https://maralindqvist.substack.com/notes',
    'https://maralindqvist.substack.com/chat',
    'https://substack.com/settings',
  ])('%s is refused before any request, with a way out', async (link) => {
    const before = bench.replica.requests.length;
    await rejected(link).toMatchObject({
      code: 'unsupported_content',
      hint: expect.stringMatching(/substack\.com\/@name/),
    });
    expect(bench.replica.requests).toHaveLength(before);
  });
});
