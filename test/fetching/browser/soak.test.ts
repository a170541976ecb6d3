/** A short form of bench/fetching/browser-soak.ts, with browsers that are replaced after eight pages. */
import { expect, test } from 'vitest';
import { leftovers, stage, textOf } from './browsers.ts';

const PAGES = 24;

test('many pages in a row leave neither memory nor files behind', { timeout: 60_000 }, async () => {
  const { show, browser } = await stage(
    {
      '/': `<p id="root"></p><script>fetch('/text').then((a) => a.text()).then((text) => {
        root.textContent = text; localStorage.kept = text.repeat(1000); caches.open('x'); indexedDB.open('y');
      });</script>`,
      '/text': 'tide',
    },
    { limits: { pagesPerBrowser: 8 } },
  );
  await show('/');
  globalThis.gc?.();
  const memory = process.memoryUsage.rss();
  for (let page = 1; page < PAGES; page += 1) {
    expect(textOf(await show('/'))).toContain('<p id="root">tide</p>');
    // One in use, one on its way out.
    expect((await leftovers()).length).toBeLessThanOrEqual(2);
  }
  expect(process.memoryUsage.rss() - memory).toBeLessThan(80_000_000);
  await browser.close();
  expect(await leftovers()).toEqual([]);
});
