/** The real pages that were captured, served at their own links. Skipped where they are not at hand. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ArticleHarvest, Harvest } from '../../../src/crawlers/crawler.ts';
import { readFeed } from '../../../src/crawlers/medium/feed.ts';
import { readFeedPost } from '../../../src/crawlers/medium/feed-post.ts';
import { mediumCrawler } from '../../../src/crawlers/medium/index.ts';
import { toArticle } from '../../../src/crawlers/medium/post.ts';
import { type Bench, pageOf, startBench } from '../bench.ts';
import {
  type CapturedPage,
  capturedPages,
  hasCapturedPages,
  readCaptured,
} from '../captured-pages.ts';

const ROWS = capturedPages(/^medium\/.*\.(?:html|xml)$/);

/** Where the manifest differs from what the page holds, and why. */
const CORRECTED: Readonly<Record<string, Partial<CapturedPage>>> = {
  // Nine figures, each with one image: the manifest counted figure and image.
  'medium/readability-medium-1.html': { images: '9' },
  // Ten images; the other five figures are gists, which stay as links.
  'medium/readability-lazy-image-1.html': { images: '10' },
  // The name of the post, without the suffix that the window's title has; the date is the one below the title.
  'medium/postlight-medium-another.html': {
    title: 'Flag Attributes in Android — How to Use Them',
    date: '2016-08-08T00:00:00.000Z',
  },
};

const posts = ROWS.filter(({ first }) => first !== '');

describe.skipIf(!hasCapturedPages)('captured pages of Medium', () => {
  let bench: Bench;
  beforeAll(async () => {
    const files = new Map(ROWS.map(({ link, file }) => [new URL(link).href, file]));
    bench = await startBench(mediumCrawler, [
      {
        hosts: [...new Set(ROWS.map(({ link }) => new URL(link).hostname))],
        answer: ({ url }) => {
          const file = files.get(url.href);
          return file === undefined ? undefined : { body: readCaptured(file) };
        },
      },
    ]);
  });
  afterAll(() => bench.close());

  test.each(posts)('$file', async (row) => {
    const article = articleOf(await bench.crawl(row.link));
    const text = plainText(article.markdown);
    const expected = { ...row, ...CORRECTED[row.file] };
    expect({
      title: article.title,
      author: article.byline?.join(', '),
      date: article.publishedAt?.toISOString(),
      codeBlocks: (article.markdown.match(/^```/gm)?.length ?? 0) / 2,
      images: article.markdown.match(/!\[/g)?.length ?? 0,
      access: article.access,
    }).toEqual({
      title: expected.title,
      author: expected.author,
      date: new Date(expected.date).toISOString(),
      codeBlocks: Number(expected.codeBlocks),
      images: Number(expected.images),
      access: 'full',
    });
    // Before the first text stand a heading and captions at most, after the last a list of links.
    const firstAt = text.indexOf(withoutEllipsis(row.first));
    const lastAt = text.lastIndexOf(withoutEllipsis(row.last));
    expect(firstAt).toBeGreaterThanOrEqual(0);
    expect(firstAt).toBeLessThan(80);
    expect(lastAt).toBeGreaterThan(text.length - row.last.length - 260);
  });

  test('the seven posts in the feed of a profile, each with the date of its last change', async () => {
    const harvests = await bench.crawl('https://medium.com/feed/@gabriel_avila');
    expect(harvests).toHaveLength(7);
    expect(harvests[0]).toEqual({
      kind: 'link',
      link: new URL(
        'https://medium.com/@gabriel_avila/the-right-mindset-for-software-engineers-and-a-big-invite-bd492f82fda5',
      ),
      title: 'The right mindset for Software Engineers and a BIG invite',
      publishedAt: new Date('2023-07-28T04:02:54.000Z'),
      changedAt: new Date('2023-07-28T04:02:54.513Z'),
    });
    expect(harvests.every((harvest) => harvest.kind === 'link' && !harvest.link.search)).toBe(true);
  });

  test('each post of that feed is whole, without what Medium puts around it', () => {
    const [row] = ROWS.filter(({ file }) => file.endsWith('.xml'));
    if (row === undefined) throw new Error('no feed');
    const { posts: items, person } = readFeed(
      pageOf(row.link, String(readCaptured(row.file)), 'text/xml'),
    );
    expect(person).toBe('Gabriel Ávila');
    for (const item of items) {
      const post = readFeedPost(item);
      const article = post && toArticle(post);
      expect(article?.byline).toEqual(['Gabriel Ávila']);
      expect(article?.markdown.length).toBeGreaterThan(1_000);
      expect(article?.markdown).not.toMatch(
        /originally published in|_\/stat\?event|cdn-images-1|<\w/,
      );
    }
  });

  test('the archive of a tag is no writing of anybody', async () => {
    await expect(bench.crawl('https://medium.com/tag/paella/archive/2021')).rejects.toMatchObject({
      code: 'unsupported_content',
    });
  });

  test('flaw 4: not a word of the menus around the posts', async () => {
    for (const { link } of posts) {
      const { markdown } = articleOf(await bench.crawl(link));
      expect(markdown).not.toMatch(
        /min read|Sign (?:up|in)\b|Follow(?:ing)?\n|Press enter or click|Image for post|Member-only story|in your inbox|Written by|source=post_page/,
      );
    }
  });
});

function articleOf(harvests: readonly Harvest[]): ArticleHarvest {
  const [article, ...others] = harvests;
  if (article?.kind !== 'article' || others.length > 0) throw new Error('not one article');
  return article;
}

function plainText(markdown: string): string {
  return markdown
    .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[*_`#>\\]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function withoutEllipsis(text: string): string {
  return plainText(text.replaceAll('…', ''));
}
