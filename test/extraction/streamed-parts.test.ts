import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/extraction/extract-article.ts';
import { paragraphs, TIDES } from './content/page.ts';

/** What is read of the page, line by line. */
const linesOf = (body: string): string[] =>
  extractArticle(body, { url: 'https://mara.example/parts' })
    .text.split('\n')
    .filter((line) => line.trim() !== '');

describe('what a React server sends last', () => {
  test('is read where it belongs: code between the paragraphs around it', () => {
    const body = `<main><p>${TIDES[0]}</p><template id="B:1"></template><p>${TIDES[1]}</p><p>${TIDES[2]}</p></main>
      <div hidden id="S:1"><pre><code>npm install tidepool</code></pre></div><script>$RC("B:1","S:1")</script>`;
    expect(linesOf(body)).toEqual([TIDES[0], 'npm install tidepool', TIDES[1], TIDES[2]]);
  });

  test('may have places for further parts within', () => {
    const body = `<main>${paragraphs}<template id="B:0"></template></main>
      <div hidden id="S:1"><p>High water is at nine.</p></div>
      <div hidden id="S:0"><p>The gauge is dry.</p><template id="P:1"></template></div>`;
    expect(linesOf(body)).toEqual([...TIDES, 'The gauge is dry.', 'High water is at nine.']);
  });

  test('does not hang a page whose parts lie within one another', () => {
    const body = `<main>${paragraphs}<template id="B:0"></template></main>
      <div hidden id="S:0"><p>Ebb.</p><template id="B:0"></template><template id="B:1"></template></div>
      <div hidden id="S:1"><p>Flood.</p><template id="B:0"></template><template id="B:1"></template></div>`;
    expect(linesOf(body)).toEqual([...TIDES, 'Ebb.', 'Flood.']);
  });

  test('does not slow down a page of thousands of parts, each within the one before', () => {
    const part = (number: number) =>
      `<div hidden id="S:${number.toString(16)}"><div><p>${TIDES[0]}</p><template id="B:${(number + 1).toString(16)}"></template></div></div>`;
    const parts = Array.from({ length: 5_000 }, (_, number) => part(number)).join('');
    const html = `<main>${paragraphs}<template id="B:0"></template></main>${parts}`;
    const started = process.cpuUsage();
    extractArticle(html, { url: 'https://mara.example/parts' });
    expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
  });
});
