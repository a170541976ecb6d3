import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mediumCrawler } from '../../../src/crawlers/medium/index.ts';
import { CrawlError } from '../../../src/errors.ts';
import { mediumLinks, mediumSite } from '../../sites/medium.ts';
import type { SiteAnswer } from '../../sites/replica.ts';
import { type Bench, plain, startBench } from '../bench.ts';
import { crawlerContract } from '../contract.ts';
import { expectedJson, expectedMarkdown } from './replica-pages.ts';

/** What the site answers instead of its own pages. */
let instead: SiteAnswer | undefined;
let bench: Bench;
beforeAll(async () => {
  bench = await startBench(mediumCrawler, [
    { hosts: mediumSite.hosts, answer: (request) => instead ?? mediumSite.answer(request) },
  ]);
});
afterAll(() => bench.close());

async function crawlInstead(answer: SiteAnswer, link = mediumLinks.post) {
  instead = answer;
  const error = await bench.crawl(link).catch((thrown: unknown) => thrown);
  instead = undefined;
  return error;
}

describe('flaw 4: what Mara wrote comes out, and nothing around it', () => {
  test.each([
    ['a page of today', mediumLinks.post, 'tide-sensor'],
    ['a page of 2019 in a publication', mediumLinks.olderPost, 'backfilling'],
    ['a page of 2015', mediumLinks.oldestPost, 'moon'],
    ['a page on a custom domain', mediumLinks.customDomainPost, 'fine-tuning'],
    ['the beginning of a post for members, marked as preview', mediumLinks.preview, 'storm-surge'],
  ])('%s', async (_what, link, name) => {
    const harvests = await bench.crawl(link);
    expect(plain(harvests)).toEqual(expectedJson(name));
    expect(harvests[0]).toMatchObject({ markdown: expectedMarkdown(name) });
  });
});

describe('flaw 11: every URL form of a post gives the same document', () => {
  const [slugAndId = ''] = mediumLinks.post.split('/').slice(-1);
  test.each([
    'https://medium.com/p/7f3c2a91be04',
    `https://mara-lindqvist.medium.com/${slugAndId}`,
    `https://medium.com/tidewater-notes/${slugAndId}`,
    `http://www.medium.com/@mara.lindqvist/${slugAndId}?source=rss-4be1d70c22a9------2`,
    `${mediumLinks.post}?sk=8b1a9953c4611296a827abf8c47804d7`,
    `${mediumLinks.post}#4f2a`,
  ])('%s', async (form) => {
    const canonical = mediumCrawler.canonicalLink?.(new URL(form)) ?? new URL(form);
    expect(plain(await bench.crawl(canonical.href))).toEqual(expectedJson('tide-sensor'));
  });
});

describe('a list of posts leads to the posts', () => {
  const post = {
    kind: 'link',
    link: mediumLinks.post,
    title: 'Predicting the tide from a twelve-euro pressure sensor',
    publishedAt: '2026-03-04T08:35:00.000Z',
    changedAt: '2026-03-09T10:30:00.000Z',
  };
  const older = {
    kind: 'link',
    link: mediumLinks.olderPost,
    title: 'Backfilling a sensor stream without losing your mind',
    publishedAt: '2019-11-12T08:42:00.000Z',
    changedAt: '2019-11-18T08:42:00.000Z',
  };
  const oldest = {
    kind: 'link',
    link: mediumLinks.oldestPost,
    title: 'What the moon owes the harbour',
    publishedAt: '2015-05-27T08:30:00.000Z',
    changedAt: '2015-06-01T10:00:00.000Z',
  };
  const custom = {
    kind: 'link',
    link: mediumLinks.customDomainPost,
    title: 'Fine-tuning a small model on my own tide notes',
    publishedAt: '2026-04-20T08:00:00.000Z',
    changedAt: '2026-04-20T08:00:00.000Z',
  };

  test.each([
    ['a profile, without the comments she wrote', mediumLinks.profile, [post, older, oldest]],
    ['a profile as sub-domain', mediumLinks.subdomain, [post, older, oldest]],
    ['a feed', 'https://medium.com/feed/@mara.lindqvist', [post, older, oldest]],
    ['a publication', mediumLinks.publication, [older]],
    ['the root of a custom domain', mediumLinks.customDomain, [custom]],
  ])('%s', async (_what, link, links) => {
    expect(plain(await bench.crawl(link))).toEqual(links);
  });
});

describe('what cannot be read gives a reason and no document', () => {
  test('flaw 5: a Cloudflare challenge is a refusal, not an article', async () => {
    await expect(bench.crawl(mediumLinks.challenge)).rejects.toMatchObject({ code: 'blocked' });
  });

  test('a list of posts by a tag, before any request', async () => {
    const before = bench.replica.requests.length;
    await expect(bench.crawl(mediumLinks.tagArchive)).rejects.toMatchObject({
      code: 'unsupported_content',
      message: 'The link leads to a list of posts by a tag',
      hint: expect.stringContaining('profile'),
    });
    expect(bench.replica.requests.length).toBe(before);
  });

  test('a profile that does not exist', async () => {
    await expect(bench.crawl('https://medium.com/@nobody')).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('a page that breaks off, which may be whole next time', async () => {
    const whole = mediumSite.answer({ url: new URL(mediumLinks.post), method: 'GET', headers: {} });
    const body = String((await whole)?.body);
    for (const share of [0.1, 0.5, 0.9, 0.999]) {
      const cut = body.slice(0, body.length * share);
      expect(await crawlInstead({ body: cut })).toMatchObject({ code: 'upstream', retry: 'later' });
    }
  });

  test('another post, to which Medium redirected', async () => {
    const whole = mediumSite.answer({
      url: new URL(mediumLinks.preview),
      method: 'GET',
      headers: {},
    });
    expect(await crawlInstead({ body: String((await whole)?.body) })).toMatchObject({
      code: 'extraction_empty',
      message: 'The page does not name the post 7f3c2a91be04 as its own',
    });
  });

  test('a post of others that the page only recommends', async () => {
    const link = 'https://medium.com/@brightideas/how-i-tripled-my-productivity-0a9be33d71f5';
    const page = mediumSite.answer({ url: new URL(mediumLinks.post), method: 'GET', headers: {} });
    expect(await crawlInstead({ body: String((await page)?.body) }, link)).toMatchObject({
      code: 'extraction_empty',
    });
  });

  test('a picture instead of a page', async () => {
    const picture = { headers: { 'content-type': 'image/png' }, body: new Uint8Array([137, 80]) };
    expect(await crawlInstead(picture)).toBeInstanceOf(CrawlError);
  });

  test('a feed without posts, and one that breaks off', async () => {
    const empty = '<rss version="2.0"><channel><title>Stories by Nobody</title></channel></rss>';
    expect(await crawlInstead({ body: empty }, mediumLinks.profile)).toMatchObject({
      code: 'extraction_empty',
      message: 'The feed lists no posts',
    });
    expect(await crawlInstead({ body: empty.slice(0, -9) }, mediumLinks.profile)).toMatchObject({
      code: 'upstream',
    });
    expect(await crawlInstead({ body: '<html></html>' }, mediumLinks.profile)).toMatchObject({
      code: 'extraction_empty',
      message: 'The answer is no feed: <rss> is missing',
    });
  });
});

crawlerContract({
  crawler: mediumCrawler,
  site: mediumSite,
  link: mediumLinks.post,
  forms: ['https://medium.com/p/7f3c2a91be04', `${mediumLinks.post}?source=friends&gi=1`],
});
