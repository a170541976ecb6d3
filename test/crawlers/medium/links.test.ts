import { describe, expect, test } from 'vitest';
import {
  canonicalMediumLink,
  isOf,
  readMediumLink,
  sharedLink,
} from '../../../src/crawlers/medium/links.ts';

describe('a post is known by its id on every form of its link', () => {
  test.each([
    ['https://medium.com/@mara.lindqvist/tides-and-time-7f3c2a91be04', '7f3c2a91be04'],
    ['https://mara-lindqvist.medium.com/tides-and-time-7f3c2a91be04', '7f3c2a91be04'],
    ['https://medium.com/tidewater-notes/tides-and-time-7f3c2a91be04/', '7f3c2a91be04'],
    ['https://stories.tidewater.example/tides-and-time-7f3c2a91be04?gi=0cc175b9', '7f3c2a91be04'],
    ['https://medium.com/p/7f3c2a91be04', '7f3c2a91be04'],
    ['https://mara-lindqvist.medium.com/p/7f3c2a91be04', '7f3c2a91be04'],
    ['http://WWW.Medium.com/@mara.lindqvist/tides-and-time-7f3c2a91be04#rid', '7f3c2a91be04'],
    // Medium drops leading zeros: ids of 8 to 11 digits are as good.
    ['https://medium.com/@mara.lindqvist/tides-5b1d90c7e2a', '5b1d90c7e2a'],
    ['https://medium.com/@mara.lindqvist/tides-9c41f7d802', '9c41f7d802'],
    ['https://medium.com/@mara.lindqvist/tides-41f7d802', '41f7d802'],
    // A title without any Latin letter leaves the id alone, or after percent signs.
    ['https://medium.com/@mara.lindqvist/7f3c2a91be04', '7f3c2a91be04'],
    ['https://medium.com/@mara.lindqvist/%E6%BD%AE%E6%B1%90-7f3c2a91be04', '7f3c2a91be04'],
  ])('%s', (link, postId) => {
    expect(readMediumLink(new URL(link))).toMatchObject({ kind: 'post', postId });
  });
});

describe('a profile, a publication, a domain is read by its feed', () => {
  test.each([
    ['https://medium.com/@mara.lindqvist', 'https://medium.com/feed/@mara.lindqvist'],
    ['https://medium.com/@mara.lindqvist/?source=x', 'https://medium.com/feed/@mara.lindqvist'],
    ['https://medium.com/@mara.lindqvist/feed', 'https://medium.com/feed/@mara.lindqvist'],
    ['https://medium.com/feed/@mara.lindqvist', 'https://medium.com/feed/@mara.lindqvist'],
    ['https://medium.com/@mara.lindqvist/latest', 'https://medium.com/feed/@mara.lindqvist'],
    ['https://medium.com/tidewater-notes/all', 'https://medium.com/feed/tidewater-notes'],
    ['https://medium.com/tidewater-notes', 'https://medium.com/feed/tidewater-notes'],
    ['https://medium.com/feed/tidewater-notes', 'https://medium.com/feed/tidewater-notes'],
    ['https://mara-lindqvist.medium.com', 'https://mara-lindqvist.medium.com/feed'],
    ['https://mara-lindqvist.medium.com/feed', 'https://mara-lindqvist.medium.com/feed'],
    ['https://stories.tidewater.example/', 'https://stories.tidewater.example/feed'],
  ])('%s', (link, feed) => {
    expect(readMediumLink(new URL(link))).toMatchObject({
      kind: 'listing',
      account: { feed: new URL(feed) },
    });
  });
});

describe('what holds nobody’s writing is named', () => {
  test.each([
    ['https://medium.com/', 'the front page of Medium'],
    ['https://medium.com/tag/tides', 'a list of posts by a tag'],
    ['https://medium.com/tag/tides/archive/2021', 'a list of posts by a tag'],
    ['https://medium.com/feed/tag/tides', 'a feed of neither a person nor a publication'],
    ['https://medium.com/m/signin?redirect=https%3A%2F%2Fmedium.com', 'a sign-in page'],
    ['https://medium.com/search?q=tides', 'a search page'],
    ['https://medium.com/about', 'a page about Medium'],
    ['https://medium.com/@mara.lindqvist/about', 'an about page'],
    ['https://medium.com/@mara.lindqvist/followers', 'a list of followers'],
    ['https://medium.com/@mara.lindqvist/list/to-read-7f3c2a91be04', 'a reading list'],
    ['https://medium.com/@mara.lindqvist/lists', 'a list of reading lists'],
    ['https://medium.com/tidewater-notes/tagged/deadbeef', 'a list of posts by a tag'],
    ['https://medium.com/tidewater-notes/archive/2019', 'an archive list'],
    ['https://medium.com/p/7f3c2a91be04/share/twitter', 'a page beside a post'],
    ['https://medium.com/media/3d5b1f0c9ae84427b6d1c0ffee15900d', 'an embedded widget'],
    ['https://mara-lindqvist.medium.com/tagged/deadbeef', 'a list of posts by a tag'],
    ['https://stories.tidewater.example/about', 'an about page'],
    ['https://miro.medium.com/v2/1*a.png', 'miro.medium.com, a service of Medium itself'],
    ['https://medium.com/tidewater-notes/coffee', 'a page without the id of a post'],
  ])('%s', (link, what) => {
    expect(readMediumLink(new URL(link))).toEqual({ kind: 'other', what });
  });
});

