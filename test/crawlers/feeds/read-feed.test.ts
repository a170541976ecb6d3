import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentIn } from '../../../src/crawlers/feeds/document-format.ts';
import { feedDate } from '../../../src/crawlers/feeds/feed-date.ts';
import type { Feed } from '../../../src/crawlers/feeds/feed-entry.ts';
import { readFeed } from '../../../src/crawlers/feeds/read-feed.ts';

const URL_OF_FEED = new URL('https://mara.example/blog/feed.xml');

function read(text: string): Feed | undefined {
  const document = documentIn(text);
  return document && readFeed(document, URL_OF_FEED);
}

/** Entry by entry: links, title, days. */
const entries = (text: string): unknown[] | undefined =>
  read(text)?.entries.map(({ links, title, publishedAt, changedAt }) => [
    links.map(({ href }) => href),
    title,
    publishedAt?.toISOString(),
    changedAt?.toISOString(),
  ]);

const rss = (item: string): string =>
  `<rss version="2.0"><channel><link>https://mara.example/</link><item>${item}</item></channel></rss>`;

describe('RSS', () => {
  test('that was saved from a browser', () => {
    const text = `This XML file does not appear to have any style information associated with it. The document tree is shown below.\n${rss('<link>https://mara.example/a</link>')}`;
    expect(entries(text)).toEqual([[['https://mara.example/a'], undefined, undefined, undefined]]);
  });

  test('with a comment, a style sheet and a byte order mark before it', () => {
    const text = `\uFEFF<?xml version="1.0"?><!-- <feed> of <html> --><?xml-stylesheet href="/rss.xsl"?>${rss('<link>/a</link>')}`;
    expect(entries(text)?.[0]).toContainEqual(['https://mara.example/a']);
  });

  test('with CDATA, escaped markup, a relative link and a permanent guid', () => {
    expect(
      entries(
        rss(`<title><![CDATA[ Tides &amp; <em>time</em> ]]></title><link> /blog/tides?a=1&amp;b=2 </link>
             <guid>https://mara.example/?p=7</guid><pubDate>Mon, 06 May 2024 09:12:00 +0200</pubDate>`),
      ),
    ).toEqual([
      [
        ['https://mara.example/blog/tides?a=1&b=2', 'https://mara.example/?p=7'],
        'Tides & time',
        '2024-05-06T07:12:00.000Z',
        '2024-05-06T07:12:00.000Z',
      ],
    ]);
  });

  test('whose titles are about markup keep it', () => {
    expect(entries(rss('<title>Why I stopped using &lt;div&gt; &lt; 3</title>'))?.[0]).toContain(
      'Why I stopped using <div> < 3',
    );
  });

  test('1.0, with its items beside the channel', () => {
    expect(
      entries(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://mara.example/feed.rdf"><link>https://mara.example/</link></channel>
        <item rdf:about="https://mara.example/a"><title>A</title><link>https://mara.example/a</link><dc:date>2019-02-03T04:05:06Z</dc:date></item></rdf:RDF>`),
    ).toEqual([
      [
        ['https://mara.example/a', 'https://mara.example/a'],
        'A',
        '2019-02-03T04:05:06.000Z',
        '2019-02-03T04:05:06.000Z',
      ],
    ]);
  });

  test('that breaks off gives what came before', () => {
    const whole = rss(
      '<link>https://mara.example/a</link></item><item><link>https://mara.example/b',
    );
    expect(entries(whole.slice(0, whole.indexOf('/b')))).toHaveLength(2);
  });

  test('of another server names the address behind it', () => {
    const item = `<feedburner:origLink>https://mara.example/a</feedburner:origLink><link>https://feeds.example/~r/1</link>`;
    expect(entries(rss(item))?.[0]).toContainEqual([
      'https://mara.example/a',
      'https://feeds.example/~r/1',
    ]);
  });
});

describe('Atom', () => {
  test('with bases, several links and dates of its own', () => {
    expect(
      entries(`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://mara.example/blog/">
        <entry xml:base="2024/"><title type="html">Ebb &amp;amp; flow</title><link rel="edit" href="edit/1"/><link rel="enclosure" href="1.mp3"/>
        <link rel="alternate" type="application/json" href="ebb.json"/><link rel="alternate" type="text/html" href="ebb"/>
        <id>tag:mara.example,2024:1</id><published>2024-01-02T03:04:05Z</published><updated>2024-02-02T03:04:05+01:00</updated></entry></feed>`),
    ).toEqual([
      [
        [
          'https://mara.example/blog/2024/ebb',
          'https://mara.example/blog/2024/ebb.json',
          'https://mara.example/blog/2024/ebb',
        ],
        'Ebb & flow',
        '2024-01-02T03:04:05.000Z',
        '2024-02-02T02:04:05.000Z',
      ],
    ]);
  });

  test('with a prefix on every element, and a next page', () => {
    const feed = read(
      `<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"><atom:link rel="next" href="?page=2"/><atom:entry><atom:link href="/a"/><atom:title>A</atom:title></atom:entry></atom:feed>`,
    );
    expect(feed?.next?.href).toBe('https://mara.example/blog/feed.xml?page=2');
    expect(feed?.entries[0]?.title).toBe('A');
  });
});

test.each([
  ['<!doctype html><html><body><rss></rss></body></html>'],
  ['<p>About <code>&lt;rss&gt;</code></p>'],
  ['{"version":"2","items":[]}'],
  ['{"version":"https://jsonfeed.org/version/1","items":'],
  [''],
])('%s is no feed', (text) => {
  expect(read(text)).toBeUndefined();
});

test.each([
  ['Mon, 06 May 2024 09:12:00 GMT', '2024-05-06T09:12:00.000Z'],
  ['Mon, 06 May 2024 09:12:00 EST', '2024-05-06T14:12:00.000Z'],
  ['06 May 24 09:12 +0000', '2024-05-06T09:12:00.000Z'],
  ['Mon, 06 May 2024 09:12:00', '2024-05-06T09:12:00.000Z'],
  ['Mon, 06 May 2024 09:12:00 CEST', '2024-05-06T09:12:00.000Z'],
  ['Thurs, 9 May 2024 09:12:00 +0200', '2024-05-09T07:12:00.000Z'],
  ['2024-05-06T09:12:00.123456Z', '2024-05-06T09:12:00.123Z'],
  ['2024-05-06', '2024-05-06T00:00:00.000Z'],
  ['6 mai 2024', '2024-05-06T00:00:00.000Z'],
  ['Mon, 01 Jan 0001 00:00:00 +0000', undefined],
  ['Thu, 01 Jan 1970 00:00:00 GMT', undefined],
  ['yesterday', undefined],
])('the date %s', (written, expected) => {
  expect(feedDate(written)?.toISOString()).toBe(expected);
});

describe('hostile feeds', () => {
  const piece = fc.constantFrom(
    ...[
      '<rss>',
      '<feed>',
      '<channel>',
      '<item>',
      '</item>',
      '<entry>',
      '<link>',
      '</link>',
      '<link href="',
    ],
    ...[
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '&#0;',
      '&#x110000;',
      '&amp;',
      '"',
      '>',
      '<',
      '\0',
      '\uFEFF',
    ],
    ...[
      'xml:base="',
      'https://',
      'http://[',
      '<guid>',
      '<title>',
      '</title>',
      '<pubDate>',
      '{',
      '"items":[',
    ],
    ...[
      '"version":"https://jsonfeed.org/version/1"',
      '<atom:link rel="next" href=":"/>',
      'é',
      '🌊',
    ],
  );

  test('of any pieces give entries or none, and never throw', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 60 }),
        (pieces) => {
          const feed = read(pieces.join(''));
          for (const { links } of feed?.entries ?? [])
            for (const { protocol } of links) expect(protocol).toMatch(/^https?:$/);
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    ['nested deep', '<rss><channel>', '<item>'],
    ['of open comments', '', '<!--'],
    ['of open links', '<feed>', '<link href="'],
    ['of entities', '<rss><channel><item><title>', '&amp;lt;b&amp;gt;'],
    ['of open braces', '{"version":"https://jsonfeed.org/version/1",', '{"a":'],
  ])('%s take no more than two seconds', (_what, start, repeated) => {
    const startedAt = performance.now();
    read(start + repeated.repeat(100_000));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
