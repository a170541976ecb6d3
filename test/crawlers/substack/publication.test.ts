import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { substackCrawler } from '../../../src/crawlers/substack/index.ts';
import { createFetcher } from '../../../src/fetching/index.ts';
import type { Site, SiteAnswer } from '../../sites/replica.ts';
import { pilots } from '../../sites/substack-pilots.ts';
import { feedOf, listedState, sitemapOf } from '../../sites/substack-replica.ts';
import { type Bench, startBench } from '../bench.ts';
import { recordedLog } from './recorded-log.ts';

const HOME = 'https://harbourpilots.substack.com/';
const ALL = ['rope-by-rope', 'slack-water-aloud', 'what-a-pilot-carries'];
const author = 'Mara Lindqvist';

/** What the publication answers in the test at hand, by path; what is not there is not found. */
let answers: Record<string, SiteAnswer | ((url: URL) => SiteAnswer)>;
let robots: string;

const site: Site = {
  hosts: ['harbourpilots.substack.com'],
  answer({ url }) {
    if (url.pathname === '/robots.txt') return { body: robots };
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
const xml = (body: string): SiteAnswer => ({
  headers: { 'content-type': 'application/xml' },
  body,
});
const archive = pilots.posts.map((post) => listedState(post, pilots.publication));
/** Two posts among cross-posts of others, so that it is no last page. */
const firstPage = [
  ...archive.slice(0, 2),
  ...Array.from({ length: 10 }, (_, id) => ({ id, slug: `x-${id}`, type: 'restack' })),
];
const archivePage = (url: URL): SiteAnswer =>
  json(archive.slice(Number(url.searchParams.get('offset'))));

beforeEach(() => {
  robots = '';
  answers = {
    '/api/v1/archive': archivePage,
    '/sitemap.xml': xml(sitemapOf(pilots)),
    '/feed': xml(feedOf(pilots)),
  };
});

async function crawl(more: { author?: string } = {}) {
  const { log, warnings } = recordedLog();
  const before = bench.replica.requests.length;
  // Not with hosts whose robots.txt is known: here it is read.
  const { proxyUrl, ca } = bench.replica;
  const fetch = createFetcher({ HTTPS_PROXY: proxyUrl, PACE: '0' }, { ca });
  const found = await bench.crawl(HOME, { log, fetch, ...more }).finally(() => fetch.close());
  const paths = bench.replica.requests.slice(before).map(({ url }) => url.pathname);
  const slugs = found.map((one) => (one.kind === 'link' ? one.link.pathname.slice(3) : one.kind));
  return { found, slugs, warnings, paths: paths.filter((path) => path !== '/robots.txt') };
}

describe('where the posts of a publication come from', () => {
  test('its archive, and nothing else is asked', async () => {
    const { slugs, warnings, paths } = await crawl();
    expect(slugs).toEqual(ALL);
    expect(warnings).toEqual([]);
    expect(new Set(paths)).toEqual(new Set(['/api/v1/archive']));
  });

  test('its sitemap, where robots.txt closes the archive; the reason is told', async () => {
    robots = 'User-agent: *\nDisallow: /api/\n';
    const { found, warnings, paths } = await crawl();
    expect(found).toEqual(
      ALL.map((slug, index) => ({
        kind: 'link',
        link: new URL(`/p/${slug}`, HOME),
        changedAt: new Date(['2024-11-03', '2024-10-06', '2024-09-15'][index] ?? ''),
      })),
    );
    expect(paths).toEqual(['/sitemap.xml']);
    expect(warnings).toEqual([
      {
        message: 'The posts of a publication are not to be had from its archive',
        fields: {
          link: HOME,
          code: 'robots_disallowed',
          reason: expect.stringContaining('excludes /api/v1/archive'),
        },
      },
    ]);
  });

  test.each<[string, SiteAnswer | undefined]>([
    ['is not there', undefined],
    ['is no JSON', { body: '<html>Not here</html>' }],
    ['is empty', json([])],
    ['is no list of posts', json([{ error: 'Invalid value' }])],
    ['refuses', { status: 403, body: 'Forbidden' }],
    ['does not take the question', { status: 400, body: '{"errors":[]}' }],
  ])('its sitemap, where the archive %s', async (_what, answer) => {
    if (answer === undefined) delete answers['/api/v1/archive'];
    else answers['/api/v1/archive'] = answer;
    expect((await crawl()).slugs).toEqual(ALL);
  });

  test('its feed, where the sitemap is closed as well; Mara’s posts only, by its creators', async () => {
    delete answers['/api/v1/archive'];
    answers['/sitemap.xml'] = { body: '<html>Not here</html>' };
    const { found, warnings } = await crawl({ author });
    expect(found).toEqual([
      {
        kind: 'link',
        link: new URL('/p/slack-water-aloud', HOME),
        title: 'Slack water, aloud',
        publishedAt: new Date('2024-10-06T05:30:11Z'),
        changedAt: new Date('2024-10-06T05:30:11Z'),
      },
    ]);
    expect(warnings.map(({ message }) => message)).toEqual([
      'The posts of a publication are not to be had from its archive',
      'The posts of a publication are not to be had from its sitemap',
      'A feed holds the newest posts only',
    ]);
  });

  test('a sitemap cannot tell what others wrote: that is said', async () => {
    delete answers['/api/v1/archive'];
    const { slugs, warnings } = await crawl({ author });
    expect(slugs).toEqual(ALL);
    expect(warnings.map(({ message }) => message)).toContain(
      'A sitemap names no authors: what others wrote there is listed too',
    );
  });

  test('an index of sitemaps is followed, on the same host only', async () => {
    delete answers['/api/v1/archive'];
    const index = [`${HOME}sitemap-2024.xml`, 'https://elsewhere.example/sitemap.xml', HOME];
    const locs = index.map((link) => `<sitemap><loc>${link}</loc></sitemap>`).join('');
    answers['/sitemap.xml'] = xml(`<sitemapindex>${locs}</sitemapindex>`);
    answers['/sitemap-2024.xml'] = xml(sitemapOf(pilots));
    answers['/'] = xml('<urlset></urlset>');
    expect((await crawl()).slugs).toEqual(ALL);
  });

  test('an archive that breaks off is made up for by the sitemap, each post once', async () => {
    answers['/api/v1/archive'] = (url) =>
      url.searchParams.get('offset') === '0' ? json(firstPage) : { body: 'Oops' };
    const { slugs, warnings } = await crawl();
    expect(slugs).toEqual(ALL);
    expect(warnings).toHaveLength(1);
  });

  test('a passing failure half-way is worth another run, not half a list', async () => {
    answers['/api/v1/archive'] = (url) =>
      url.searchParams.get('offset') === '0'
        ? json(firstPage)
        : { status: 429, headers: { 'retry-after': '3600' } };
    await expect(bench.crawl(HOME)).rejects.toMatchObject({ code: 'throttled', retry: 'later' });
  });

  test('where all three are closed, the reason is what closed the archive', async () => {
    answers = {};
    robots = 'User-agent: *\nDisallow: /api/\n';
    await expect(crawl()).rejects.toMatchObject({ code: 'robots_disallowed' });
  });

  test('a feed that breaks off is asked for again later', async () => {
    answers = { '/feed': xml(feedOf(pilots).slice(0, -20)) };
    await expect(bench.crawl(HOME)).rejects.toMatchObject({ code: 'upstream', retry: 'later' });
  });
});

describe('whose posts they are', () => {
  test('only those that bear the name, when a name is given', async () => {
    const { slugs, warnings } = await crawl({ author });
    expect(slugs).toEqual(['slack-water-aloud', 'what-a-pilot-carries']);
    expect(warnings).toEqual([]);
  });

  test('all of them where the name is in no byline, with a warning', async () => {
    const { slugs, warnings } = await crawl({ author: 'Somebody Else' });
    expect(slugs).toEqual(ALL);
    expect(warnings).toEqual([
      {
        message: 'The name is in no byline of the publication: all its posts are taken',
        fields: { link: HOME, name: 'Somebody Else', posts: 3 },
      },
    ]);
  });
});
