import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPulse } from '../../../src/crawlers/linkedin/pulse.ts';
import { linkedinLinks } from '../../sites/linkedin.ts';
import { pageOf } from '../bench.ts';

const SLUG = 'small-model-my-own-notes-mara-lindqvist-k3w9e';
const html = readFileSync(
  new URL('../../sites/pages/linkedin/pulse.html', import.meta.url),
  'utf8',
);

const page = (
  body: string,
  head = `<link rel="canonical" href="${linkedinLinks.pulse}">`,
): string =>
  `<html><head>${head}</head><body><h1>On gauges</h1>
   <div class="main-author-card"><h3 class="base-main-card__title"> Mara Lindqvist </h3>
   <div class="base-main-card__metadata">Published Feb 3, 2017</div></div>${body}</body></html>`;
const read = (text: string, slug = SLUG) => readPulse(pageOf(linkedinLinks.pulse, text), slug);

describe('older pages, without JSON-LD', () => {
  test('of 2017', () => {
    const article = read(
      page(`<article class="article-content"><div class="article-content__body"><p>A <em>pipe</em> with opinions.</p>
        <div class="slate-resizable-image-embed"><img data-media-urn data-li-src="https://media-exp1.licdn.com/pier.jpg" src="//:0"></div></div></article>
        <section class="comment"><p>First!</p></section>`),
    );
    expect(article).toMatchObject({
      title: 'On gauges',
      byline: ['Mara Lindqvist'],
      publishedAt: new Date('2017-02-03T00:00:00Z'),
      markdown: 'A *pipe* with opinions.\n\n![](https://media-exp1.licdn.com/pier.jpg)',
    });
  });

  test('of 2022, with one block of text', () => {
    const article = read(
      page('<div class="article-main__content max-w-[744px]"><p>One.</p><p>Two.</p></div>'),
    );
    expect(article.markdown).toBe('One.\n\nTwo.');
  });
});

test.each([
  [
    'an embedded page',
    '<iframe src="https://tides.example/chart?id=1"></iframe>',
    'https://tides.example/chart?id=1',
  ],
  [
    'a frame that comes in late',
    '<iframe data-delayed-url="https://www.youtube-nocookie.com/embed/tide"></iframe>',
    'https://www.youtube-nocookie.com/embed/tide',
  ],
  [
    'a video of LinkedIn',
    '<video data-sources="[{&quot;src&quot;:&quot;https://dms.licdn.com/vid/1&quot;,&quot;type&quot;:&quot;video/mp4&quot;}]"></video>',
    'https://dms.licdn.com/vid/1',
  ],
])('%s becomes the link to it', (_, embed, link) => {
  const article = read(
    page(`<div data-test-id="article-content-blocks"><div data-test-id="publishing-text-block"><p>See:</p></div>
      <div data-test-id="publishing-embed-block">${embed}</div></div>`),
  );
  expect(article.markdown).toMatch(/^See:\n\n/);
  expect(article.markdown).toContain(link);
});

test('an article that was renamed goes by its new name', () => {
  const renamed = linkedinLinks.pulse;
  expect(readPulse(pageOf(renamed, html), 'old-name-mara-lindqvist-k3w9e')).toMatchObject({
    sourceId: `linkedin:pulse:${SLUG}`,
    link: new URL(renamed),
  });
});

describe('a page that is not the article is refused', () => {
  test.each([
    [
      'another article',
      html.replaceAll(SLUG, 'another-article-x1'),
      `the link /pulse/${SLUG} is missing`,
    ],
    ['no title', page('<p>x</p>').replace('On gauges', ' '), 'the title of the article is missing'],
    ['no body', page(''), 'the body of the article is missing'],
    [
      'an empty body',
      page('<div data-test-id="article-content-blocks"> <!----> </div>'),
      'the body of the article is missing',
    ],
    ['nothing at all', '', `the link /pulse/${SLUG} is missing`],
  ])('%s', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
