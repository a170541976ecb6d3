import { describe, expect, test } from 'vitest';
import { mainContent } from '../../../src/extraction/content/main-content.ts';
import type { Metadata } from '../../../src/extraction/metadata.ts';
import { parseHtml } from '../../../src/extraction/parse-html.ts';
import { plainText } from '../../../src/extraction/plain-text.ts';
import { paragraphs, read, TIDES } from './page.ts';

function linesAt(address: string, body: string): readonly string[] {
  const metadata: Pick<Metadata, 'title' | 'canonicalLink'> = {
    title: 'Harbour time',
    canonicalLink: new URL(address),
  };
  return plainText(mainContent(parseHtml(body), { kind: 'article', metadata }).nodes).split('\n');
}

describe('a list of nothing but links', () => {
  const list = (...links: readonly (readonly [string, string])[]) =>
    `<ul>${links.map(([href, text]) => `<li><a href="${href}">${text}</a></li>`).join('')}</ul>`;
  const page = (links: string) =>
    linesAt('https://www.mara.example/harbour', `<article>${paragraphs}${links}</article>`);

  test('is the author’s where it leads to other sites: sources, or where to buy a gauge', () => {
    const sources = list(
      ['https://tides.example/doodson', 'Doodson on tides'],
      ['https://shop.example/gauge', 'A gauge for forty euros'],
    );
    expect(page(sources)).toEqual([...TIDES, 'Doodson on tides', 'A gauge for forty euros']);
  });

  test('is the author’s too where a box lies around it, as Asciidoctor has it', () => {
    const changes = list(
      ['https://code.example/1', 'Add the Moon'],
      ['https://code.example/2', 'Round the quay'],
    );
    const body = `${paragraphs}<p>What has changed since then:</p><div class="ulist">${changes}</div>`;
    expect(linesAt('https://code.example/', `<article>${body}</article>`)).toEqual([
      ...TIDES,
      'What has changed since then:',
      'Add the Moon',
      'Round the quay',
    ]);
  });

  test.each([
    [
      'it leads to other pages of the site',
      list(['https://blog.mara.example/a', 'Neap tides'], ['/b', 'Spring tides']),
    ],
    [
      'it leads to profiles',
      list(
        ['https://mastopond.example/@mara', 'Mastopond'],
        ['https://bluesea.example/mara', 'Bluesea'],
      ),
    ],
    [
      'it shares the page',
      list(
        ['https://a.example/share?u=https://www.mara.example/harbour', 'Tell your friends'],
        ['https://b.example/post?url=https://www.mara.example/harbour', 'Tell everybody'],
      ),
    ],
  ])('is the site’s where %s', (_why, links) => {
    expect(page(links)).toEqual(TIDES);
  });
});

test('a section that is laid out around advertisements is no advertisement', () => {
  const body = `<article><section class="Report__Section Report__Section--Ads"><p>${TIDES[0]}</p></section>${paragraphs.replaceAll(TIDES[0], 'Once more.')}</article>`;
  expect(read(body).lines).toContain(TIDES[0]);
});
