/** The real pages that were captured, served at their own links. Skipped where they are not at hand. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ArticleHarvest } from '../../../src/crawlers/crawler.ts';
import { substackCrawler } from '../../../src/crawlers/substack/index.ts';
import type { SiteAnswer } from '../../sites/replica.ts';
import { type Bench, startBench } from '../bench.ts';
import {
  type CapturedPage,
  capturedPages,
  hasCapturedPages,
  readCaptured,
} from '../captured-pages.ts';

const PAGE_ROWS = capturedPages(/^substack\/(?!defuddle).*\.html$/);
const POST_ROWS = capturedPages(/^substack\/post-json-.*\.json$/);
const BY_ID = 'substack/jakub-api_v1_posts_by-id_167180194.json';
const OF_PERSON = 'substack/jakub-api_v1_profile_posts_profile_user_id_27968736_limit_50.json';

const NOTE = 'substack/defuddle-substack-note.html';
const FEED = 'substack/feed-scout-2026.xml';

const read = (file: string): string => new TextDecoder().decode(readCaptured(file));
const json = (body: string): SiteAnswer => ({
  headers: { 'content-type': 'application/json' },
  body,
});

/** Texts that stand before the manifest's first text: a heading, and the caption of the lead picture. */
const BEFORE_THE_FIRST: ReadonlySet<string> = new Set([
  'substack/wcxb-0425.html',
  'substack/wcxb-4442-stripped.html',
]);

/** A heading and a block of code stand below the manifest's last text, which is the last paragraph. */
const CODE_AFTER_THE_LAST = 'substack/wcxb-0383.html';

