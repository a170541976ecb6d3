import { describe, expect, test } from 'vitest';
import { paragraphs, read, TIDES } from './page.ts';

const manual = (body: string) => read(`<main>${body}</main>`, 'documentation').lines;

describe('a manual keeps its headings', () => {
  test('whose class says that they stick below the navigation bar, as Docusaurus has it', () => {
    const heading = '<h2 class="anchor anchorWithStickyNavbar_x7">Calibrate</h2>';
    expect(manual(heading + paragraphs)).toEqual(['Calibrate', ...TIDES]);
  });

  test('that are links to themselves', () => {
    const heading =
      '<h2><a class="heading-link" href="#c">Calibrate<span class="anchor-link">#</span></a></h2>';
    expect(manual(heading + paragraphs)[0]).toMatch(/^Calibrate/);
    const marked = '<h2>Calibrate<a class="headerlink" href="#c">¶</a></h2>';
    expect(manual(marked + paragraphs)).toEqual(['Calibrate', ...TIDES]);
  });

  test('that read like a button', () => {
    const lines = manual(`<h1>tidepool</h1>${paragraphs}<h2>Open an issue</h2><p>${TIDES[0]}</p>`);
    expect(lines).toContain('Open an issue');
  });
});

test('a manual keeps the lead that its template sets apart from its sections', () => {
  const sections = `<h2>Calibrate</h2>${paragraphs}`.repeat(9);
  const lead =
    'The gauge is a module that turns the height of a float into a number, once a second, and it is never wrong for long.';
  const top = `<div class="top"><h1>Harbour time</h1><section><p>${lead}</p></section></div>`;
  expect(manual(`${top}<div class="body">${sections}</div>`).slice(0, 2)).toEqual([
    lead,
    'Calibrate',
  ]);
});

describe('before the first heading of a manual', () => {
  const title = '<h2>Chapter 11. Gauges</h2>';

  test('the way here and the other versions are left out', () => {
    const switcher =
      '<div>Handbook → tidepool 7</div><div>Supported versions: <a href="/7">7</a> / <a href="/6">6</a></div>';
    expect(manual(switcher + title + paragraphs)).toEqual(['Chapter 11. Gauges', ...TIDES]);
  });

  test.each([
    ['a command', '<pre><code><div>npm install tidepool</div></code></pre>'],
    ['a sentence', '<p>Gauges float.</p>'],
    ['the introduction of an example', '<p>The gauge is a function of the tide:</p>'],
  ])('%s stays', (_what, line) => {
    expect(manual(line + title + paragraphs)).toHaveLength(TIDES.length + 2);
  });
});

describe('what documentation programs say about a page', () => {
  test.each([
    'Table of contents',
    'Last updated 1 year ago',
    'This page was last updated on 2026-01-26 15:45:07Z',
    'Last modified January 7, 2026 at 4:12 AM: Fix the order of gauges (854aaf8)',
    'Was this page helpful?',
    'Edit this page on Tidehub',
    'Copy item path',
  ])('"%s" is left out', (line) => {
    expect(manual(`<h1>tidepool</h1>${paragraphs}<p>${line}</p>`)).toEqual(['tidepool', ...TIDES]);
  });

  test.each([
    '<p>Last modified files are read first.</p>',
    '<p>Copyright is with whoever measured the tide.</p>',
    '<dl><dt>next</dt><dd>The following high water.</dd></dl>',
    '<pre><code><div>copy</div></code></pre>',
    '<ul><li>Previous</li></ul>',
  ])('%s is not taken for it', (line) => {
    const lines = manual(`<h1>tidepool</h1>${paragraphs}${line}`);
    expect(lines.length).toBeGreaterThan(TIDES.length + 1);
  });
});
