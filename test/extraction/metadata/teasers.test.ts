import { expect, test } from 'vitest';
import { extractArticle } from '../../../src/extraction/index.ts';

const cards = Array.from(
  { length: 12 },
  (
    _,
    index,
  ) => `<article class="card"><h2><a href="/notes/${index}">Note ${index} about the tide at the pier</a></h2>
    <p class="byline">By Iris Holm</p><time datetime="2024-05-${10 + index}">May ${10 + index}, 2024</time></article>`,
).join('');

const home = (head: string) =>
  extractArticle(
    `<html><head><title>Harbour notes</title>${head}</head><body><main>${cards}</main></body></html>`,
    { url: 'https://mara.example/' },
  );

test('who wrote the articles of a list, and when, is not said of the list', () => {
  const { kind, author, publishedAt, trace } = home('');
  expect(kind).toBe('listing');
  expect([author, publishedAt]).toEqual([undefined, undefined]);
  expect(trace).not.toHaveProperty('publishedAt');
});

test('what a list declares of itself is kept', () => {
  const { publishedAt } = home('<meta property="article:published_time" content="2023-01-02">');
  expect(publishedAt).toEqual(new Date('2023-01-02'));
});