describe('flaw 11: one canonical link, whatever was pasted', () => {
  test.each([
    [
      'http://medium.com/@mara/tides-7f3c2a91be04?source=rss-1------2',
      'https://medium.com/@mara/tides-7f3c2a91be04',
    ],
    [
      'https://www.medium.com/tidewater-notes/tides-7f3c2a91be04/?gi=1#4f2a',
      'https://medium.com/tidewater-notes/tides-7f3c2a91be04',
    ],
    ['http://Mara.medium.com/tides-7f3c2a91be04#top', 'https://mara.medium.com/tides-7f3c2a91be04'],
    [
      'https://medium.com/p/7f3c2a91be04?postPublishedType=initial',
      'https://medium.com/p/7f3c2a91be04',
    ],
  ])('%s', (link, canonical) => {
    expect(canonicalMediumLink(new URL(link)).href).toBe(canonical);
  });

  test.each([
    [
      'the key of a friend link is kept, on its path',
      'https://medium.com/@mara/tides-7f3c2a91be04?source=friends_link&sk=8b1a9953',
      'https://medium.com/@mara/tides-7f3c2a91be04?sk=8b1a9953',
    ],
    [
      'a custom domain keeps its host',
      'http://stories.tidewater.example/tides-7f3c2a91be04/?gi=1',
      'https://stories.tidewater.example/tides-7f3c2a91be04',
    ],
    [
      'a feed is its profile',
      'https://medium.com/feed/@mara.lindqvist',
      'https://medium.com/@mara.lindqvist',
    ],
    [
      'a profile loses its parameters',
      'http://www.medium.com/@mara.lindqvist/?source=user',
      'https://medium.com/@mara.lindqvist',
    ],
    ['a sub-domain', 'http://Mara-Lindqvist.medium.com/feed', 'https://mara-lindqvist.medium.com/'],
    ['no writing', 'https://medium.com/search?q=tides#top', 'https://medium.com/search?q=tides'],
  ])('%s', (_what, link, canonical) => {
    expect(canonicalMediumLink(new URL(link)).href).toBe(canonical);
    expect(canonicalMediumLink(new URL(canonical)).href).toBe(canonical);
  });
});

describe('where the lists of an account lie', () => {
  test.each([
    ['https://medium.com/@mara', 'https://medium.com/@mara', undefined],
    [
      'https://medium.com/tidewater-notes',
      'https://medium.com/tidewater-notes',
      'https://medium.com/tidewater-notes/sitemap/sitemap.xml',
    ],
    [
      'https://Mara.medium.com/feed',
      'https://mara.medium.com/',
      'https://mara.medium.com/sitemap/sitemap.xml',
    ],
  ])('%s', (link, page, sitemap) => {
    const read = readMediumLink(new URL(link));
    if (read.kind !== 'listing') throw new Error(read.kind);
    expect(read.account.page.href).toBe(page);
    expect(read.account.sitemap?.href).toBe(sitemap);
  });
});

test.each([
  ['https://medium.com/@Mara/tides-7f3c2a91be04', '@mara', true],
  ['https://medium.com/@mara2/tides-7f3c2a91be04', '@mara', false],
  ['https://mara.medium.com/tides-7f3c2a91be04', 'mara.medium.com', true],
  ['https://medium.com/mara.medium.com/tides-7f3c2a91be04', 'other.medium.com', false],
])('%s is a post of %s: %s', (link, name, expected) => {
  const page = new URL('https://medium.com/');
  expect(isOf(new URL(link), { name, page, feed: page })).toBe(expected);
});

test('a link to share carries no parameter at all', () => {
  const link = new URL('http://medium.com/@mara/tides-7f3c2a91be04?sk=8b1a9953#x');
  expect(sharedLink(link).href).toBe('https://medium.com/@mara/tides-7f3c2a91be04');
});
