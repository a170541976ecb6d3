import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/extraction/extract-article.ts';

const url = new URL('https://mara.example/notes/tides');
const words =
  'The harbour keeps its own time, and the Moon pays the bill for it every night, as it always has. ';
const paragraphs = `<p>${words.repeat(3)}</p><p>${words.repeat(4)}</p><p>${words.repeat(2)}</p>`;

function extracted(body: string, head = '<title>Harbour time</title>'): string {
  return extractArticle(`<html><head>${head}</head><body>${body}</body></html>`, { url: url.href })
    .markdown;
}

const text = [words.repeat(3), words.repeat(4), words.repeat(2)]
  .map((one) => one.trim())
  .join('\n\n');

describe('lines around an article that are not part of it', () => {
  test.each([
    ['the title again', `<article><h1>Harbour time</h1>${paragraphs}</article>`],
    [
      'byline and date',
      `<article><p>By Mara Lindqvist</p><p>May 3, 2024</p><p>4 min read</p>${paragraphs}</article>`,
    ],
    [
      'calls to share and to subscribe',
      `<article>${paragraphs}<p>Share this:</p><h3>Related posts</h3><ul><li><a href="/a">Another note</a></li></ul></article>`,
    ],
    [
      'navigation, comments and footer',
      `<nav><a href="/">Home</a></nav><article>${paragraphs}</article><div id="comments"><p>Nice, thank you.</p></div><footer>© Mara</footer>`,
    ],
  ])('%s', (_what, body) => {
    expect(extracted(body)).toBe(text);
  });
});

test('code keeps its language and white space, tasks their boxes, columns their side', () => {
  const code = '<pre><code class="language-go">if x {\n\ty()\n}</code></pre>';
  const tasks = '<ul><li><input type="checkbox" checked> measure</li></ul>';
  const table =
    '<table><tr><th>Port</th><th style="text-align: right">m</th></tr><tr><td>Brest</td><td>6</td></tr><tr><td>Roscoff</td><td>8</td></tr></table>';
  const markdown = extracted(
    `<article>${paragraphs}${code}<p>${words}</p>${tasks}${table}<p>${words}</p></article>`,
  );
  expect(markdown).toContain('```go\nif x {\n\ty()\n}\n```');
  expect(markdown).toContain('- [x] measure');
  expect(markdown).toContain('| Port | m |\n| --- | ---: |');
});

test('links start from the base of the page', () => {
  const markdown = extracted(
    `<article>${paragraphs}<p><a href="b">${words}</a></p></article>`,
    '<base href="https://cdn.example/a/"><title>Harbour time</title>',
  );
  expect(markdown).toContain('](https://cdn.example/a/b)');
});

describe('bytes are decoded as the page says', () => {
  const page = (charset: string, text: string) =>
    `<html><head><meta charset="${charset}"><title>Marée</title></head><body><article>${paragraphs}<p>${text}</p></article></body></html>`;

  test.each([
    ['UTF-8', Buffer.from(page('utf-8', 'La marée est haute à six heures.'), 'utf8')],
    ['windows-1252', Buffer.from(page('iso-8859-1', 'La marée est haute à six heures.'), 'latin1')],
    [
      'no charset but a byte order mark',
      Buffer.from(`\uFEFF${page('', 'La marée est haute à six heures.')}`, 'utf8'),
    ],
  ])('%s', (_what, bytes) => {
    const article = extractArticle(bytes, { url: url.href });
    expect(article.text).toContain('La marée est haute à six heures.');
    expect(article.title).toBe('Marée');
  });
});

test('the trace names the rules that found the text and the kind of page', () => {
  const { trace } = extractArticle(
    `<article>${paragraphs}<div class="share">Share</div></article>`,
    {
      url: url.href,
    },
  );
  expect(trace.content).toContain('without sharing');
  expect(trace.kind).toBe('article: running text');
});

describe('hostile pages neither crash nor hang', () => {
  test.each([
    ['nothing', ''],
    ['no HTML', '\u0000\u0001 {"a": 1}'],
    ['300 elements within one another', `${'<div>'.repeat(300)}deep`],
    ['a tag that never ends', `<p title="${'a'.repeat(100_000)}`],
    ['3,000 emphases', `<p>${'<b>a</b>b<i>(</i>'.repeat(3_000)}</p>`],
    ['60,000 emphases', `<p>${'<b>a</b>b<i>(</i>'.repeat(60_000)}</p>`],
    ['20,000 stars and brackets', `<article><p>${'*[_`~<&]('.repeat(20_000)}</p></article>`],
    [
      'a table of a million columns',
      `<table><tr><td colspan="1000000" rowspan="1000000">a<td>b<tr><td>c</table>`,
    ],
  ])('%s', (_what, page) => {
    const startedAt = performance.now();
    expect(typeof extractArticle(page, { url: url.href }).markdown).toBe('string');
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test('a page that nests deeper than any real one keeps its text', () => {
    const page = `${'<div>'.repeat(100_000)}<p>${'High water comes at six. '.repeat(20)}`;
    expect(extractArticle(page, { url: url.href }).text).toContain('High water comes at six.');
  });

  test('pages with bytes cut out, doubled and swapped', () => {
    const folder = new URL('../sites/pages/mara/', import.meta.url);
    const pages = readdirSync(folder)
      .filter((name) => name.endsWith('.html'))
      .map((name) => readFileSync(new URL(name, folder), 'utf8'));
    const change = fc.record({
      at: fc.nat(20_000),
      length: fc.nat(400),
      insert: fc.constantFrom(
        '',
        '<',
        '</',
        '<table>',
        '<pre>',
        '"',
        '<script>',
        '<!--',
        '<a href="#fn:1">',
        '<li>',
        '</div>',
        '\u0000',
      ),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...pages),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        (page, changes) => {
          const broken = changes.reduce(
            (html, { at, length, insert }) => html.slice(0, at) + insert + html.slice(at + length),
            page,
          );
          const article = extractArticle(broken, { url: url.href });
          expect(article.markdown).not.toMatch(/(?<!\\)<(?:div|span|p|script)\b/i);
        },
      ),
      { numRuns: 200, interruptAfterTimeLimit: 1_000 },
    );
  });
});

const captured = new URL('../../../shared/pages/generic/', import.meta.url);

describe.skipIf(!existsSync(captured))('real pages', () => {
  test('each captured article has a title and a text', () => {
    for (const name of readdirSync(captured).filter((one) => one.endsWith('.html'))) {
      const article = extractArticle(readFileSync(new URL(name, captured), 'utf8'), {
        url: url.href,
      });
      expect.soft(article.title, name).not.toBe('');
      expect.soft(article.markdown.length, name).toBeGreaterThan(300);
    }
  });
});
