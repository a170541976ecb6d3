import { load } from 'cheerio/slim';
import { describe, expect, test } from 'vitest';
import { type Metadata, readMetadata } from '../../src/extraction/metadata.ts';
import { parseHtml } from '../../src/extraction/parse-html.ts';

function metadataOf(head: string, body = '', url = 'https://mara.example/notes/tides'): Metadata {
  return readMetadata(load(`<html><head>${head}</head><body>${body}</body></html>`), new URL(url))
    .metadata;
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
    [
      'without what templates put after a bar',
      '<title>Spring and neap tides of the Baltic | Lindqvist Notes</title>',
      '',
      'Spring and neap tides of the Baltic',
    ],
    [
      'short, when the heading says how far it goes',
      '<title>Tides - Learn the sea | SDN</title>',
      '<h1>Tides</h1>',
      'Tides',
    ],
    [
      'without labels and numbers in the heading',
      '<title>Reading the tide</title>',
      '<h1><span>Question</span> Reading the tide <span>87</span></h1>',
      'Reading the tide',
    ],
    [
      'without the mark of a link to it',
      '',
      '<h1>Reading the tide<a href="#x">¶</a></h1>',
      'Reading the tide',
    ],
    [
      'of the second heading, when the first is the name of the site',
      '<title>Reading the tide – Tidewater Notes</title>',
      '<h1><a href="/">Tidewater Notes of Mara</a></h1><h2>Reading the tide</h2>',
      'Reading the tide',
    ],
    [
      'after the name of the site and its section',
      '<title>Tidewater » Archive » Reading the tide</title>',
      '<h1>Tidewater</h1><h2>Reading the tide</h2>',
      'Reading the tide',
    ],
    [
      'of the page, not of the book',
      '<title>Reading the tide - The Book of Tides and Currents</title>',
      '<h1>The Book of Tides and Currents</h1><h1>Reading the tide</h1>',
      'Reading the tide',
    ],
    [
      'whole, though the text has a heading like its end',
      '<title>Spring and neap: what is a tide?</title>',
      '<h1>Spring and neap tides explained</h1><h2>What is a tide?</h2>',
      'Spring and neap tides explained',
    ],
    [
      'without the places where long words may break',
      '',
      '<h1>Gezei\u00ADten\u00ADtafel</h1>',
      'Gezeitentafel',
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
    expect(readMetadata(page, new URL('https://a.example/')).metadata.language).toBe('en-GB');
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

test('which rule gave each field', () => {
  const page = load(
    '<html lang="sv"><head><title>Tides</title><meta name="author" content="Mara Lindqvist"></head><body><h1>Tides</h1><p>Posted May 3, 2024</p><p>Updated May 9, 2024</p><a rel="tag">Moon</a></body></html>',
  );
  expect(readMetadata(page, new URL('https://a.example/tides')).trace).toEqual({
    title: 'h1, as title element',
    author: 'meta author',
    publishedAt: 'visible date with label',
    modifiedAt: 'visible date of update',
    language: 'html lang',
    tags: 'rel tag',
  });
});

describe('hostile pages are read at once', () => {
  test.each([
    [
      'a title of a million bars',
      `<title>${'a | '.repeat(500_000)}</title><meta property="og:site_name" content="a">`,
      '',
    ],
    [
      'a headline that is a tree',
      jsonLd({ '@type': 'Article', headline: `&${'<b>'.repeat(50_000)}` }),
      '',
    ],
    ['two hundred thousand dates', '', `<h1>x</h1><p>${'3 May 2024 '.repeat(200_000)}</p>`],
    ['thirty thousand bylines', '', '<h1>x</h1><p class="author">By 2024</p>'.repeat(30_000)],
    ['thirty thousand times', '', '<h1>x</h1><time datetime="x">2024</time>'.repeat(30_000)],
    ['one long class', '', `<p class="${'a-author '.repeat(200_000)}">x</p>`],
    ['one long byline', '', `<h1>x</h1><p>By ${'a and '.repeat(200_000)}</p>`],
    ['state without end', '', `<script>${'"publishedAt": "'.repeat(200_000)}</script>`],
  ])('%s', (_what, head, body) => {
    const page = parseHtml(`<html><head>${head}</head><body>${body}</body></html>`);
    const before = performance.now();
    readMetadata(page, new URL('https://mara.example/x'));
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

test('tags once each, from the first place that has some', () => {
  const head =
    '<meta property="article:tag" content="Tides"><meta property="article:tag" content="#tides, Moon"><meta name="keywords" content="seo">';
  expect(metadataOf(head).tags).toEqual(['tides', 'Moon']);
});
