import { expect, test } from 'vitest';
import {
  isSection,
  notAnArticle,
} from '../../../../src/crawlers/custom-article/sources/path-rules.ts';

const at = (path: string): URL => new URL(path, 'https://mara.example');

test.each([
  '/notes/tides/',
  '/2024/05/06/tides/',
  '/2024/05/tides.html',
  '/blog/about-time',
  '/posts/learning-d3.js',
  '/?p=12',
  '/archives/1234',
  '/series/windows/part-1',
  '/category/radio/why-the-harbour-answers-late',
  '/tagging-whales/',
  '/authors-note-on-tides',
  '/blog/now',
  '/en/tides',
])('%s may be an article', (path) => {
  expect(notAnArticle(at(path))).toBeUndefined();
});

test.each([
  ['/', 'home page'],
  ['/index.html', 'home page'],
  ['/?paged=2', 'home page'],
  ['/tags/', 'list'],
  ['/tag/time-series/', 'list'],
  ['/blog/tag/radio', 'list'],
  ['/category/radio/antennas/', 'list'],
  ['/author/mara/page/3/', 'list'],
  ['/page/2/', 'list'],
  ['/blog/page/2', 'list'],
  ['/2024/05/', 'list'],
  ['/archives/2024', 'list'],
  ['/blog/archive/', 'list'],
  ['/series/windows', 'list'],
  ['/about/', 'page about the site'],
  ['/de/impressum', 'page about the site'],
  ['/privacy-policy.html', 'page about the site'],
  ['/notes/', 'page about the site'],
  ['/lead.jpg', 'file'],
  ['/papers/cosines.pdf', 'file'],
  ['/notes/feed/', 'feed'],
])('%s is none: %s', (path, reason) => {
  expect(notAnArticle(at(path))).toBe(reason);
});

test('sections are told from articles', () => {
  expect(['/blog', '/en/posts/', '/archive.html'].every((path) => isSection(at(path)))).toBe(true);
  expect(['/', '/blog/tides', '/about'].some((path) => isSection(at(path)))).toBe(false);
});
