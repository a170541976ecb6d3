import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../../src/config.ts';
import { NothingWrittenError } from '../../../src/crawlers/crawler.ts';
import { createLinkedinCrawler, linkedinCrawler } from '../../../src/crawlers/linkedin/index.ts';
import { readOrganisation } from '../../../src/crawlers/linkedin/listing.ts';
import { sessionCookie } from '../../../src/crawlers/linkedin/session.ts';
import { linkedinLinks, linkedinSession, linkedinSite } from '../../sites/linkedin.ts';
import type { Site } from '../../sites/replica.ts';
import { type Bench, pageOf, startBench } from '../bench.ts';
import { crawlerContract } from '../contract.ts';
import { expected, plain } from './replica-pages.ts';

const shortLinks: Site = {
  hosts: ['lnkd.in'],
  answer: ({ url }) =>
    url.pathname === '/eBackPr'
      ? { body: expected('short-link.html') }
      : { status: 301, headers: { location: linkedinLinks.post } },
};

let session: string | undefined;
let bench: Bench;
beforeAll(async () => {
  const crawler = createLinkedinCrawler({ session: () => session });
  bench = await startBench(crawler, [linkedinSite, shortLinks]);
});
afterEach(() => {
  session = undefined;
});
afterAll(() => bench.close());

describe('what Mara wrote comes out, and nothing else', () => {
  test.each(['post', 'video', 'reshare', 'document', 'company', 'newsletter'] as const)(
    '%s',
    async (name) => {
      const harvests = await bench.crawl(linkedinLinks[name]);
      expect(harvests.map(plain)).toEqual(JSON.parse(expected(`${name}.expected.json`)));
    },
  );

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

describe('a page with the posts of an organisation', () => {
  test.each([
    `${linkedinLinks.company}/posts/?feedView=all&trk=x`,
    'https://www.linkedin.com/company/7004700',
    'https://uk.linkedin.com/company/Tidepool-Data/about',
  ])('%s leads to the same posts', async (link) => {
    const harvests = await bench.crawl(linkedinCrawler.canonicalLink?.(new URL(link)).href ?? link);
    expect(harvests.map(plain)).toEqual(JSON.parse(expected('company.expected.json')));
  });

  test('another one by whom it shows nothing is refused', () => {
    const page = pageOf('https://www.linkedin.com/company/kelp', expected('short-link.html'));
    expect(() => readOrganisation(page, 'company/kelp')).toThrow('a post by /company/kelp');
  });

  test('of a page of many, only what the wanted person wrote', async () => {
    const group = 'https://www.linkedin.com/groups/54321';
    const [first, ...others] = await bench.crawl(group, { author: 'tidepool  data' });
    expect([first, ...others]).toHaveLength(3);
    await expect(bench.crawl(group, { author: 'Åsa Norén' })).rejects.toMatchObject({
      code: 'unsupported_content',
    });
  });
});

describe('a short link', () => {
  test('to another site leads there, through the page that warns of it', async () => {
    expect((await bench.crawl('https://lnkd.in/eBackPr')).map(plain)).toEqual([
      { kind: 'link', link: 'https://mara.example/notes/backpressure?page=2' },
    ]);
  });

  test('whose page was fetched already is known by it', () => {
    expect(linkedinCrawler.recognises?.(pageOf('https://lnkd.in/eBackPr', ''))).toBe(true);
    expect(linkedinCrawler.recognises?.(pageOf('https://mara.example/', ''))).toBe(false);
  });
});

describe('with the session of the person', () => {
  const activity = `${linkedinLinks.profile}/recent-activity/all/`;

  test.each([linkedinLinks.profile, activity])(
    '%s leads to the posts that she wrote',
    async (link) => {
      session = linkedinSession;
      const before = bench.replica.requests.length;
      const harvests = await bench.crawl(link);
      expect(harvests.map(plain)).toEqual(JSON.parse(expected('recent-activity.expected.json')));
      const asked = bench.replica.requests.slice(before);
      expect(asked.map(({ url }) => url.pathname)).toEqual([
        '/in/mara-lindqvist/recent-activity/all/',
        '/voyager/more',
      ]);
      for (const { headers } of asked) expect(headers.cookie).toBe(linkedinSession);
    },
  );

  test.each(['li_at=ended', 'li_at=ended-in-a-circle'])(
    'that has ended, she is told so (%s), and the cookie is not',
    async (ended) => {
      session = ended;
      const error = await bench.crawl(linkedinLinks.profile).catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        code: 'login_required',
        retry: 'never',
        message: expect.stringContaining('in spite of LINKEDIN_SESSION_COOKIE'),
        hint: expect.stringContaining('The session has ended'),
      });
      expect(inspect(error, { depth: 9 })).not.toContain(ended);
    },
  );

  test('posts are read without it', async () => {
    session = linkedinSession;
    const before = bench.replica.requests.length;
    await bench.crawl(linkedinLinks.post);
    await bench.crawl(linkedinLinks.company);
    for (const { headers } of bench.replica.requests.slice(before)) {
      expect(headers.cookie).toBeUndefined();
    }
  });

  test.each(['AQEDa-b_c', ' li_at=AQEDa-b_c; '])(
    'the setting takes the cookie as it is copied (%s)',
    (value) => {
      expect(loadConfig({ LINKEDIN_SESSION_COOKIE: value }).LINKEDIN_SESSION_COOKIE).toBe(
        'AQEDa-b_c',
      );
    },
  );

  test.each(['li_at=a; JSESSIONID="ajax:1"', 'AQED\r\nHost: x', 'two words'])(
    'the setting takes nothing else (%j), and does not repeat it',
    (value) => {
      const load = (): unknown => loadConfig({ LINKEDIN_SESSION_COOKIE: value });
      expect(load).toThrow(/LINKEDIN_SESSION_COOKIE: takes the value of the cookie li_at alone/);
      expect(load).not.toThrow(value);
    },
  );

  test('on Lambda it is refused, and not shown', () => {
    expect(() => sessionCookie({ value: 'AQEDsecret', isOnLambda: true })).toThrow(
      expect.objectContaining({
        code: 'invalid_event',
        message: expect.not.stringContaining('secret'),
        hint: expect.stringContaining('from your own computer'),
      }),
    );
    expect(sessionCookie({ value: undefined, isOnLambda: true })).toBeUndefined();
    expect(sessionCookie({ value: 'AQEDsecret', isOnLambda: false })).toBe('li_at=AQEDsecret');
  });
});

describe('a post without words of her own', () => {
  test.each(['repost', 'emptyReshare', 'picture'] as const)('(%s) holds nothing', async (name) => {
    const error = await bench.crawl(linkedinLinks[name]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NothingWrittenError);
    expect(error).toMatchObject({ code: 'unsupported_content' });
  });

  test('that passes on an older one of hers leads to that', async () => {
    expect((await bench.crawl(linkedinLinks.ownRepost)).map(plain)).toEqual([
      {
        kind: 'link',
        link: 'https://www.linkedin.com/feed/update/urn:li:share:7379050609798946375',
      },
    ]);
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

  test.each([
    ['/jobs/view/12345', /\/posts\//],
    ['/learning/streaming-sensor-data', /\/posts\//],
    ['/groups/54321/', /members only/],
    ['/feed/update/urn:li:groupPost:54321-7379050609801043530', /members only/],
    ['/pulse/topics/home-s0/', /\/pulse\//],
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

crawlerContract({
  crawler: linkedinCrawler,
  site: linkedinSite,
  link: linkedinLinks.company,
  forms: [`${linkedinLinks.company.replace('www.', 'uk.')}/posts/?trk=x`],
});
