import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { threadOf } from '../../src/extraction/forum/thread.ts';
import { kindOf } from '../../src/extraction/kind.ts';
import { parseHtml } from '../../src/extraction/parse-html.ts';
import { THREADS } from './forum/threads.ts';

const PAGE = 'https://mara.example/2024/why-does-the-ebb-last-longer-than-the-flood';
const prose = `<p>${'The ebb takes longer than the flood because the river runs out with it. '.repeat(8)}</p>`;

function kind(html: string, url = PAGE): string {
  return kindOf(parseHtml(html), new URL(url)).kind;
}

describe('the kind of a page', () => {
  it.each(
    Object.entries(THREADS).filter(([name]) => name !== 'a program of its own' && name !== 'phpBB'),
  )('is forum where %s shows a thread', (_, html) => {
    expect(kind(`<main>${html}</main>`, 'https://forum.mara.example/t/ebb/7')).toBe('forum');
  });

  it('is forum where the body says that phpBB shows a thread', () => {
    expect(kind(`<body class="section-viewtopic ltr">${THREADS.phpBB}</body>`)).toBe('forum');
  });

  it('is forum where JSON-LD or microdata says so', () => {
    const jsonLd =
      '<script type="application/ld+json">{"@type":"QAPage","mainEntity":{"@type":"Question"}}</script>';
    expect(kind(`${jsonLd}${prose}`)).toBe('forum');
    expect(
      kind(`<div itemscope itemtype="https://schema.org/DiscussionForumPosting">${prose}</div>`),
    ).toBe('forum');
  });

  it.each([
    ['generator', '<meta name="generator" content="Docusaurus v3.5.2">', PAGE],
    ['program', '<div class="sphinxsidebar"></div>', PAGE],
    ['layout', '<div id="nd-docs-layout"></div>', PAGE],
    ['old generator', '<meta name="generator" content="DocBook XSL Stylesheets V1.79">', PAGE],
    ['host', '', 'https://docs.tidepool.example/en/latest/gauges.html'],
    ['path', '', 'https://tidepool.example/docs/gauges'],
    ['path and code', '<pre>npm i tidepool</pre>', 'https://tidepool.example/learn/gauges'],
  ])('is documentation by its %s', (_, html, url) => {
    expect(kind(html + prose, url)).toBe('documentation');
  });

  it('is article for a blog post about code, even at an address with "learn" in it', () => {
    expect(
      kind(`${prose}<pre>npm i tidepool</pre>`, 'https://mara.example/blog/learn/tidepool'),
    ).toBe('article');
  });

  it("is listing for a blog's home", () => {
    const cards = Array.from(
      { length: 12 },
      (_, number) => `
        <div class="card"><h2><a href="/${number}">Tide table number ${number}, explained at last</a></h2>
          <p>How to read it.</p><a href="/${number}">Read more</a></div>`,
    );
    expect(
      kind(
        `<main>${cards.join('')}<a rel="next" href="/page/2">Older posts</a></main>`,
        'https://mara.example/',
      ),
    ).toBe('listing');
  });

  it('is article for running text, with comments and related links below it', () => {
    const related = Array.from(
      { length: 4 },
      (_, number) => `<li><a href="/${number}">Another note of mine on the tides</a></li>`,
    );
    expect(kind(`<main><h1>Ebb</h1>${prose.repeat(4)}<ul>${related.join('')}</ul></main>`)).toBe(
      'article',
    );
  });

  it('is other where there is nothing to read', () => {
    expect(kind('<form><input name="password"></form>', 'https://mara.example/log-in')).toBe(
      'other',
    );
  });

  it('comes with the rule that told it', () => {
    const page = parseHtml(THREADS.Flarum ?? '');
    expect(kindOf(page, new URL(PAGE))).toEqual({ kind: 'forum', rule: 'forum: Flarum' });
  });

  it('is told of any bytes without a crash', () => {
    const pieces = fc.constantFrom(
      '<div class="post">',
      '</div>',
      '<a href=":">',
      '<ul><li>',
      '<script type="application/ld+json">',
      '{"@type":[',
      '</script>',
      '<blockquote>',
      '<p id="post_1">',
      '<time datetime>',
      '\u0000',
      '\ud800',
      '<body class>',
      '<meta property content>',
      'x '.repeat(60),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }), (parts) => {
        const $ = parseHtml(parts.join(''));
        kindOf($, new URL(PAGE));
        threadOf($);
      }),
      { numRuns: 300 },
    );
  });
});

const CORPUS = new URL('../../../shared/corpora/wcxb-dev/', import.meta.url);

describe.skipIf(!existsSync(CORPUS))('over the pages of wcxb-dev', () => {
  it('listings, forums and documentation are told apart as well as we say', {
    timeout: 120_000,
  }, () => {
    const counts = new Map<string, number>();
    const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const line of readFileSync(new URL('manifest.jsonl', CORPUS), 'utf8').trim().split('\n')) {
      const row: { html: string; url: string; page_type: string } = JSON.parse(line);
      const $ = parseHtml(gunzipSync(readFileSync(new URL(row.html, CORPUS))).toString('utf8'));
      const found = kindOf($, URL.parse(row.url) ?? new URL(PAGE)).kind;
      add(`is ${row.page_type}`);
      add(`found ${found}`);
      if (found === row.page_type) add(`right ${found}`);
    }
    const part = (of: string, whole: string) => (counts.get(of) ?? 0) / (counts.get(whole) ?? 1);
    const figures = Object.fromEntries(
      ['listing', 'forum', 'documentation', 'article'].map((name) => [
        name,
        [part(`right ${name}`, `found ${name}`), part(`right ${name}`, `is ${name}`)].map((x) =>
          Number(x.toFixed(3)),
        ),
      ]),
    );
    const least = {
      // An article that is taken for a list is lost; a list that is taken for an article is one document too many.
      listing: [0.88, 0.75],
      forum: [0.98, 0.93],
      documentation: [0.97, 0.9],
      article: [0.96, 0.97],
    };
    for (const [name, [precision = 0, recall = 0]] of Object.entries(least)) {
      expect(figures[name]?.[0], `precision of ${name}`).toBeGreaterThanOrEqual(precision);
      expect(figures[name]?.[1], `recall of ${name}`).toBeGreaterThanOrEqual(recall);
    }
  });
});
