import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { substackCrawler } from '../../../src/crawlers/substack/index.ts';
import type { Site, SiteAnswer } from '../../sites/replica.ts';
import { type Bench, startBench } from '../bench.ts';
import { recordedLog } from './recorded-log.ts';

const HANDLE = 'https://substack.com/@mara';
const PROFILE = '/api/v1/user/mara/public_profile';
const POSTS = '/api/v1/profile/posts';
const NOTES = '/api/v1/reader/feed/profile/27';

let answers: Record<string, SiteAnswer | ((url: URL) => SiteAnswer)>;

const site: Site = {
  hosts: ['substack.com'],
  answer({ url }) {
    const answer = answers[url.pathname];
    return typeof answer === 'function' ? answer(url) : answer;
  },
};

let bench: Bench;
beforeAll(async () => {
  bench = await startBench(substackCrawler, [site]);
});
afterAll(() => bench.close());

const json = (value: unknown): SiteAnswer => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
const pageWith = (state: unknown): SiteAnswer => ({
  body: `<html><script>window._preloads = JSON.parse(${JSON.stringify(JSON.stringify(state))})</script></html>`,
});

const person = {
  id: 27,
  name: 'Mara Lindqvist',
  handle: 'mara',
  primaryPublication: { id: 5, subdomain: 'mara', custom_domain: null },
  publicationUsers: [
    { public: true, publication: { id: 5, subdomain: 'mara', custom_domain: null } },
    {
      public: true,
      publication: { id: 6, subdomain: 'pilots', custom_domain: 'letters.tidewater.example' },
    },
    { public: false, publication: { id: 7, subdomain: 'hidden', custom_domain: null } },
    {
      public: true,
      publication: {
        id: 8,
        subdomain: 'both',
        custom_domain: 'both.example',
        custom_domain_optional: true,
      },
    },
    { public: true, publication: { id: 9, subdomain: 'evil.example/', custom_domain: null } },
  ],
};

const post = (id: number, by: number[] = [27], more: object = {}): object => ({
  id,
  slug: `tide-${id}`,
  title: `Tide ${id}`,
  canonical_url: `https://mara.substack.com/p/tide-${id}`,
  post_date: '2024-01-02T03:04:05.678Z',
  publication_id: 5,
  publishedBylines: by.map((one) => ({ id: one, name: `Person ${one}` })),
  ...more,
});
const once =
  (value: object) =>
  (url: URL): SiteAnswer =>
    json(url.searchParams.get('offset') === '0' ? value : { posts: [] });

const note = (id: number, more: object = {}): object => ({
  entity_key: `c-${id}`,
  type: 'comment',
  comment: { id, user_id: 27, handle: 'mara', body: 'Ebb.', ancestor_path: '', ...more },
});

beforeEach(() => {
  answers = {
    [PROFILE]: json(person),
    [POSTS]: once({ posts: [post(3), post(2)], publications: [] }),
    [NOTES]: json({ items: [], nextCursor: null }),
  };
});

async function crawl(link = HANDLE) {
  const { log, warnings } = recordedLog();
  const before = bench.replica.requests.length;
  const found = await bench.crawl(link, { log, author: 'Not Asked For' });
  const requests = bench.replica.requests.slice(before).map(({ url }) => url);
  return { links: found.map(({ link }) => link.href), warnings, requests };
}

const reasons = (warnings: { message: string }[]) => warnings.map(({ message }) => message);
const tides = (...ids: number[]) => ids.map((id) => `https://mara.substack.com/p/tide-${id}`);

