/** Pages that are not quite as usual: with half of their marks, or about something else. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PostHarvest } from '../../../src/crawlers/crawler.ts';
import type { PostId } from '../../../src/crawlers/linkedin/links.ts';
import { readPost } from '../../../src/crawlers/linkedin/post.ts';
import { CrawlError } from '../../../src/errors.ts';
import { linkedinLinks } from '../../sites/linkedin.ts';
import { pageOf } from '../bench.ts';
import { expected, plain } from './replica-pages.ts';

const POST: PostId = { kind: 'activity', id: '7379050609801043530' };
const RESHARE: PostId = { kind: 'activity', id: '7427261607660816673' };

const html = (name: string): string =>
  readFileSync(new URL(`../../sites/pages/linkedin/${name}`, import.meta.url), 'utf8');
const withoutJsonLd = (page: string): string =>
  page.replace(/<script type="application\/ld\+json">[\s\S]*?<\/script>/, '');
const withoutCards = (page: string): string => page.replace(/<main[\s\S]*<\/main>/, '');
function read(page: string, asked = POST): PostHarvest {
  const harvest = readPost(pageOf(linkedinLinks.post, page), asked);
  if (harvest.kind !== 'post') throw new Error('no post');
  return harvest;
}

const [post] = JSON.parse(expected('post.expected.json'));
const [reshare] = JSON.parse(expected('reshare.expected.json'));

describe('half of the marks are enough', () => {
  test('JSON-LD without a card', () => {
    expect(plain(read(withoutCards(html('post.html'))))).toEqual(post);
  });

  test('a card without JSON-LD: the number of the post tells the time', () => {
    expect(plain(read(withoutJsonLd(html('post.html'))))).toEqual({
      ...post,
      publishedAt: '2025-10-01T07:12:41.507Z',
    });
  });

  test.each(['articleBody', 'text'])(
    'JSON-LD under its newer name, with the words in "%s"',
    (name) => {
      const page = withoutCards(html('post.html'))
        .replace('"SocialMediaPosting"', '"DiscussionForumPosting"')
        .replace('"articleBody"', `"${name}"`);
      expect(plain(read(page))).toEqual(post);
    },
  );

  test('JSON-LD that is broken', () => {
    const page = html('post.html').replace('"articleBody"', 'articleBody');
    expect(plain(read(page))).toMatchObject({ textLines: post.textLines });
  });

  test('JSON-LD in an @graph and in a list', () => {
    for (const [open, close] of [
      ['{"@graph":[{"@type":"WebSite"},', ']}'],
      ['[', ']'],
    ]) {
      const page = withoutCards(html('post.html')).replace(
        /(<script type="application\/ld\+json">)([\s\S]*?)(<\/script>)/,
        (_, before, json, after) => before + open + json + close + after,
      );
      expect(plain(read(page))).toEqual(post);
    }
  });

  test('the description alone is a preview', () => {
    const page = withoutCards(withoutJsonLd(html('post.html')));
    expect(read(page)).toMatchObject({
      access: 'preview',
      sourceId: post.sourceId,
      text: expect.stringMatching(/^For three years our tide model/),
    });
  });
});

describe('only the own words of a reshare', () => {
  test.each([
    ['whole', (page: string) => page],
    ['without JSON-LD', withoutJsonLd],
    ['without a card', withoutCards],
  ])('%s', (_, change) => {
    const harvest = read(change(html('reshare.html')), RESHARE);
    expect(plain(harvest)).toMatchObject({
      textLines: reshare.textLines,
      byline: ['Mara Lindqvist'],
    });
    expect(harvest.image).toBeUndefined();
  });

  test.each([
    ['without a card', withoutCards],
    ['without JSON-LD', withoutJsonLd],
    [
      'with the words of the original given as the own ones',
      (page: string) =>
        page.replace(
          /"headline": ("[^"]*")\}, "image"/,
          '"headline": $1}, "articleBody": $1, "image"',
        ),
    ],
  ])('a reshare without own words, %s, is refused', (_, change) => {
    const asked: PostId = { kind: 'activity', id: '7434679367478875483' };
    expect(() => read(change(html('empty-reshare.html')), asked)).toThrow(/no words of its own/);
  });
});

describe('what hangs below a post', () => {
  const TEXT = /(<p [^>]*__commentary">)/;
  const below = (more: string): string =>
    html('post.html').replace(TEXT, (commentary) => `${more}${commentary}`);

  test.each([
    [
      'a job or an event that is shared',
      '<a href="https://www.linkedin.com/jobs/view/4711?trk=x" data-tracking-control-name="public_post_feed-article-content"><h3 data-test-id="article-content__title"> Tide  engineer </h3></a>',
      { kind: 'page', link: 'https://www.linkedin.com/jobs/view/4711', title: 'Tide engineer' },
    ],
    [
      'a video of another site',
      '<section data-test-id="ingested-content-summary-external-video-content"><a href="https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fvideos%2Eexample%2Ftide&amp;urlhash=x"><h3>Low water</h3></a></section>',
      { kind: 'video', link: 'https://videos.example/tide', title: 'Low water' },
    ],
  ])('%s', (_, more, attachment) => {
    expect(plain(read(below(more)))).toEqual({ ...post, attachments: [attachment] });
  });

  test.each([
    '<iframe data-native-document-config="{broken"></iframe>',
    '<iframe data-native-document-config="{&quot;doc&quot;:{&quot;url&quot;:7,&quot;title&quot;:[]}}"></iframe>',
    '<a href="javascript:alert(1)" data-tracking-control-name="public_post_feed-article-content">x</a>',
    '<video data-sources="[null]"></video>',
  ])('is nothing where it cannot be read: %s', (more) => {
    expect(plain(read(below(more)))).toEqual(post);
  });
});

describe('a page that is about something else is refused', () => {
  test('another post that only lists the asked-for one below', () => {
    const [, listed = ''] =
      /related-posts__crosslink" data-activity-urn="urn:li:activity:(\d+)"/.exec(
        html('post.html'),
      ) ?? [];
    expect(listed).not.toBe('');
    expect(() => read(html('post.html'), { kind: 'activity', id: listed })).toThrow(
      `urn:li:activity:${listed} is missing`,
    );
  });

  test('the reshare of the asked-for one', () => {
    const [, original = ''] =
      /data-activity-urn="urn:li:activity:(\d+)" tabindex/.exec(html('reshare.html')) ?? [];
    expect(original).not.toBe('');
    expect(() => read(html('reshare.html'), { kind: 'activity', id: original })).toThrow(
      'is missing',
    );
  });

  test.each(['authwall.html', 'pulse.html'])('%s', (name) => {
    expect(() => read(html(name))).toThrow('urn:li:activity:7379050609801043530 is missing');
  });

  test('flaw 5: an empty page', () => {
    expect(() => read('')).toThrow(CrawlError);
  });
});

test('hasPart.isAccessibleForFree false, which stands on every post page, makes no preview of it', () => {
  expect(html('post.html')).toContain('"isAccessibleForFree": false');
  expect(read(html('post.html')).access).toBe('full');
});

test('whatever stands in the JSON-LD, a post or a typed error comes out', () => {
  const json = fc.json({ maxDepth: 4 });
  const known = fc.record(
    {
      '@type': fc.constantFrom('SocialMediaPosting', 'VideoObject'),
      '@id': fc.constantFrom(linkedinLinks.post, '', 7),
      articleBody: fc.anything(),
      description: fc.anything(),
      author: fc.anything(),
      datePublished: fc.anything(),
      image: fc.anything(),
      sharedContent: fc.anything(),
    },
    { requiredKeys: ['@type', '@id'] },
  );
  const block = fc.oneof(
    json,
    known.map((node) =>
      JSON.stringify(node, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(block, (text) => {
      const page = `<script type="application/ld+json">${text}</script>`;
      const read = textOrError(page);
      if (typeof read === 'string') expect(read.trim()).not.toBe('');
      else expect(read).toBeInstanceOf(CrawlError);
    }),
    { numRuns: 1_000 },
  );
});

test('whatever is cut out of a page, no word of others gets into the post', () => {
  const page = html('post.html');
  fc.assert(
    fc.property(fc.nat(page.length), fc.nat(4_000), (start, length) => {
      const text = textOrError(page.slice(0, start) + page.slice(start + length));
      if (typeof text === 'string')
        expect(text).not.toMatch(/heron|serial number survive|Fight me|spring tide/);
      else expect(text).toBeInstanceOf(CrawlError);
    }),
    { numRuns: 100 },
  );
});

function textOrError(page: string): unknown {
  try {
    return read(page).text;
  } catch (error) {
    return error;
  }
}
