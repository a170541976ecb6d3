/** Pages that nobody wrote for readers: whatever comes, an article, and soon. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { SHAPES } from '../../bench/extraction/hostile-pages.ts';
import { type Article, extractArticle } from '../../src/extraction/index.ts';

const LINK = 'https://mara.example/notes/tides';
const REPLICAS = join(import.meta.dirname, '../sites/pages');
const CAPTURED = join(import.meta.dirname, '../../../shared/pages');
const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? 40);

function read(html: string | Uint8Array): Article {
  return extractArticle(html, { url: LINK });
}

function article(inner: string): string {
  return `<!doctype html><html lang="en"><head><title>Tides</title></head><body><main><article><h1>Tides</h1>${inner}</article></main></body></html>`;
}

const SENTENCE =
  'The pressure sensor under the ferry quay has delivered a whole year of readings. ';

// How time grows with size is measured by bench/extraction/growth.ts; here nothing takes for ever.
describe('a page of 100 KB that repeats one thing is read within 5 s', () => {
  test.each(Object.keys(SHAPES))('%s', { timeout: 5_000 }, (name) => {
    read(SHAPES[name]?.(100_000) ?? '');
  });
});

describe('a page made to exhaust us does not', () => {
  it('20 MB of paragraphs come out whole', { timeout: 60_000 }, () => {
    const count = Math.floor(20_000_000 / (SENTENCE.length + 13));
    const paragraphs = Array.from({ length: count }, (_, at) => `<p>${at} ${SENTENCE}</p>`);
    const found = read(article(paragraphs.join('')));
    expect(found.wordCount).toBe(count * 15);
    expect(found.text).toMatch(new RegExp(`^0 .*\n${count - 1} .*$`, 's'));
  });

  it('20 MB of one text node come out whole', { timeout: 60_000 }, () => {
    const count = Math.floor(20_000_000 / SENTENCE.length);
    expect(read(article(`<p>${SENTENCE.repeat(count)}</p>`))?.wordCount).toBe(count * 14);
  });

  it('a table of 50,000 rows keeps its last row', { timeout: 60_000 }, () => {
    const rows = Array.from({ length: 50_000 }, (_, at) => `<tr><td>${at}</td><td>4.1 m</td></tr>`);
    const head = '<tr><th>hour</th><th>height</th></tr>';
    const found = read(
      article(`<p>${SENTENCE.repeat(20)}</p><table>${head}${rows.join('')}</table>`),
    );
    expect(found.markdown).toContain('| 49999 | 4.1 m |');
  });

  it('one element of a million attributes keeps its text', { timeout: 60_000 }, () => {
    const attributes = Array.from({ length: 1_000_000 }, (_, at) => `d${at}="x"`).join(' ');
    expect(read(article(`<p ${attributes}>${SENTENCE.repeat(10)}</p>`))?.text).toContain(SENTENCE);
  });

  test.each([
    ['div elements', '<div>', '</div>'],
    ['spans', '<span>', '</span>'],
    ['lists', '<ul><li>', '</li></ul>'],
    ['quotes', '<blockquote>', '</blockquote>'],
    ['tables', '<table><tr><td>', '</td></tr></table>'],
    ['emphasis', '<em><strong>', '</strong></em>'],
    ['elements that never close', '<div><i><b>', ''],
  ])('100,000 nested %s', { timeout: 20_000 }, (_, open, close) => {
    const before = `<p>${SENTENCE.repeat(5)}</p>`;
    const deep = `${open.repeat(100_000)}deep${close.repeat(100_000)}`;
    const found = read(article(`${before}${deep}<p>after ${SENTENCE}</p>`));
    expect(found.text.replaceAll(/\s+/g, ' ')).toContain(
      `${SENTENCE}deep after ${SENTENCE.trim()}`,
    );
  });
});

describe('what people write survives', () => {
  test.each([
    ['Hebrew', 'טבלת הגאות היא דעה קדומה, והים מתקן אותה בכל שש שעות.'],
    ['Arabic', 'جدول المد والجزر هو افتراض مسبق، والبحر يصححه كل ست ساعات.'],
    ['Chinese', '潮汐表是一种先验，大海每六个小时纠正它一次。'],
    ['Japanese', '潮見表は事前分布であり、海は六時間ごとにそれを正す。'],
    ['Thai', 'ตารางน้ำขึ้นน้ำลงคือความเชื่อเดิม และทะเลแก้ไขมันทุกหกชั่วโมง'],
    ['Devanagari', 'ज्वार की तालिका एक पूर्वधारणा है, और समुद्र उसे हर छह घंटे में सुधारता है।'],
    ['emoji', 'The sea 🌊 corrects it 👩🏽‍🔬 every six hours 🇳🇴, and the moon 🌙 watches.'],
    ['combining marks', 'Hồ Chí Minh: e\u0301te\u0301, a\u030angstro\u0308m, ẹ\u0300kọ\u0301.'],
  ])('%s', (_, sentence) => {
    const paragraphs = Array.from({ length: 40 }, (_, at) =>
      `${at}: ${`${sentence} `.repeat(3)}`.trim(),
    );
    const found = read(article(`<p dir="auto">${paragraphs.join('</p><p dir="auto">')}</p>`));
    expect(found.text).toBe(paragraphs.join('\n'));
    expect(found.markdown).toBe(paragraphs.join('\n\n'));
    expect(found.wordCount).toBeGreaterThan(600);
  });

  it('NULs and lone surrogates leave the words around them', () => {
    const found = read(article(`<p>Ebb\u0000 and \ud83c flow. ${SENTENCE.repeat(10)}</p>`));
    expect(found.text).toMatch(/^Ebb.* and .* flow\./);
    expect(found.markdown).toMatch(/^Ebb.* and .* flow\./);
  });

  it('a page that breaks off keeps what came before', () => {
    const html = readFileSync(join(REPLICAS, 'mara/seven-cosines.html'), 'utf8');
    const found = read(html.slice(0, html.indexOf('52,311') + 400));
    expect(found.title).toBe('Seven cosines are enough for my harbour');
    expect(found.text).toContain('has now delivered a whole year of readings: 52,311 of them');
  });
});

describe('damaged pages', () => {
  const seeds = [REPLICAS, CAPTURED]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => globSync('**/*.html', { cwd: folder }).map((file) => join(folder, file)))
    // Damage shows on small pages as well, and ten times as often in the same time.
    .filter((file) => statSync(file).size < 150_000);
  const page = fc.constantFrom(...seeds);
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const junk = fc.oneof(
    fc.constantFrom('', '"', "'", '<', '>', '</', '<!--', ']]>', '&', '&#', '\u0000', '\ud83c'),
    fc.constantFrom('</div>', '<table>', '</p><p', '<a href="', '<pre><code>', '<script>', '<svg>'),
    fc.constantFrom('<template>', '<li>', '<base href="javascript:alert(1)">', '🌊', '{"@graph":['),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );

  function isSound(found: Article): void {
    expect(found.markdown).not.toMatch(/\]\(\s*(?:javascript|vbscript|data:text):?/i);
    expect(found.wordCount >= 0).toBe(true);
    expect(() => JSON.stringify(found)).not.toThrow();
    for (const date of [found.publishedAt, found.modifiedAt]) {
      if (date !== undefined) expect(date.getTime()).not.toBeNaN();
    }
  }

  it('a piece replaced by junk', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(page, place, fc.nat(2_000), junk, (file, at, length, piece) => {
        const html = readFileSync(file, 'utf8');
        const start = Math.floor(at * html.length);
        isSound(read(html.slice(0, start) + piece + html.slice(start + length)));
      }),
      { numRuns: FUZZ_RUNS },
    );
  });

  it('the head of one page and the rest of another', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(page, page, place, place, (first, second, until, from) => {
        const [a, b] = [readFileSync(first, 'utf8'), readFileSync(second, 'utf8')];
        isSound(read(a.slice(0, until * a.length) + b.slice(from * b.length)));
      }),
      { numRuns: FUZZ_RUNS },
    );
  });

  it('bytes turned, in whatever charset', { timeout: 30_000 }, () => {
    const turns = fc.array(fc.tuple(place, fc.nat(255)), { maxLength: 50 });
    fc.assert(
      fc.property(page, turns, (file, changes) => {
        const bytes = readFileSync(file);
        for (const [at, byte] of changes) bytes[Math.floor(at * (bytes.length - 1))] = byte;
        isSound(read(bytes));
      }),
      { numRuns: FUZZ_RUNS },
    );
  });

  it('nothing but junk', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(fc.array(junk, { maxLength: 60 }), (pieces) => isSound(read(pieces.join('')))),
      { numRuns: FUZZ_RUNS * 5 },
    );
  });
});