describe('the posts of a person', () => {
  test('only where the person is in the byline, by number and not by name', async () => {
    answers[POSTS] = once({ posts: [post(4, [28]), post(3, [28, 27]), post(2), post(1, [])] });
    expect((await crawl()).links).toEqual(tides(3, 2, 1));
  });

  test('page by page, until there is no more', async () => {
    const all = [9, 8, 7, 6, 5].map((id) => post(id));
    answers[POSTS] = ({ searchParams }) => {
      const offset = Number(searchParams.get('offset'));
      return json({ posts: all.slice(offset, offset + 2), nextCursor: null });
    };
    const { links, requests } = await crawl();
    expect(links).toEqual(tides(9, 8, 7, 6, 5));
    expect(requests.filter(({ pathname }) => pathname === POSTS)).toHaveLength(4);
  });

  test('page by page by cursor, where there is one', async () => {
    answers[POSTS] = ({ searchParams }) =>
      searchParams.get('cursor') === 'a+b='
        ? json({ posts: [post(1)], nextCursor: null })
        : json({ posts: [post(2)], nextCursor: 'a+b=' });
    expect((await crawl()).links).toEqual(tides(2, 1));
  });

  test('a list that gives the same page for ever ends', async () => {
    answers[POSTS] = json({ posts: [post(2)], nextCursor: 'x' });
    const { links, requests } = await crawl();
    expect(links).toEqual(tides(2));
    expect(requests.filter(({ pathname }) => pathname === POSTS)).toHaveLength(2);
  });

  test('flaw 11: a post that gives the reading app as its address stands where its publication does', async () => {
    const canonical_url = 'https://substack.com/home/post/p-2';
    answers[POSTS] = once({
      posts: [
        post(2, [27], { canonical_url, publication_id: 6 }),
        post(1, [27], { canonical_url, publication_id: 99 }),
      ],
      publications: person.publicationUsers.map(({ publication }) => publication),
    });
    expect((await crawl()).links).toEqual([
      'https://letters.tidewater.example/p/tide-2',
      'https://substack.com/home/post/p-1',
    ]);
  });

  test('a link with the number asks nobody whose it is', async () => {
    const { links, requests } = await crawl('https://substack.com/profile/27-mara-l');
    expect(links).toEqual(tides(3, 2));
    expect(requests.some(({ pathname }) => pathname.includes('public_profile'))).toBe(false);
  });
});

describe('where a list is closed', () => {
  test('the page of the profile tells who it is', async () => {
    delete answers[PROFILE];
    answers['/@mara'] = pageWith({ profile: person });
    const { links, warnings } = await crawl();
    expect(links).toEqual(tides(3, 2));
    expect(reasons(warnings)).toEqual([
      'The API does not tell whose profile it is; reading its page',
    ]);
  });

  test('the publications are followed instead of the posts: the public ones that are hosts', async () => {
    delete answers[POSTS];
    const { links, warnings } = await crawl();
    expect(links).toEqual([
      'https://mara.substack.com/',
      'https://letters.tidewater.example/',
      'https://both.substack.com/',
    ]);
    expect(warnings).toEqual([
      {
        message: 'The posts of a person are not to be had; following the publications',
        fields: { link: HANDLE, code: 'not_found', reason: expect.any(String) },
      },
    ]);
  });

  test('the posts come without the notes', async () => {
    answers[NOTES] = { status: 403 };
    const { links, warnings } = await crawl();
    expect(links).toEqual(tides(3, 2));
    expect(reasons(warnings)).toEqual([
      'The notes of a person are not to be had; only the posts are listed',
    ]);
  });

  test('for a while only: another run is worth it', async () => {
    answers[NOTES] = { status: 503, headers: { 'retry-after': '3600' } };
    await expect(bench.crawl(HANDLE)).rejects.toMatchObject({ retry: 'later' });
    answers[POSTS] = { status: 429, headers: { 'retry-after': '3600' } };
    await expect(bench.crawl(HANDLE)).rejects.toMatchObject({ code: 'throttled' });
  });

  test('nobody of that name', async () => {
    answers = {};
    await expect(bench.crawl(HANDLE)).rejects.toMatchObject({ code: 'not_found' });
    answers = { [PROFILE]: json({ error: 'x' }), '/@mara': { body: '<html>Parked</html>' } };
    await expect(bench.crawl(HANDLE)).rejects.toMatchObject({ code: 'extraction_empty' });
  });

  test('nothing published', async () => {
    answers[POSTS] = json({ posts: [] });
    await expect(bench.crawl(HANDLE)).rejects.toMatchObject({
      code: 'extraction_empty',
      message: '@mara has published nothing on Substack',
    });
  });
});

describe('the notes of a person', () => {
  test('own ones, page by page; no answers, nothing passed on, nothing that is no note', async () => {
    answers[POSTS] = json({ posts: [] });
    answers[NOTES] = ({ searchParams }) =>
      searchParams.get('cursor') === null
        ? json({
            items: [
              note(9, { date: '2024-05-06T07:08:09Z' }),
              note(8, { user_id: 28 }),
              note(7, { ancestor_path: '6' }),
              note(6, { post_id: 3 }),
              { type: 'post', post: {}, comment: null },
              null,
            ],
            nextCursor: 'next',
          })
        : json({ items: [note(5)], nextCursor: null });
    expect((await crawl()).links).toEqual([
      'https://substack.com/@mara/note/c-9',
      'https://substack.com/@mara/note/c-5',
    ]);
  });

  test('a cursor that leads nowhere new ends the list', async () => {
    answers[NOTES] = json({ items: [note(9)], nextCursor: 'again' });
    const { links, requests } = await crawl();
    expect(links).toEqual([...tides(3, 2), 'https://substack.com/@mara/note/c-9']);
    expect(requests.filter(({ pathname }) => pathname === NOTES)).toHaveLength(2);
  });
});
