import { expect, test } from 'vitest';
import { largestOf, parseSrcset } from '../../../src/extraction/markdown/srcset.ts';

test.each([
  ['widths', 's.png 320w, l.png 1200w, m.png 640w', 'l.png'],
  ['densities', 'a.png, b.png 2x, c.png 1.5x', 'b.png'],
  ['no descriptor', 'a.png', 'a.png'],
  [
    'commas in addresses',
    'https://c.example/w_424,c_limit/a 424w,https://c.example/w_848,c_limit/a 848w',
    'https://c.example/w_848,c_limit/a',
  ],
  ['an address that ends in a comma', 'a.png, b.png 2x', 'b.png'],
  ['line breaks and stray commas', ' ,\n a.png\t1x ,\n ,b.png  3x\n', 'b.png'],
  ['brackets in descriptors', 'a.png foo(1, 2), b.png 2x', 'b.png'],
  ['the first among equals', 'a.png 2x, b.png 2x', 'a.png'],
])('the largest candidate: %s', (_what, srcset, largest) => {
  expect(largestOf(srcset)).toBe(largest);
});

test.each(['', ' ', ',', ', ,'])('no candidate in "%s"', (srcset) => {
  expect(largestOf(srcset)).toBeUndefined();
});

test('a srcset of half a million characters is read in linear time', () => {
  expect(parseSrcset('a,'.repeat(250_000))).toHaveLength(1);
  expect(parseSrcset('(('.repeat(250_000))).toHaveLength(1);
});
