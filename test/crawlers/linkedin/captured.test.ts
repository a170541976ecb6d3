/** The real pages that were captured, served at their own links. Skipped where they are not at hand. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Harvest } from '../../../src/crawlers/crawler.ts';
import { linkedinCrawler } from '../../../src/crawlers/linkedin/index.ts';
import { type Bench, startBench } from '../bench.ts';
import {
  type CapturedPage,
  capturedPages,
  hasCapturedPages,
  readCaptured,
} from '../captured-pages.ts';

const ROWS = capturedPages(/^linkedin\/.*\.html$/);

/** What the page holds beyond what the manifest counted, or holds of other people. */
const IMAGES_OF_THE_PERSON: Readonly<Record<string, number>> = {
  // The picture belongs to the reshared post of a company.
  'linkedin/post-tarapowers-2026.html': 0,
  // One picture stands in data-li-src, which the manifest did not count.
  'linkedin/pulse-postlight.html': 1,
};

describe.skipIf(!hasCapturedPages)('captured pages of LinkedIn', () => {
  let bench: Bench;
  beforeAll(async () => {
    const pages = new Map(ROWS.map(({ link, file }) => [new URL(link).pathname, file]));
    bench = await startBench(linkedinCrawler, [
      {
        hosts: ['www.linkedin.com'],
        answer: ({ url }) => {
          const file = pages.get(url.pathname);
          return file === undefined ? undefined : { body: readCaptured(file) };
        },
      },
    ]);
  });
  afterAll(() => bench.close());

  test.each(ROWS.filter(({ file }) => file.includes('/post-')))('$file', async (row) => {
    const [post] = await bench.crawl(row.link);
    if (post?.kind !== 'post') throw new Error('no post');
    expect(post.byline).toEqual([row.author]);
    expect(post.publishedAt?.toISOString()).toBe(row.date);
    expect(post.access).toBe('full');
    expectEnds(post.text, row);
    expect(post.image === undefined ? 0 : 1).toBe(
      IMAGES_OF_THE_PERSON[row.file] ?? Number(row.images),
    );
    expect(post.sourceId).toBe(`linkedin:${/activity-(\d+)-/.exec(row.link)?.[1]}`);
    expectNoNoise(post);
  });

  test.each(ROWS.filter(({ file }) => file.includes('/pulse-')))('$file', async (row) => {
    const [article] = await bench.crawl(row.link);
    if (article?.kind !== 'article') throw new Error('no article');
    expect(article.title).toBe(row.title);
    expect(article.byline).toHaveLength(1);
    if (row.author !== '') expect(article.byline).toEqual([row.author]);
    if (row.date !== '') expect(article.publishedAt?.toISOString()).toContain(row.date);
    expect(article.publishedAt).toBeInstanceOf(Date);
    expectEnds(article.markdown, row);
    expect(article.markdown.match(/^```/gm)?.length ?? 0).toBe(2 * Number(row.codeBlocks));
    expect(article.markdown.match(/!\[/g)?.length ?? 0).toBe(
      IMAGES_OF_THE_PERSON[row.file] ?? Number(row.images),
    );
    expectNoNoise(article);
  });

  test('the company page leads to its own posts, not to the six that it has reposted', async () => {
    const company = ROWS.find(({ file }) => file.includes('/company-'));
    const links = await bench.crawl(company?.link ?? '');
    const own = ['7247945789950353408', '7247565845378338816', '7247234919192530944'];
    expect(links.map((found) => /activity-(\d+)/.exec(found.link.href)?.[1])).toEqual([
      ...own,
      '7246889922761027584',
    ]);
    for (const found of links) {
      expect(found).toMatchObject({ kind: 'link', publishedAt: expect.any(Date) });
      expect(found.link.pathname).toMatch(/^\/posts\/audiense_/);
    }
  });

  test.each([
    ['post-tarapowers-2026', 'post', 'Everything DiSC: A Wiley Brand'],
    [
      'post-mediamint-7386505452060098560',
      'video',
      'Breaking Silos: The Power of AI Transformation',
    ],
    [
      'post-chad-schulte-b8b0923-7391584332659986432',
      'page',
      'How marketers can use AI to sleigh this shopping season',
    ],
  ])('%s names what hangs below it', async (file, kind, title) => {
    const row = ROWS.find((one) => one.file === `linkedin/${file}.html`);
    const [post] = await bench.crawl(row?.link ?? '');
    expect(post).toMatchObject({ attachments: [{ kind, title }] });
  });
});

function expectEnds(text: string, { first, last }: CapturedPage): void {
  const [beginning, end] = [first.replace(/…$/, ''), last.replace(/^…/, '')].map((cell) =>
    fold(cell.replaceAll('\\"', '"')),
  );
  expect(beginning).not.toBe('');
  expect(end).not.toBe('');
  expect(fold(text).slice(0, beginning?.length)).toBe(beginning);
  expect(fold(text).slice(-(end?.length ?? 0))).toBe(end);
}

/** Text without Markdown's marks, white space folded. */
function fold(text: string): string {
  return text
    .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\*+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function expectNoNoise(harvest: Harvest): void {
  const all = JSON.stringify(harvest);
  for (const noise of [
    'linkedin.com/redir/',
    'trk=',
    'Sign in',
    'Report this',
    'Like Comment',
    '/authwall',
    '<span',
  ]) {
    expect(all).not.toContain(noise);
  }
}
