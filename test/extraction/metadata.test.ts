import { load } from 'cheerio/slim';
import { describe, expect, test } from 'vitest';
import { type Metadata, readMetadata } from '../../src/extraction/metadata.ts';

function metadataOf(head: string, body = '', url = 'https://mara.example/notes/tides'): Metadata {
  return readMetadata(load(`<html><head>${head}</head><body>${body}</body></html>`), new URL(url));
}

function jsonLd(node: object): string {
  return `<script type="application/ld+json">${JSON.stringify(node)}</script>`;
}

test('a page that says nothing', () => {
  expect(metadataOf('')).toEqual({ title: '', tags: [], access: 'full' });
});

test('everything from JSON-LD', () => {
  const node = {
    '@type': 'BlogPosting',
    headline: 'Spring &amp; neap',
    alternativeHeadline: 'Two tides a fortnight',
    author: [{ '@type': 'Person', name: 'Mara Lindqvist' }],
    publisher: { '@type': 'Organization', name: 'Tidewater' },
    datePublished: '2024-05-03T10:00:00+02:00',
    dateModified: '2024-06-01',
    keywords: ['tides', 'Moon'],
    image: { '@type': 'ImageObject', url: '/lead.jpg' },
    inLanguage: 'en',
    isAccessibleForFree: false,
  };
  expect(metadataOf(jsonLd(node))).toEqual({
    title: 'Spring & neap',
    subtitle: 'Two tides a fortnight',
    author: ['Mara Lindqvist'],
    publishedAt: new Date('2024-05-03T08:00:00Z'),
    modifiedAt: new Date('2024-06-01'),
    siteName: 'Tidewater',
    language: 'en',
    tags: ['tides', 'Moon'],
    image: 'https://mara.example/lead.jpg',
    access: 'preview',
  });
});

describe('the title', () => {
  test.each([
    [
      'without the name of the site',
      '<title>Spring and neap | Tidewater</title><meta property="og:site_name" content="Tidewater">',
      '',
      'Spring and neap',
    ],
    [
      'without the name of the host',
      '<title>Spring and neap - mara.example</title>',
      '',
      'Spring and neap',
    ],
    ['with its own dash', '<title>Tides - a history</title>', '', 'Tides - a history'],
    [
      'as the heading writes it',
      '<title>SPRING AND NEAP TIDES — Tidewater</title>',
      '<h1>Spring and neap tides</h1>',
      'Spring and neap tides',
    ],
    ['of the heading when there is no other', '', '<h1> Spring\n tides </h1>', 'Spring tides'],
    [
      'of the only heading when search engines get another',
      '<title>Tide guide 2025: all you need</title>',
      '<h1>How I learned to read the tide</h1>',
      'How I learned to read the tide',
    ],
  ])('%s', (_what, head, body, title) => {
    expect(metadataOf(head, body).title).toBe(title);
  });
});

describe('the first publication, not the last change', () => {
  const day = new Date('2024-05-03');
  test.each([
    [
      '<meta property="article:published_time" content="2024-05-03"><meta property="article:modified_time" content="2025-01-01">',
      '',
    ],
    [
      '<meta property="og:updated_time" content="2025-01-01">',
      '<time datetime="2024-05-03">May 3</time>',
    ],
    [
      '',
      '<article><time class="published" datetime="2024-05-03">x</time></article><div class="comments"><time datetime="2024-06-01"></time></div>',
    ],
    [
      '',
      '<div class="related"><time datetime="2020-01-01"></time></div><p class="date">Posted on May 3, 2024</p>',
    ],
  ])('%s%s', (head, body) => {
    expect(metadataOf(head, body).publishedAt).toEqual(day);
  });

  test('from the address', () => {
    expect(metadataOf('', '', 'https://mara.example/2024/05/03/tides').publishedAt).toEqual(day);
  });

  test('no date is better than one of a broken clock', () => {
    expect(metadataOf('<meta name="date" content="1970-01-01">').publishedAt).toBeUndefined();
  });
});

describe('the authors', () => {
  test.each([
    ['<meta name="author" content="By Mara Lindqvist">', '', ['Mara Lindqvist']],
    [
      '<meta property="article:author" content="https://facebook.com/mara">',
      '<a rel="author" href="/about">Mara Lindqvist</a>',
      ['Mara Lindqvist'],
    ],
    [
      '',
      '<p class="byline">By <a href="/mara">Mara Lindqvist</a></p><aside class="related"><p class="byline">By Ann</p></aside>',
      ['Mara Lindqvist'],
    ],
    [
      '<meta name="author" content="Tidewater"><meta property="og:site_name" content="Tidewater">',
      '',
      ['Tidewater'],
    ],
    ['', '<div class="comment"><span class="author">Troll</span></div>', []],
  ])('%s%s', (head, body, byline) => {
    expect(metadataOf(head, body).author ?? []).toEqual(byline);
  });
});

describe('the language as BCP 47', () => {
  test.each([
    ['<meta property="og:locale" content="sv_SE">', 'sv-SE'],
    ['<meta http-equiv="Content-Language" content="de, en">', 'de'],
    ['<meta property="og:locale" content="none of them">', undefined],
  ])('%s', (head, language) => {
    expect(metadataOf(head).language).toBe(language);
  });

  test('of the document', () => {
    const page = load('<html lang="EN-gb"><head></head></html>');
    expect(readMetadata(page, new URL('https://a.example/')).language).toBe('en-GB');
  });
});

describe('the canonical link', () => {
  test.each([
    [
      'relative',
      '<link rel="canonical" href="/notes/tides/?utm_source=x#a">',
      'https://mara.example/notes/tides/',
    ],
    [
      'with www',
      '<link rel="canonical" href="https://www.mara.example/notes/tides">',
      'https://www.mara.example/notes/tides',
    ],
    [
      'of the Open Graph',
      '<meta property="og:url" content="https://mara.example/t">',
      'https://mara.example/t',
    ],
    ['to the home page', '<link rel="canonical" href="https://mara.example/">', undefined],
    [
      'to another site',
      '<link rel="canonical" href="https://evil.example/notes/tides">',
      undefined,
    ],
    [
      'to another site that sounds alike',
      '<link rel="canonical" href="https://notmara.example/notes">',
      undefined,
    ],
    ['that is none', '<link rel="canonical" href="http://[">', undefined],
  ])('%s', (_what, head, link) => {
    expect(metadataOf(head).canonicalLink?.href).toBe(link);
  });
});

test('tags once each, from the first place that has some', () => {
  const head =
    '<meta property="article:tag" content="Tides"><meta property="article:tag" content="#tides, Moon"><meta name="keywords" content="seo">';
  expect(metadataOf(head).tags).toEqual(['tides', 'Moon']);
});
