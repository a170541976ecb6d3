import { load } from 'cheerio/slim';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dateOf,
  jsonLdNodes,
  linksOf,
  namesOf,
  nodesOfBlock,
  nodesOfType,
  textOf,
  typesOf,
} from '../../src/extraction/json-ld.ts';

const inPage = (...blocks: string[]) =>
  jsonLdNodes(
    load(blocks.map((block) => `<script type="application/ld+json">${block}</script>`).join('')),
  );

describe('where the nodes are found', () => {
  test('in every block, in lists, in @graph and below mainEntity', () => {
    const nodes = inPage(
      '{"@type":"A"}',
      '[{"@type":"B"},[{"@type":"C"}]]',
      '{"@graph":[{"@type":"D"}]}',
      '{"@type":"WebPage","mainEntity":{"@type":"E"}}',
    );
    expect(nodes.flatMap(typesOf)).toEqual(['A', 'B', 'C', 'D', 'WebPage', 'E']);
  });

  test('not below comments: a comment is no article', () => {
    const nodes = inPage('{"@type":"Article","comment":[{"@type":"Article","name":"no"}]}');
    expect(nodesOfType(nodes, 'Article')).toHaveLength(1);
  });

  test('only in scripts that say so, however they spell it', () => {
    const $ = load(
      '<script type="Application/LD+JSON; charset=utf-8">{"@type":"A"}</script><script type="application/json">{"@type":"B"}</script><script>{"@type":"C"}</script>',
    );
    expect(jsonLdNodes($).flatMap(typesOf)).toEqual(['A']);
  });

  test.each([
    ['a broken block beside a good one', ['{"@type":', '{"@type":"A"}']],
    ['bare line breaks and tabs in a string', ['{"@type":"A","text":"one\n\ttwo \\" three"}']],
    ['a comment around it', ['<!-- {"@type":"A"} -->']],
    ['CDATA marks around it', ['//<![CDATA[\n{"@type":"A"}\n//]]>']],
    ['CDATA marks in comments around it', ['/*<![CDATA[*/{"@type":"A"}/*]]>*/']],
    ['a semicolon after it', ['{"@type":"A"};\n']],
  ])('%s', (_, blocks) => {
    expect(inPage(...blocks).flatMap(typesOf)).toEqual(['A']);
  });

  test('a repaired string keeps its line breaks', () => {
    expect(nodesOfBlock('{"text":"one\n\ttwo \\" three"}')).toEqual([
      { text: 'one\n\ttwo " three' },
    ]);
  });
});

describe('what the readers take', () => {
  test('types with and without their vocabulary', () => {
    expect(
      typesOf({ '@type': ['http://schema.org/Article', 'schema:Thing', 'NewsArticle', 7] }),
    ).toEqual(['Article', 'Thing', 'NewsArticle']);
  });

  test('text', () => {
    expect(textOf(' a ')).toBe('a');
    expect(textOf([' ', { '@value': 'b', '@language': 'sv' }])).toBe('b');
    for (const none of [undefined, null, '', ' ', 7, {}, [[]]])
      expect(textOf(none)).toBeUndefined();
  });

  test.each([
    ['2025-10-01T07:12:41.475Z', '2025-10-01T07:12:41.475Z'],
    ['2025-10-01T09:12:41+02:00', '2025-10-01T07:12:41.000Z'],
    ['2025-11-18T06:45:12.000+0000', '2025-11-18T06:45:12.000Z'],
    ['2025-10-01T09:12', '2025-10-01T09:12:00.000Z'],
    ['2025-10-01 09:12:41', '2025-10-01T09:12:41.000Z'],
    ['2025-10-01', '2025-10-01T00:00:00.000Z'],
  ])('the date %s', (given, date) => {
    expect(dateOf(given)?.toISOString()).toBe(date);
  });

  test.each(['yesterday', '2025-13-45', 'October 1, 2025', 1759302761475, null])(
    'no date: %j',
    (given) => {
      expect(dateOf(given)).toBeUndefined();
    },
  );

  test('names of persons, organisations, plain text, and by reference', () => {
    const nodes = [{ '@id': '#mara', '@type': 'Person', name: 'Mara Lindqvist' }];
    const authors = [
      { '@id': '#mara' },
      'Åsa Norén',
      { '@type': 'Organization', name: 'Tidepool' },
      'Åsa Norén',
      { '@id': '#nobody' },
      7,
    ];
    expect(namesOf(authors, nodes)).toEqual(['Mara Lindqvist', 'Åsa Norén', 'Tidepool']);
  });

  test('links of images', () => {
    const nodes = [{ '@id': '#pier', contentUrl: 'https://mara.example/pier.jpg' }];
    expect(linksOf(['/a.jpg', { url: ' /b.jpg ' }, { '@id': '#pier' }, {}, 7], nodes)).toEqual([
      '/a.jpg',
      '/b.jpg',
      'https://mara.example/pier.jpg',
    ]);
  });
});

describe('hostile blocks', () => {
  test('whatever the bytes, reading them does not throw', () => {
    const block = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.json().map((text) => text.replaceAll(',', ',\n')),
    );
    fc.assert(
      fc.property(block, fc.anything(), (text, value) => {
        const nodes = nodesOfBlock(text);
        for (const node of [...nodes, { '@type': value, '@id': value }]) {
          typesOf(node);
          for (const read of [textOf, dateOf]) read(value);
          for (const read of [namesOf, linksOf]) read(Object.values(node), nodes);
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['nested a hundred thousand deep', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['graphs in graphs', `${'{"@graph":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['a string that never ends', `{"a":"${'\\"'.repeat(500_000)}`],
    ['nothing but blanks in the middle', `{"a" ${' '.repeat(1_000_000)} x`],
    ['a million quotes', '"'.repeat(1_000_000)],
  ])('%s is read at once', (_, text) => {
    const before = performance.now();
    expect(nodesOfBlock(text).length).toBeLessThan(20);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
