import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inlineHtml } from '../../../src/crawlers/medium/inline.ts';

const strong = (start: number, end: number) => ({ type: 'STRONG', start, end });
const em = (start: number, end: number) => ({ type: 'EM', start, end });
const link = (start: number, end: number, href = 'https://a.example/') => ({
  type: 'A',
  start,
  end,
  href,
});

describe('ranges of markup become nested tags', () => {
  test('ranges count UTF-16 code units: an emoji before them is two', () => {
    expect(inlineHtml('🌊 high tide', [strong(3, 7)])).toBe('🌊 <strong>high</strong> tide');
  });

  test('ranges that overlap are cut where they must be', () => {
    expect(inlineHtml('abcdef', [strong(0, 4), em(2, 6)])).toBe(
      '<strong>ab<em>cd</em></strong><em>ef</em>',
    );
  });

  test('a link stays in one piece around what is in it', () => {
    expect(inlineHtml('see the moon now', [em(8, 12), link(4, 12)])).toBe(
      'see <a href="https://a.example/">the <em>moon</em></a> now',
    );
  });

  test('line breaks are kept, and nothing in the text is taken for HTML', () => {
    expect(inlineHtml('a < b\n& "c"', [])).toBe('a &lt; b<br>&amp; &quot;c&quot;');
    expect(inlineHtml('x', [link(0, 1, '"><script>')])).toBe(
      '<a href="&quot;&gt;&lt;script&gt;">x</a>',
    );
  });

  test('ranges that make no sense are passed over', () => {
    const nonsense = [
      strong(5, 2),
      strong(9, 12),
      link(0, 2, ''),
      { ...em(0, 2), type: 'MARQUEE' },
    ];
    expect(inlineHtml('tide', nonsense)).toBe('tide');
    expect(inlineHtml('🌊', [strong(1, 2)])).toBe('<strong>🌊</strong>');
  });
});

test('whatever the ranges, the text survives and the tags nest', () => {
  const markup = fc.record({
    type: fc.constantFrom('A', 'STRONG', 'EM', 'CODE', '__proto__'),
    start: fc.integer({ min: -3, max: 30 }),
    end: fc.integer({ min: -3, max: 30 }),
    href: fc.constantFrom('https://a.example/', undefined),
  });
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z🌊 ]{0,24}$/u), fc.array(markup), (text, markups) => {
      const html = inlineHtml(text, markups);
      expect(html.replaceAll(/<[^>]*>/g, '')).toBe(text);
      const open: string[] = [];
      for (const [, close, name = ''] of html.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
        if (close === '') open.push(name);
        else expect(open.pop()).toBe(name);
      }
      expect(open).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
