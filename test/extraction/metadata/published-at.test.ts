import { expect, test } from 'vitest';
import { readMetadata } from '../../../src/extraction/metadata.ts';
import { parseHtml } from '../../../src/extraction/parse-html.ts';

function published(head: string, body: string, url = 'https://mara.example/notes/tides') {
  const page = parseHtml(`<html lang="en"><head>${head}</head><body>${body}</body></html>`);
  const { metadata, trace } = readMetadata(page, new URL(url));
  return [metadata.publishedAt?.toISOString().slice(0, 10), trace.publishedAt];
}

const H1 = '<h1>How I read the tide</h1>';
const PROSE = `<p>${'The water came in and went out again. '.repeat(12)}</p>`;

test.each([
  [
    'JSON-LD that writes the day in words',
    '<script type="application/ld+json">{"@type":"Article","datePublished":"May 03, 2024"}</script>',
    H1,
    ['2024-05-03', 'json-ld datePublished'],
  ],
  [
    'of the page, when the article has none',
    '<script type="application/ld+json">{"@type":["WebPage"],"datePublished":"2024-05-03"}</script>',
    H1,
    ['2024-05-03', 'json-ld page datePublished'],
  ],
  [
    'a less common meta element',
    '<meta name="DC.date.issued" content="2024-05-03">',
    H1,
    ['2024-05-03', 'meta dc.date.issued'],
  ],
  [
    'of a library',
    '<meta name="citation_publication_date" content="2024/05/03">',
    H1,
    ['2024-05-03', 'meta citation_publication_date'],
  ],
  [
    'of microdata above the headline, in what TYPO3 calls a footer',
    '',
    `<div itemscope itemtype="http://schema.org/Article"><div class="footer news-details__meta"><time itemprop="datePublished" datetime="2024-05-03">3.5.2024</time></div>${H1}${PROSE}</div>`,
    ['2024-05-03', 'itemprop datePublished'],
  ],
  [
    'of RDFa, as Drupal writes it',
    '',
    `${H1}<article><footer class="node__meta"><span>03.05.24</span><span property="schema:dateCreated" content="2024-05-03T12:45:46+00:00" class="hidden"></span></footer>${PROSE}</article>`,
    ['2024-05-03', 'itemprop datePublished'],
  ],
  [
    'a bare line below the headline',
    '',
    `${H1}<p>May 3, 2024</p>${PROSE}`,
    ['2024-05-03', 'visible date'],
  ],
  [
    'a bare line above the headline',
    '',
    `<p><span>May 3, 2024</span> - 5 min read</p>${H1}${PROSE}`,
    ['2024-05-03', 'visible date'],
  ],
  [
    'a label on the line before',
    '',
    `${H1}<div>Last updated:</div><div>June 1, 2025</div><h4>Published</h4><div>May 3, 2024</div>${PROSE}`,
    ['2024-05-03', 'visible date with label'],
  ],
  [
    'both on one line',
    '',
    `${H1}<p><span>May 3, 2024</span> <span>- Updated July 9, 2025</span></p>${PROSE}`,
    ['2024-05-03', 'visible date'],
  ],
  [
    'the change, when the page shows nothing else',
    '',
    `${H1}<p>Last updated: May 3, 2024</p>${PROSE}`,
    ['2024-05-03', 'visible date of update, no other'],
  ],
  [
    'below the text, with its label',
    '',
    `${H1}${PROSE.repeat(4)}<div>Posted on the 23/12/2024 at 19:00</div>`,
    ['2024-12-23', 'visible date with label, far'],
  ],
  [
    'of a Blogger post',
    '',
    `<h2 class="date-header"><span>Friday, May 3, 2024</span></h2><h3>How I read the tide</h3>${PROSE}`,
    ['2024-05-03', 'visible date'],
  ],
  [
    'an element of custom kind',
    '',
    `${H1}<local-time datetime="2024-05-03T08:00:00Z">a year ago</local-time>${PROSE}`,
    ['2024-05-03', 'visible date'],
  ],
  [
    'of the question, not of the answer',
    '',
    `${H1}<div>Asked <time itemprop="dateCreated" datetime="2024-05-03">a year ago</time></div>${PROSE}
     <div>answered <time itemprop="datePublished" datetime="2025-01-01">later</time></div>`,
    ['2024-05-03', 'itemprop datePublished'],
  ],
  [
    'the state that the page starts from',
    '',
    `${H1}${PROSE}<script>window.__STATE__={"post":{"publishedAt":"2024-05-03T10:00:00Z"}}</script>`,
    ['2024-05-03', 'state of a script'],
  ],
  [
    'of an earlier publication that the page shows',
    '<meta property="article:published_time" content="2025-01-01">',
    `${H1}<p>Published May 3, 2024</p>${PROSE}`,
    ['2024-05-03', 'visible day, beside meta article:published_time'],
  ],
  [
    'the day of its own time zone',
    '<meta property="article:published_time" content="2024-05-04T02:00:00Z">',
    `${H1}<time datetime="2024-05-04T02:00:00Z">May 3, 2024</time>${PROSE}`,
    ['2024-05-03', 'visible day, beside meta article:published_time'],
  ],
  [
    'midnight of its own time zone, which is a day',
    '<meta property="article:published_time" content="2024-05-03T00:00:00+02:00">',
    H1,
    ['2024-05-03', 'meta article:published_time'],
  ],
  [
    'midnight of its own time zone, written as UTC, beside the day that readers see',
    '<meta property="article:published_time" content="2024-05-02T22:00:00Z">',
    `${H1}<p>3. Mai 2024</p>${PROSE}`,
    ['2024-05-03', 'visible day, beside meta article:published_time'],
  ],
  [
    'late in the evening of its own time zone',
    '<meta property="article:published_time" content="2024-05-03T21:30:00-05:00">',
    H1,
    ['2024-05-03', 'meta article:published_time'],
  ],
  [
    'in small print within the headline',
    '',
    `<h1>How I read the tide<br><div><small>03.05.2024 • Tides, Harbours</small></div></h1>${PROSE}`,
    ['2024-05-03', 'visible date'],
  ],
  [
    'the dateline at the beginning of the text',
    '',
    `${H1}<p>Hamburg, 3 May 2024 – ${'The water came in and went out again. '.repeat(12)}</p>`,
    ['2024-05-03', 'visible dateline'],
  ],
  [
    'alone on its line below a long text, when the page shows no other day',
    '',
    `${H1}${PROSE.repeat(4)}<p>Mara Lindqvist, 3 May 2024</p>`,
    ['2024-05-03', 'visible day, the only one'],
  ],
  [
    'not at all, where all that it shows is a change, below a long text',
    '',
    `${H1}${PROSE.repeat(4)}<p>Last updated: May 3, 2024</p>`,
    [undefined, undefined],
  ],
  [
    'in a layout that is named after its sidebar',
    '',
    `<div class="content has-sidebar"><h2>How I read the tide</h2><p>May 3, 2024</p>${PROSE}</div>`,
    ['2024-05-03', 'visible date'],
  ],
  [
    'on a line that ends with a button to the comments',
    '',
    `${H1}<div>Mara Lindqvist / 03.05.2024 / <a class="comments"><div>3 comments</div></a></div>${PROSE}`,
    ['2024-05-03', 'visible date'],
  ],
  [
    'in a footer right below the headline',
    '',
    `<div class="header">${H1}</div><div class="footer"><time>03.05.2024</time></div>${PROSE}`,
    ['2024-05-03', 'visible date'],
  ],
  [
    'above the headline, in a box that is named after menus and holds all of the page',
    '',
    `<div class="navigation-container"><p>03.05.2024</p>${H1}${PROSE}</div>`,
    ['2024-05-03', 'visible date'],
  ],
  [
    'at the end of the text, in German',
    '',
    `${H1}${PROSE.repeat(4)}<div class="review_footer">Erschienen am: 03.05.2024</div>`,
    ['2024-05-03', 'visible date with label, far'],
  ],
  [
    'below the owner of a picture',
    '',
    `<p>© Mara Lindqvist</p><p>03.05.2024</p>${H1}${PROSE}`,
    ['2024-05-03', 'visible date'],
  ],
  [
    'day first, where another date of the page can only be read so',
    '',
    `${H1}<p>05/03/2024</p>${PROSE}<ul><li>23/12/2023</li></ul>`,
    ['2024-03-05', 'visible date'],
  ],
])('%s', (_, head, body, expected) => {
  expect(published(head, body)).toEqual(expected);
});

