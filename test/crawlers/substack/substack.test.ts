import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Harvest } from '../../../src/crawlers/crawler.ts';
import { substackCrawler } from '../../../src/crawlers/substack/index.ts';
import { CrawlerDispatcher } from '../../../src/dispatcher/dispatcher.ts';
import { createFetcher } from '../../../src/fetching/index.ts';
import { silentLog } from '../../../src/log.ts';
import { harvestLink } from '../../../src/pipeline/harvest-link.ts';
import { knownHosts } from '../../fetching/known-hosts.ts';
import { substackLinks, substackSite } from '../../sites/substack.ts';
import { type Bench, plain, startBench } from '../bench.ts';
import { crawlerContract } from '../contract.ts';
import { expectedJson, expectedMarkdown } from './replica-pages.ts';

const POSTS = {
  post: 'the-tide-table-is-a-prior',
  secondPost: 'a-gap-is-a-reading-too',
  preview: 'notes-on-tuning-on-notes',
  customDomainPost: 'harbour-light-no-3',
  episode: 'slack-water-aloud',
  jointPost: 'what-a-pilot-carries',
} as const;

const titles = (harvests: readonly Harvest[]) =>
  harvests.map((found) => (found.kind === 'link' ? found.title : undefined));

let bench: Bench;
beforeAll(async () => {
  bench = await startBench(substackCrawler, [substackSite]);
});
afterAll(() => bench.close());

describe('what Mara wrote comes out, and nothing else', () => {
  test.each(Object.entries(POSTS))('%s: %s', async (name, file) => {
    const harvests = await bench.crawl(substackLinks[name as keyof typeof POSTS]);
    expect(plain(harvests)).toEqual(expectedJson(file));
    const [article] = harvests;
    if (article?.kind !== 'article') throw new Error('no article');
    expect(article.markdown).toBe(expectedMarkdown(file));
  });

  test('a publication lists its posts, paid ones included', async () => {
    expect(plain(await bench.crawl(substackLinks.publication))).toEqual(
      expectedJson('publication'),
    );
  });

  test('so does a publication on a domain of its own', async () => {
    expect(plain(await bench.crawl(substackLinks.customDomainRoot))).toEqual(
      expectedJson('custom-domain'),
    );
  });

  test('a publication of several authors lists what Mara has a part in', async () => {
    const link = substackLinks.sharedPublication;
    expect(titles(await bench.crawl(link, { author: 'Mara Lindqvist' }))).toEqual([
      'Slack water, aloud',
      'What a pilot carries',
    ]);
    expect(titles(await bench.crawl(link))).toEqual([
      'Rope by rope',
      'Slack water, aloud',
      'What a pilot carries',
    ]);
  });

  test.each([substackLinks.profile, 'https://substack.com/profile/27182818-mara-lindqvist'])(
    'a person: posts over all publications, then own notes: %s',
    async (link) => {
      expect(plain(await bench.crawl(link))).toEqual(expectedJson('profile'));
    },
  );

  test.each([
    substackLinks.note,
    'https://substack.com/note/c-77000431',
    'https://substack.com/profile/27182818-mara-lindqvist/note/c-77000431',
  ])('a note, without the answers to it: %s', async (link) => {
    expect(plain(await bench.crawl(link))).toEqual(expectedJson('note'));
  });

  test('flaw 4: no menu, no button, no comment of a reader is in it', async () => {
    for (const name of Object.keys(POSTS) as (keyof typeof POSTS)[]) {
      const all = JSON.stringify(await bench.crawl(substackLinks[name]));
      expect(all).not.toMatch(
        /Subscribe|Share|Sign in|Leave a comment|Great read|Coming soon|substackcdn|Read more|Download|<[a-z]/,
      );
    }
  });
});

describe('flaw 11: every URL form of a post gives the same document, in one request', () => {
  const link = 'https://maralindqvist.substack.com/p/a-gap-is-a-reading-too';
  test.each([
    `${link}?r=1ttoeh`,
    `${link}?utm_source=post-email-title&publication_id=2718281&post_id=146117204&isFreemail=true&triedRedirect=true#§three-kinds-of-nothing`,
    `${link}/comments`,
    `${link}/`,
    'https://open.substack.com/pub/maralindqvist/p/a-gap-is-a-reading-too?r=1ttoeh&utm_medium=ios',
    'https://substack.com/home/post/p-146117204',
    'https://substack.com/@maralindqvist/p-146117204?r=1ttoeh',
    'https://www.substack.com/inbox/post/146117204',
    'https://substack.com/app-link/post?publication_id=2718281&post_id=146117204',
  ])('%s', async (form) => {
    const before = bench.replica.requests.length;
    expect(plain(await bench.crawl(form))).toEqual(expectedJson('a-gap-is-a-reading-too'));
    const pages = bench.replica.requests.slice(before).filter(({ url }) => url.href === link);
    expect(pages).toHaveLength(1);
  });
});

test('a sub-domain that moved to a domain of its own gives the document of that domain', async () => {
  const harvests = await bench.crawl('https://tidewaterletters.substack.com/p/harbour-light-no-3');
  expect(plain(harvests)).toEqual(expectedJson('harbour-light-no-3'));
});

describe('flaw 9: a custom domain is recognised by its page', () => {
  const dispatcher = new CrawlerDispatcher({
    platform: 'custom',
    extract: () => {
      throw new Error('not recognised');
    },
  }).register('substack.com', substackCrawler);

  test.each(['customDomainPost', 'customDomainRoot'] as const)('%s', async (name) => {
    const { proxyUrl, ca, requests } = bench.replica;
    const before = requests.length;
    await using stack = new AsyncDisposableStack();
    const fetcher = stack.adopt(
      createFetcher({ HTTPS_PROXY: proxyUrl, PACE: '0' }, { ca, hosts: knownHosts() }),
      (one) => one.close(),
    );
    const link = new URL(substackLinks[name]);
    const signal = new AbortController().signal;
    const { platform, harvest } = await harvestLink(link, {
      dispatcher,
      fetcher,
      signal,
      log: silentLog,
    });
    expect(platform).toBe('substack');
    const found = await Array.fromAsync(harvest);
    const file = name === 'customDomainPost' ? 'harbour-light-no-3' : 'custom-domain';
    expect(plain(found)).toEqual(expectedJson(file));
    // The page that was fetched to recognise it is not fetched again.
    expect(requests.slice(before).filter(({ url }) => url.href === link.href)).toHaveLength(1);
  });
});

crawlerContract({
  crawler: substackCrawler,
  site: substackSite,
  link: substackLinks.post,
  forms: [
    'https://maralindqvist.substack.com/p/the-tide-table-is-a-prior',
    'https://open.substack.com/pub/maralindqvist/p/the-tide-table-is-a-prior?r=1ttoeh',
    'https://substack.com/home/post/p-148203317',
    'https://substack.com/@maralindqvist/p-148203317',
  ],
});

crawlerContract({
  crawler: substackCrawler,
  site: substackSite,
  link: substackLinks.note,
  forms: [
    'https://substack.com/note/c-77000431',
    'https://substack.com/profile/27182818-mara-lindqvist/note/c-77000431',
    'https://open.substack.com/pub/maralindqvist/note/c-77000431',
  ],
});
