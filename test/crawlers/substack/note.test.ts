import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PostHarvest } from '../../../src/crawlers/crawler.ts';
import { substackCrawler } from '../../../src/crawlers/substack/index.ts';
import type { Site, SiteAnswer } from '../../sites/replica.ts';
import { type Bench, startBench } from '../bench.ts';

const LINK = 'https://substack.com/@mara/note/c-17';

let page: SiteAnswer | undefined;
let api: SiteAnswer | undefined;

const site: Site = {
  hosts: ['substack.com'],
  answer: ({ url }) => (url.pathname.startsWith('/api/') ? api : page),
};

let bench: Bench;
beforeAll(async () => {
  bench = await startBench(substackCrawler, [site]);
});
afterAll(() => bench.close());
beforeEach(() => {
  api = undefined;
  page = { body: '<html></html>' };
});

const comment = (more: object = {}): object => ({
  id: 17,
  body: 'Ebb.\r\n\r\nFlow.\u00a0 \n',
  name: 'Mara Lindqvist',
  handle: 'mara',
  date: '2024-10-20T18:02:11.500Z',
  edited_at: '2024-10-20T18:05:00.000Z',
  ...more,
});
const pageOf = (note: object): SiteAnswer => {
  const state = JSON.stringify({ feedData: { feedItem: { comment: note } } });
  return {
    body: `<html><script>window._preloads = JSON.parse(${JSON.stringify(state)})</script></html>`,
  };
};
const json = (value: unknown): SiteAnswer => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

async function note(): Promise<PostHarvest> {
  const [found] = await bench.crawl(LINK);
  if (found?.kind !== 'post') throw new Error('no post');
  return found;
}

const WHOLE = {
  kind: 'post',
  sourceId: 'substack:note:17',
  link: new URL(LINK),
  text: 'Ebb.\n\nFlow.',
  byline: ['Mara Lindqvist'],
  publishedAt: new Date('2024-10-20T18:02:11.500Z'),
  modifiedAt: new Date('2024-10-20T18:05:00.000Z'),
  tags: [],
  access: 'full',
};

const unit = (text: string, name = ''): string =>
  `<div class="${name}"><div class="ProseMirror FeedProseMirror">${text}</div></div>`;
const shown = (body: string, id = 17): SiteAnswer => ({
  body: `<html><head><link rel="canonical" href="https://substack.com/@mara/note/c-${id}"><meta property="og:title" content="Mara Lindqvist (@mara)"><script type="application/ld+json">{"@context":"https://schema.org","@type":"SocialMediaPosting","datePublished":"2024-10-20T18:02:11.500Z"}</script></head><body>${body}</body></html>`,
});

describe('where a note is looked for', () => {
  test('in the state of its page, in one request', async () => {
    page = pageOf(comment());
    const before = bench.replica.requests.length;
    expect(await note()).toEqual(WHOLE);
    const asked = bench.replica.requests.slice(before).map(({ url }) => url.pathname);
    expect(asked.filter((path) => path !== '/robots.txt')).toEqual(['/note/c-17']);
  });

  test.each([
    ['tells nothing', { body: '<html></html>' }],
    ['is not there under the number alone', undefined],
    ['holds another note', pageOf(comment({ id: 18 }))],
  ])('in the API, when the page %s', async (_what, answer) => {
    page = answer;
    api = json({ item: { comment: comment() } });
    expect(await note()).toEqual(WHOLE);
  });

  test('on the page as it is shown; what it answers and what answers it is not in it', async () => {
    page = shown(
      unit('<p>The question</p>') +
        unit('<p>Ebb.</p><p>Flow.</p>', 'x feedPermalinkUnit-JBJrHa') +
        unit('<p>Nonsense!</p>'),
    );
    const { modifiedAt: _, ...rest } = WHOLE;
    expect(await note()).toEqual(rest);
  });

  test.each([
    ['that shows several texts, none of them marked', shown(unit('<p>A</p>') + unit('<p>B</p>'))],
    ['of another note', shown(unit('<p>A</p>'), 171)],
    ['that breaks off', { body: shown(unit('<p>A</p>')).body?.toString().slice(0, -5) ?? '' }],
    ['without a text', shown('')],
  ])('a page %s is refused', async (_what, answer) => {
    page = answer;
    await expect(bench.crawl(LINK)).rejects.toMatchObject({
      code: 'extraction_empty',
      message: 'The note c-17 is missing from the page of Substack',
    });
  });

  test('a note that is gone', async () => {
    page = undefined;
    await expect(bench.crawl(LINK)).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('the first picture comes along, as it was uploaded', async () => {
  const src = 'https://substack-post-media.s3.amazonaws.com/public/images/a_1x1.jpeg';
  page = pageOf(
    comment({
      attachments: [
        { type: 'post', post: {} },
        {
          type: 'image',
          imageUrl: `https://substackcdn.com/image/fetch/w_1/${encodeURIComponent(src)}`,
        },
      ],
    }),
  );
  expect((await note()).image).toBe(src);
});

test('a note without own words is not stored', async () => {
  page = pageOf(comment({ body: ' ', attachments: [{ type: 'comment', comment: {} }] }));
  await expect(bench.crawl(LINK)).rejects.toMatchObject({
    code: 'unsupported_content',
    message: 'The note has no words of its own',
  });
});
