import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { extractArticle } from '../../src/extraction/index.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapMB(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** A megabyte, most of it no text. */
function page(at: number): string {
  const head = `<title>The tides of harbour ${at}</title><meta property="og:site_name" content="The office of harbour ${at}"><meta name="author" content="Mara Lindqvist the ${at}th"><meta property="article:tag" content="the tides of harbour ${at}"><link rel="canonical" href="https://mara.example/harbour/${at}"><meta property="og:image" content="https://mara.example/harbour/${at}.png">`;
  const text = `High water comes to harbour ${at} at six, and the harbour wakes with it, as it did yesterday.`;
  return `<html><head>${head}</head><body><!--${'x'.repeat(2 ** 20)}--><article><p>${text}</p></article></body></html>`;
}

test('articles that are kept do not keep the pages that they were read from', () => {
  const read = (at: number) => extractArticle(page(at), { url: `https://mara.example/${at}` });
  read(0);
  const before = heapMB();
  const kept = Array.from({ length: 40 }, (_, at) => read(at));
  expect(heapMB() - before).toBeLessThan(10);
  expect(kept[7]?.siteName).toBe('The office of harbour 7');
  expect(kept[7]?.canonicalLink?.href).toBe('https://mara.example/harbour/7');
});
