import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkedinCrawler } from '../../../src/crawlers/linkedin/index.ts';
import { linkedinLinks, linkedinSite } from '../../sites/linkedin.ts';
import type { Site } from '../../sites/replica.ts';
import { type Bench, startBench } from '../bench.ts';
import { crawlerContract } from '../contract.ts';
import { expected, plain } from './replica-pages.ts';

const shortLinks: Site = {
  hosts: ['lnkd.in'],
  answer: () => ({ status: 301, headers: { location: linkedinLinks.post } }),
};

let bench: Bench;
beforeAll(async () => {
  bench = await startBench(linkedinCrawler, [linkedinSite, shortLinks]);
});
afterAll(() => bench.close());

describe('what Mara wrote comes out, and nothing else', () => {
  test.each(['post', 'video', 'reshare'] as const)('%s', async (name) => {
    const harvests = await bench.crawl(linkedinLinks[name]);
    expect(harvests.map(plain)).toEqual(JSON.parse(expected(`${name}.expected.json`)));
  });

  test('pulse', async () => {
    const harvests = await bench.crawl(linkedinLinks.pulse);
    expect(harvests.map(plain)).toEqual(JSON.parse(expected('pulse.expected.json')));
    expect(harvests[0]).toMatchObject({ markdown: expected('pulse.expected.md').trimEnd() });
  });
});

describe('flaw 11: every URL form of a post gives the same document', () => {
  test.each([
    linkedinLinks.post.replace('www.', 'uk.'),
    linkedinLinks.post.replace('www.', ''),
    `${linkedinLinks.post}?utm_source=share&rcm=ACoAAB`,
    'https://www.linkedin.com/feed/update/urn:li:activity:7379050609801043530',
    'https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7379050609798946375/',
    'https://www.linkedin.com/posts/mara-lindqvist_for-three-years-share-7379050609798946375-q7Rt',
    'https://lnkd.in/eTides42',
  ])('%s', async (link) => {
    const [harvest] = await bench.crawl(link);
    expect([plain(harvest)]).toEqual(JSON.parse(expected('post.expected.json')));
  });
});

test.each(['post', 'video', 'reshare', 'pulse'] as const)(
  'flaw 6: a %s says when it was published, where it stands and what it is',
  async (name) => {
    const [harvest] = await bench.crawl(linkedinLinks[name]);
    expect(harvest).toMatchObject({
      publishedAt: expect.any(Date),
      link: expect.objectContaining({ host: 'www.linkedin.com', search: '' }),
      sourceId: expect.stringMatching(/^linkedin:(?:\d{19}|pulse:[\w-]+)$/),
    });
  },
);

test('flaw 7: a post needs neither browser nor login, one request is enough', async () => {
  const before = bench.replica.requests.length;
  await bench.crawl(linkedinLinks.post);
  expect(bench.replica.requests.slice(before).map(({ url }) => url.href)).toEqual([
    linkedinLinks.post,
  ]);
});

test('a feed link that meets the login wall is read in its embedded form', async () => {
  const [harvest] = await bench.crawl(
    'https://www.linkedin.com/feed/update/urn:li:ugcPost:7363610712868768689',
  );
  const [video] = JSON.parse(expected('video.expected.json'));
  // That form gives neither the shared link nor a date; the number of the post tells it to some hundredths of a second.
  expect(plain(harvest)).toEqual({
    ...video,
    link: 'https://www.linkedin.com/feed/update/urn:li:activity:7363610712877157302',
    publishedAt: '2025-08-19T16:40:03.221Z',
  });
});

describe('what is refused, with a reason', () => {
  test('flaw 7: a profile, before any request, with the export as the way out', async () => {
    const before = bench.replica.requests.length;
    await expect(bench.crawl(linkedinLinks.profile)).rejects.toMatchObject({
      code: 'login_required',
      retry: 'never',
      hint: expect.stringContaining('Get a copy of your data'),
    });
    expect(bench.replica.requests.length).toBe(before);
  });

  test('a reshare to which she added no words', async () => {
    await expect(bench.crawl(linkedinLinks.emptyReshare)).rejects.toMatchObject({
      code: 'unsupported_content',
      message: expect.stringContaining('without words of its own'),
    });
  });

  test.each([
    ['/company/tidepool', /\/posts\//],
    ['/jobs/view/12345', /\/posts\//],
    ['/school/chalmers/', /\/posts\//],
    ['/learning/streaming-sensor-data', /\/posts\//],
    ['/groups/54321/', /members only/],
    ['/newsletters/tide-letters-700', /\/pulse\//],
    ['/posts/mara-lindqvist/', /\/posts\//],
    ['/', /\/posts\//],
  ])('%s, before any request', async (path, hint) => {
    const before = bench.replica.requests.length;
    await expect(bench.crawl(`https://www.linkedin.com${path}`)).rejects.toMatchObject({
      code: 'unsupported_content',
      hint: expect.stringMatching(hint),
    });
    expect(bench.replica.requests.length).toBe(before);
  });

  test('a post that is gone', async () => {
    await expect(
      bench.crawl(
        'https://www.linkedin.com/posts/mara-lindqvist_activity-7111111111111111111-aaaa',
      ),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

crawlerContract({
  crawler: linkedinCrawler,
  site: linkedinSite,
  link: linkedinLinks.post,
  forms: [
    linkedinLinks.post.replace('www.', 'uk.'),
    `${linkedinLinks.post}?utm_source=share&rcm=ACoAAB`,
    'https://www.linkedin.com/feed/update/urn:li:activity:7379050609801043530/',
  ],
});