describe.skipIf(!hasCapturedPages)('captured pages of Substack', () => {
  let bench: Bench;
  let answer: (url: URL) => SiteAnswer | undefined;

  beforeAll(async () => {
    const links = [...PAGE_ROWS, ...POST_ROWS].map(({ link }) => new URL(link).hostname);
    const more = ['substack.com', 'karozieminski.substack.com', 'www.interconnects.ai'];
    const hosts = [...new Set([...links, ...more])];
    bench = await startBench(substackCrawler, [{ hosts, answer: ({ url }) => answer(url) }]);
  });
  afterAll(() => bench.close());

  async function crawl(link: string): Promise<ArticleHarvest> {
    const [article] = await bench.crawl(link);
    if (article?.kind !== 'article') throw new Error('no article');
    return article;
  }

  test.each(PAGE_ROWS)('$file', async (row) => {
    const path = new URL(row.link).pathname;
    answer = (url) => (url.pathname === path ? { body: read(row.file) } : undefined);
    const article = await crawl(row.link);
    expectHead(article, row);
    const text = fold(article.markdown);
    const [first, last] = [fold(row.first.replace(/…$/, '')), fold(row.last.replace(/^…/, ''))];
    if (BEFORE_THE_FIRST.has(row.file)) expect(text.slice(0, 300)).toContain(first);
    else expect(text.startsWith(first)).toBe(true);
    if (row.file === CODE_AFTER_THE_LAST) expect(text).toContain(last);
    else expect(withoutNotes(text).endsWith(last)).toBe(true);
    if (row.codeBlocks !== '') {
      expect(count(article.markdown, /^ *(?:> )*```/gm)).toBe(2 * Number(row.codeBlocks));
      expect(count(article.markdown, /!\[/g)).toBe(Number(row.images));
    }
    expect(count(article.markdown, /^\[\^\d+\]: /gm)).toBe(row.footnotes);
    expect(article.access).toBe(row.file.includes('4439') ? 'preview' : 'full');
    expectClean(article);
  });

  test.each(POST_ROWS)('$file, as the answer of the API', async (row) => {
    answer = (url) =>
      url.pathname.startsWith('/api/') ? json(read(row.file)) : { body: '<html></html>' };
    const article = await crawl(row.link);
    expectHead(article, row);
    expectClean(article);
    const stated = JSON.parse(read(row.file)) as { id: number; wordcount: number };
    expect(article.sourceId).toBe(`substack:${stated.id}`);
    const words = article.markdown.match(/\S+/g)?.length ?? 0;
    expect(words / stated.wordcount).toBeGreaterThan(0.99);
    expect(words / stated.wordcount).toBeLessThan(1.25);
  });

  test(BY_ID, async () => {
    answer = (url) =>
      url.pathname === '/api/v1/posts/by-id/167180194'
        ? json(read(BY_ID))
        : { body: '<html></html>' };
    const article = await crawl('https://substack.com/home/post/p-167180194');
    expect(article).toMatchObject({
      sourceId: 'substack:167180194',
      link: new URL('https://angelsant.substack.com/p/week-of-june-24-2025-build-saas-without'),
      language: 'en',
      access: 'full',
    });
    expectClean(article);
  });

  test(OF_PERSON, async () => {
    const { posts, ...rest } = JSON.parse(read(OF_PERSON)) as {
      posts: { canonical_url: string; title: string; post_date: string }[];
    };
    answer = (url) => {
      if (url.pathname !== '/api/v1/profile/posts') return undefined;
      const isFirst = url.searchParams.get('offset') === '0';
      return json(JSON.stringify({ ...rest, posts: isFirst ? posts : [] }));
    };
    const links = await bench.crawl('https://substack.com/profile/27968736-karo');
    expect(links).toEqual(
      posts.map(({ canonical_url, title, post_date }) => ({
        kind: 'link',
        link: new URL(canonical_url),
        title: title.trim(),
        publishedAt: new Date(post_date),
        changedAt: new Date(post_date),
      })),
    );
    // The same posts are what an archive lists; all are by one person, under another name than the one asked for.
    answer = (url) => {
      if (url.pathname !== '/api/v1/archive') return undefined;
      return json(JSON.stringify(url.searchParams.get('offset') === '0' ? posts : []));
    };
    const author = 'Karolina Zieminski';
    expect(await bench.crawl('https://karozieminski.substack.com', { author })).toEqual(links);
  });

  test(NOTE, async () => {
    answer = (url) => (url.pathname.startsWith('/note/') ? { body: read(NOTE) } : undefined);
    expect(await bench.crawl('https://substack.com/@testuser/note/c-123456789')).toEqual([
      {
        kind: 'post',
        sourceId: 'substack:note:123456789',
        link: new URL('https://substack.com/@testuser/note/c-123456789'),
        text: 'Sample note text for testing the Substack extractor.\n\nIt has multiple paragraphs to verify the content is captured correctly.',
        byline: ['Test User'],
        tags: [],
        access: 'full',
        image: 'https://example.com/image/full-res.jpg',
      },
    ]);
  });

  test(FEED, async () => {
    answer = (url) =>
      url.pathname === '/feed'
        ? { headers: { 'content-type': 'application/xml' }, body: read(FEED) }
        : undefined;
    const link = 'https://www.interconnects.ai';
    const all = await bench.crawl(link);
    expect(all).toHaveLength(20);
    expect(all[0]).toEqual({
      kind: 'link',
      link: new URL('https://www.interconnects.ai/p/latest-open-artifacts-23-laguna-s21'),
      title: expect.stringContaining('Latest open artifacts (#23)'),
      publishedAt: new Date('2026-08-02T13:01:40Z'),
      changedAt: new Date('2026-08-02T13:01:40Z'),
    });
    const own = await bench.crawl(link, { author: 'Nathan Lambert' });
    const others = all.length - own.length;
    expect(others).toBe(count(read(FEED), /<dc:creator><!\[CDATA\[(?!Nathan Lambert)/g));
    expect(others).toBeGreaterThan(0);
  });
});

function expectHead(article: ArticleHarvest, row: CapturedPage): void {
  expect(article.title).toBe(row.title);
  expect(article.byline).toEqual([row.author]);
  const [date, stated] = [article.publishedAt?.getTime() ?? 0, new Date(row.date).getTime()];
  // The manifest has days, seconds and milliseconds: the page is as exact as its source.
  if (row.date.length === 10)
    expect(article.publishedAt?.toISOString().slice(0, 10)).toBe(row.date);
  else if (row.date.includes('.')) expect(date).toBe(stated);
  else expect(Math.floor(date / 1000)).toBe(stated / 1000);
  expect(article.sourceId).toMatch(/^substack:\d+$/);
  // A bare post, without its publication, has no other address than this one.
  const isBare = row.link.includes('/home/post/') && row.file.endsWith('.json');
  expect(article.link.href).toMatch(
    isBare
      ? /^https:\/\/substack\.com\/home\/post\/p-\d+$/
      : /^https:\/\/(?!substack\.com)[^/]+\/p\/[\w-]+$/,
  );
}

function expectClean(article: ArticleHarvest): void {
  const prose = article.markdown.replaceAll(/^```[\s\S]*?^```$/gm, '');
  expect(prose).not.toMatch(
    /substackcdn|Subscribe now|Share this post|Leave a comment|Type your email|Copy link|<\/?[a-z]+[ >]/,
  );
}

/** Text without Markdown's marks, white space folded. */
function fold(text: string): string {
  return text
    .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[*_`\\#>]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function withoutNotes(text: string): string {
  const [body = ''] = text.split(/ (?:--- )?(?:Footnotes 🔗 )?\[\^1\]: /);
  return body;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
