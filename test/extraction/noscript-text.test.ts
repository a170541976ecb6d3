import { expect, test } from 'vitest';
import { extractArticle } from '../../src/extraction/extract-article.ts';
import { paragraphs, TIDES } from './content/page.ts';

const URL = 'https://mara.example/post';
const linesOf = (body: string) => extractArticle(body, { url: URL }).text.split('\n');

test('a post that only readers without scripts are shown is read, as in the blogs of Google', () => {
  const post = `<h2>Harbour time</h2><div><script type="text/template">${paragraphs}</script><noscript>${paragraphs}<p>${TIDES.join(' ')}</p></noscript></div>`;
  expect(linesOf(post)).toEqual([...TIDES, TIDES.join(' ')]);
});

test('where the page shows its article, what it says to readers without scripts is left out', () => {
  const notice = `<noscript><p>${'Please turn on scripts, the harbour looks better with them. '.repeat(12)}</p></noscript>`;
  expect(linesOf(`<article>${paragraphs}</article>${notice}`)).toEqual(TIDES);
});
