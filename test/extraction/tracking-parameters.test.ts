import { describe, expect, test } from 'vitest';
import { withoutTracking } from '../../src/extraction/tracking-parameters.ts';

describe('parameters that only say how a reader came are dropped', () => {
  test.each([
    ['campaigns', 'https://a.example/p?utm_source=x&utm_Medium=y&id=7', 'https://a.example/p?id=7'],
    ['advertising', 'https://a.example/p?gclid=1&fbclid=2&msclkid=3', 'https://a.example/p'],
    [
      'newsletters',
      'https://a.example/p?mc_cid=1&mc_eid=2&_hsenc=3&q=tide',
      'https://a.example/p?q=tide',
    ],
    [
      'Medium',
      'https://medium.com/@m/p-0123456789ab?source=rss----1---2&gi=3',
      'https://medium.com/@m/p-0123456789ab',
    ],
    [
      'LinkedIn',
      'https://www.linkedin.com/pulse/p?trk=x&trackingId=y',
      'https://www.linkedin.com/pulse/p',
    ],
    [
      'flaw 11: the reader who shared a Substack post',
      'https://m.substack.com/p/tides?r=1ttoeh&utm_medium=ios',
      'https://m.substack.com/p/tides',
    ],
    [
      'the same on a custom domain',
      'https://letters.tidewater.example/p/tides?r=1ttoeh&post_id=12',
      'https://letters.tidewater.example/p/tides',
    ],
    ['referrers', 'https://a.example/p?ref=newsletter&ref_src=x', 'https://a.example/p'],
  ])('%s', (_what, link, clean) => {
    expect(withoutTracking(new URL(link)).href).toBe(clean);
  });
});

describe('parameters that are part of the address are kept as they are written', () => {
  test.each([
    ['the key of a friend link of Medium', 'https://medium.com/@m/p-0123456789ab?sk=8b1a'],
    ['a branch', 'https://github.com/m/r/blob/x/a.ts?ref=main'],
    ['a route', 'https://a.example/index.php?r=site/about&post_id=3'],
    ['odd spellings', 'https://a.example/p?a=b+c&d&e=%7E&=x#top'],
    ['nothing', 'https://a.example/p'],
  ])('%s', (_what, link) => {
    expect(withoutTracking(new URL(link)).href).toBe(link);
  });
});

test('the fragment goes only when asked', () => {
  const link = new URL('https://a.example/p?utm_source=x#top');
  expect(withoutTracking(link).href).toBe('https://a.example/p#top');
  expect(withoutTracking(link, { dropFragment: true }).href).toBe('https://a.example/p');
  expect(link.href).toBe('https://a.example/p?utm_source=x#top');
});
