import { describe, expect, test } from 'vitest';
import { countWords } from '../../src/extraction/count-words.ts';
import { parseHtml, topNodes } from '../../src/extraction/parse-html.ts';
import { plainText } from '../../src/extraction/plain-text.ts';

describe('words are counted as word processors count them', () => {
  test.each([
    ['English', 'High water isn’t at six: it’s a well-known fact of 2025.', 11],
    ['Chinese, a letter a word', '潮汐表是一种先验。', 8],
    ['Japanese, with English in it', 'GPUを2台', 4],
    ['Korean, which has spaces', '밀물은 여섯 시에 온다.', 4],
    ['Hindi, whose vowels are marks', 'ज्वार की तालिका', 3],
    ['Thai, without its marks', 'น้ำขึ้น', 4],
    ['accents that stand apart', 'e\u0301te\u0301', 1],
    ['no words', '… — 🌊', 0],
  ])('%s', (_, text, words) => {
    expect(countWords(text)).toBe(words);
  });
});

describe('plain text', () => {
  const text = (html: string): string => plainText(topNodes(parseHtml(html)));

  test('has a line a block, and no script or caption of an image', () => {
    expect(
      text(
        '<h2>Ebb</h2><p>and<br>flow</p><script>x()</script><figure><img><figcaption>The quay</figcaption></figure>',
      ),
    ).toBe('Ebb\nand\nflow');
  });

  test('keeps the caption of a listing', () => {
    expect(text('<figure><figcaption>tide.py</figcaption><pre>go()</pre></figure>')).toBe(
      'tide.py\ngo()',
    );
  });
});
