/** What the extractor has reached it keeps. The corpus is not part of the project, and not always at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Found } from '../../bench/extraction/contestants.ts';
import { CONTESTANTS } from '../../bench/extraction/contestants.ts';
import { readCorpus } from '../../bench/extraction/corpus.ts';
import { falls, figuresOf } from '../../bench/extraction/figures.ts';
import { isSameAuthor, isSameDate, isSameTitle } from '../../bench/extraction/scoring/metadata.ts';
import { shingleF1, tokenF1 } from '../../bench/extraction/scoring/text.ts';

const CORPUS = new URL('../../../shared/corpora/wcxb-dev/', import.meta.url).pathname;
const FIGURES = new URL('../../bench/extraction/figures.json', import.meta.url);

describe.skipIf(!existsSync(CORPUS))('the gate of extraction', () => {
  it('no figure falls by more than .003 below the committed one', {
    timeout: 120_000,
  }, async () => {
    const committed = z
      .record(z.string(), z.number())
      .parse(JSON.parse(readFileSync(FIGURES, 'utf8')));
    const pages = readCorpus(CORPUS);
    const goldpan = await CONTESTANTS.goldpan?.();
    const found = new Map<string, Found>();
    for (const { id, url, html } of pages) {
      goldpan?.extract(html(), url);
      if (goldpan) found.set(id, goldpan.found());
    }
    expect(falls(committed, figuresOf(pages, found))).toEqual([]);
  });
});

describe('the comparison with the committed figures', () => {
  it('lets pass what rises or falls a little, and names what falls more or is gone', () => {
    expect(falls({ title: 0.8, date: 0.9 }, { title: 0.797, date: 0.95 })).toEqual([]);
    expect(falls({ title: 0.8, date: 0.9 }, { title: 0.7969 })).toEqual([
      'title fell from 0.8000 to 0.7969',
      'date fell from 0.9000 to 0.0000',
    ]);
  });
});

// The expected values are those of `score_extraction.py`, from which both metrics are ported.
describe('the scores', () => {
  const pairs = [
    ['The tide turns at six, and the harbour wakes.', 'The tide turns at six. Share this!'],
    ['Hồ Chí Minh été 潮汐 x_1', 'hồ chí minh ÉTÉ 潮汐 x_1 y'],
    ['a b', 'a b c d e'],
    ['Ebb', ''],
  ].map(([expected = '', found = '']) => ({ expected, found }));

  it('of texts are those of the Python scorer', () => {
    expect(tokenF1(pairs)).toBeCloseTo(0.529876, 6);
    expect(shingleF1(pairs)).toBeCloseTo(0.111111, 6);
  });

  it.each([
    ['By Mara Lindqvist', 'Mara K. Lindqvist', true],
    ['Mara Lindqvist and Ilse Bakker', 'Ilse Bakker', false],
    ['Mara Lindqvist', 'None', false],
  ])('author %s, found %s', (expected, found, isSame) => {
    expect(isSameAuthor(expected, found)).toBe(isSame);
  });

  it.each([
    ['2025-03-09', 'March 9th, 2025', true],
    ['9 Mar 2025', '2025/3/9', true],
    ['2025-03-09', '2025-03-10T00:00Z', false],
  ])('date %s, found %s', (expected, found, isSame) => {
    expect(isSameDate(expected, found)).toBe(isSame);
  });

  it.each([
    ['It’s “late” — again', "It's LATE again", true],
    ['It’s “late” — again', 'its late again', false],
  ])('title %s, found %s', (expected, found, isSame) => {
    expect(isSameTitle(expected, found)).toBe(isSame);
  });
});
