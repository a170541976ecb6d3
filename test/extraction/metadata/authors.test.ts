import { expect, test } from 'vitest';
import { cleanNames } from '../../../src/extraction/metadata/authors.ts';

test.each([
  [['By Mara Lindqvist'], ['Mara Lindqvist']],
  [['Written by Mara Lindqvist, Staff Writer'], ['Mara Lindqvist']],
  [['Mara Lindqvist and Ann Lee'], ['Mara Lindqvist', 'Ann Lee']],
  [['Mara Lindqvist', 'MARA LINDQVIST'], ['MARA LINDQVIST']],
  [['https://www.facebook.com/mara'], []],
  [['mara@tide.example'], []],
  [['admin'], []],
  [['Posted on May 3, 2024 by Mara Lindqvist | 5 min read'], ['Mara Lindqvist']],
  [
    ['Åsa Öberg', 'José Núñez', '王小明'],
    ['Åsa Öberg', 'José Núñez', '王小明'],
  ],
])('%j', (texts, names) => {
  expect(cleanNames(texts)).toEqual(names);
});
