import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasApplicationRoot } from '../../src/extraction/application-root.ts';

const SCRIPT = '<script src="/app.js"></script>';

describe('a page made for scripts to fill', () => {
  test.each([
    ['Create React App', '<div id="root"></div>'],
    ['Vite', '<div id=app></div>'],
    ['Next.js', '<div id="__next"></div>'],
    ['Nuxt', '<div id="__nuxt"></div>'],
    ['Gatsby', '<div id="___gatsby"></div>'],
    ['Angular', '<app-root></app-root>'],
    ['Angular, drawn', '<main ng-version="19.0.0"></main>'],
    ['React 16, drawn', '<div class="x" data-reactroot=""></div>'],
    ['Svelte', '<div id="svelte"></div>'],
    ['SvelteKit', '<body data-sveltekit-preload-data="hover"><div></div></body>'],
  ])('by %s', (_framework, root) => {
    expect(hasApplicationRoot(`<html><body>${root}${SCRIPT}</body></html>`)).toBe(true);
    expect(hasApplicationRoot(`${SCRIPT.replace('src="/app.js"', 'type="module"')}${root}`)).toBe(
      true,
    );
  });

  test.each([
    ['no script', '<div id="root"></div>'],
    ['data and no program', '<div id="root"></div><script type="application/ld+json">{}</script>'],
    ['no root', `<article id="post">Text</article>${SCRIPT}`],
    [
      'a root that is only talked about',
      `<pre>&lt;div id="root"&gt;</pre><!-- <div id="root"></div> -->${SCRIPT}`,
    ],
    ['a root within a script', `<script>'<div id="root"></div>'</script>${SCRIPT}`],
    ['nothing', ''],
  ])('is not one with %s', (_what, html) => {
    expect(hasApplicationRoot(html)).toBe(false);
  });

  test('whatever comes, it is one or not', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '<div id="root"',
      '<script src=',
      '"',
      "'",
      '<!--',
      ' ',
      '</',
      'x',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        expect(typeof hasApplicationRoot(parts.join(''))).toBe('boolean');
      }),
      { numRuns: 300 },
    );
  });
});