test.each([
  [
    'in a sentence',
    `${H1}<p>We went to see the spring tide of the moon on May 3, 2024 and it was far beyond all that we had seen before then.</p>`,
  ],
  [
    'one of several datelines: a chronicle',
    `${H1}<p>3 May 1998 – ${'Ebb. '.repeat(60)}</p><p>4 June 1999 – ${'Flood. '.repeat(60)}</p>`,
  ],
  [
    'one of several days below a long text',
    `${H1}${PROSE.repeat(4)}<p>3 May 2024, harbour</p><p>4 May 2024, beach</p>`,
  ],
  [
    'a day that the title tells of',
    `${H1.replace('the tide', 'the tide of 3 May 2024')}${PROSE.repeat(4)}<p>3 May 2024</p>`,
  ],
  ['of a sidebar', `${H1}${PROSE}<div class="sidebar"><p>May 3, 2024</p></div>`],
  ['of the copyright', `${H1}${PROSE}<p>Copyright © May 3, 2024</p>`],
  ['a member joined, in German', `${H1}<p>Registriert: 03.05.2024</p>`],
  ['a member joined', `${H1}<p>Joined May 3, 2024</p>`],
  ['of comments', `${H1}<div class="comments"><time datetime="2024-05-03">x</time></div>`],
  ['of other articles', `${H1}<div class="related-posts"><p class="date">May 3, 2024</p></div>`],
  ['of the footer', `${H1}<footer><p>May 3, 2024</p></footer>`],
])('none: %s', (_, body) => {
  expect(published('', body)).toEqual([undefined, undefined]);
});

test('a day of long ago among the text is not that of publication', () => {
  const head = '<meta property="article:published_time" content="2024-05-03">';
  const body = `${H1}<p>Chapter</p>${'<p>Ebb.</p>'.repeat(9)}<p>January 1, 1999</p>${PROSE}`;
  expect(published(head, body)).toEqual(['2024-05-03', 'meta article:published_time']);
});

test.each([
  ['https://mara.example/2024/05/03/tides', '2024-05-03'],
  ['https://mara.example/notes/2024-05-03-tides', '2024-05-03'],
  ['https://mara.example/20240503-tides', '2024-05-03'],
  ['https://mara.example/2024-05/03/tides', '2024-05-03'],
  ['https://mara.example/2024/may/03/tides', '2024-05-03'],
  ['https://mara.example/23-05-2024-tides', '2024-05-23'],
  ['https://mara.example/2024/05/tides', undefined],
  ['https://mara.example/archive/2024/12/Advent', undefined],
  ['https://mara.example/release-2024-4-4-2024', undefined],
])('the address %s', (url, day) => {
  expect(published('', H1, url)[0]).toBe(day);
});
