import { expect, test } from 'vitest';
import { readMetadata } from '../../../src/extraction/metadata.ts';
import { parseHtml } from '../../../src/extraction/parse-html.ts';

function authors(head: string, body: string) {
  const page = parseHtml(`<html lang="en"><head>${head}</head><body>${body}</body></html>`);
  const { metadata, trace } = readMetadata(page, new URL('https://tidewater.example/notes/tides'));
  return [metadata.author, trace.author];
}

const H1 = '<h1>How I read the tide</h1>';
const PROSE = `<p>${'The water came in and went out again. '.repeat(12)}</p>`;
const MARA = ['Mara Lindqvist'];

test.each([
  [
    'a reference in JSON-LD',
    '<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"#m"}},{"@type":"Person","@id":"#m","name":"Mara Lindqvist"}]}</script>',
    H1,
    [MARA, 'json-ld author'],
  ],
  [
    'of a library, last name first',
    '<meta name="citation_author" content="Lindqvist, Mara"><meta name="citation_author" content="Lee, Ann">',
    H1,
    [['Mara Lindqvist', 'Ann Lee'], 'meta citation_author'],
  ],
  [
    'the label of a card, not the reading time',
    '<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="4 mins 🕑"><meta name="twitter:label2" content="Written by"><meta name="twitter:data2" content="Mara Lindqvist">',
    H1,
    [MARA, 'meta twitter:label "Written by"'],
  ],
  [
    'a line below the headline',
    '',
    `${H1}<p>By Mara Lindqvist</p>${PROSE}`,
    [MARA, 'visible byline'],
  ],
  [
    'two on a line, with a day and links',
    '',
    `${H1}<p>By <a href="/mara">Mara Lindqvist</a> and <a href="/ann">Ann Lee</a> on May 3, 2024</p>${PROSE}`,
    [['Mara Lindqvist', 'Ann Lee'], 'visible byline'],
  ],
  [
    'the label on a line of its own',
    '',
    `${H1}<p>Written by</p><p>Mara Lindqvist</p><p>Marketing Director</p>${PROSE}`,
    [MARA, 'visible byline'],
  ],
  [
    'with the role after it',
    '',
    `${H1}<p>By Mara Lindqvist, Senior Writer</p>${PROSE}`,
    [MARA, 'visible byline'],
  ],
  [
    'with role and day on one line',
    '',
    `${H1}<p>Mara Lindqvist | Senior Writer | July 2, 2025</p>${PROSE}`,
    [MARA, 'name beside a date'],
  ],
  [
    'an element named so by a compiler of styles, its role beside it',
    '',
    `${H1}<div class="Hero_authorBox__x1"><span class="Hero_authorName__x2">Mara Lindqvist</span><span>Head of Tides</span></div>${PROSE}`,
    [MARA, 'element named after authors'],
  ],
  [
    'a link to her page',
    '',
    `${H1}<div><a href="/team/mara-lindqvist">Mara Lindqvist</a></div>${PROSE}`,
    [MARA, 'link to a person'],
  ],
  [
    'below the text',
    '',
    `${H1}${PROSE.repeat(4)}<p>Written by Mara Lindqvist</p>`,
    [MARA, 'visible byline, far'],
  ],
  [
    'who began a thread, not who answered',
    '',
    `${H1}<ul><li><span>Thread starter</span> <a class="username">mara_l</a></li></ul><article data-author="ann"><p>Ebb.</p></article>`,
    [['mara_l'], 'thread starter'],
  ],
  [
    'the author of the first post',
    '',
    `${H1}<article data-author="mara_l"><p>Ebb.</p></article><article data-author="ann"><p>Flow.</p></article>`,
    [['mara_l'], 'attribute of the first post'],
  ],
  [
    'of a Discourse topic',
    '',
    `${H1}<div id="data-preloaded" data-preloaded='{"topic_1":"{\\"post_stream\\":{\\"posts\\":[{\\"id\\":1,\\"username\\":\\"mara_l\\"}]}}"}'></div>`,
    [['mara_l'], 'state of Discourse'],
  ],
  [
    'the person rather than the login in JSON-LD',
    '<script type="application/ld+json">{"@type":"Article","author":{"@type":"Person","name":"mlindqvist2"}}</script>',
    `${H1}<p>By Mara Lindqvist</p>${PROSE}`,
    [MARA, 'visible byline'],
  ],
  [
    'the person rather than the site',
    '<meta name="author" content="Tidewater Team">',
    `${H1}<p>By Mara Lindqvist</p>${PROSE}`,
    [MARA, 'visible byline'],
  ],
  [
    'the site when there is nobody',
    '<meta name="author" content="Tidewater Team">',
    H1,
    [['Tidewater Team'], 'meta author'],
  ],
  [
    'below the headline rather than whoever pressed the button',
    '<meta name="author" content="Ann Lee">',
    `${H1}<p>By <a href="/mara">Mara Lindqvist</a></p>${PROSE}`,
    [MARA, 'visible byline'],
  ],
  [
    'with the last name that only the byline gives',
    '<script type="application/ld+json">{"@type":"Article","author":{"@type":"Person","name":"Mara"}}</script>',
    `${H1}<p>By Mara Lindqvist</p>${PROSE}`,
    [MARA, 'visible byline'],
  ],
  [
    'the first name where there is no more',
    '<script type="application/ld+json">{"@type":"Article","author":{"@type":"Person","name":"Mara"}}</script>',
    `${H1}<p>By Ann Lee</p>${PROSE}`,
    [['Mara'], 'json-ld author'],
  ],
  [
    'the person rather than the association',
    '<meta name="author" content="Verein der Gezeitenfreunde e.V.">',
    `${H1}<p>Von Mara Lindqvist</p>${PROSE}`,
    [MARA, 'visible byline'],
  ],
  [
    'a name with accents that was escaped for HTML',
    '<script type="application/ld+json">{"@type":"Article","author":"Redacci&oacute;n Mareas"}</script>',
    H1,
    [['Redacción Mareas'], 'json-ld author'],
  ],
  [
    'beside the day, before a dash',
    '',
    `${H1}<p>03.05.2024 - Mara Lindqvist</p>${PROSE}`,
    [MARA, 'name beside a date'],
  ],
  [
    'beside the day and the time',
    '',
    `${H1}<p>03.05.2024 | 13:10 Uhr | Mara Lindqvist</p>${PROSE}`,
    [MARA, 'name beside a date'],
  ],
  [
    'next to the picture of the author',
    '',
    `${H1}<div><img class="author-photo" src="/mara.jpg"><div>Mara Lindqvist</div></div>${PROSE}`,
    [MARA, 'element named after authors'],
  ],
  [
    'the login after the label, not the label',
    '',
    `${H1}<p>3. Mai 2024 <span class="byline">· von <span class="author vcard"><a>tidereader</a></span></span></p>${PROSE}`,
    [['tidereader'], 'visible byline with a login'],
  ],
  [
    'alone on the last line',
    '',
    `${H1}${PROSE.repeat(4)}<p>Von Mara Lindqvist</p>`,
    [MARA, 'visible byline, far'],
  ],
])('%s', (_, head, body, expected) => {
  expect(authors(head, body)).toEqual(expected);
});

test.each([
  'Von Mara Lindqvist',
  'Autorin: Mara Lindqvist',
  'Text: Mara Lindqvist',
  'Text & Fotos: Mara Lindqvist',
  'Interview: Mara Lindqvist',
  'Eine Kolumne von Mara Lindqvist',
  '· Redaktion: Mara Lindqvist (Pressestelle)',
  'Veröffentlicht von Mara Lindqvist am 3. Mai 2024',
  'Par Mara Lindqvist',
  'Publié par Mara Lindqvist',
  'Por Mara Lindqvist',
  'Escrito por Mara Lindqvist',
  'Autore: Mara Lindqvist',
  'Di Mara Lindqvist',
  'Door Mara Lindqvist',
  'Geschreven door Mara Lindqvist',
  'Av Mara Lindqvist',
  'Autor: Mara Lindqvist',
  'This post was written by Mara Lindqvist',
])('the byline %s', (byline) => {
  expect(authors('', `${H1}<p>${byline}</p>${PROSE}`)[0]).toEqual(MARA);
});

test.each([
  ['who commented', `${H1}${PROSE}<div class="comments"><p>By Ann Lee</p></div>`],
  ['of other articles', `${H1}${PROSE}<div class="related"><p class="author">Ann Lee</p></div>`],
  [
    'who is quoted',
    `${H1}<p>It was, by Jove, the highest tide that anybody on the pier had ever seen come in.</p>`,
  ],
  [
    'two below other articles',
    `${H1}${PROSE.repeat(4)}<p>Von Ann Lee</p><p>Ebb</p><p>Von Bo Ek</p>`,
  ],
  ['a label without a name', `${H1}<p class="author">Veröffentlicht von</p>${PROSE}`],
  ['a button', `${H1}<div class="author">See all posts</div>`],
  ['where a link leads that is no person', `${H1}<a href="/team/join">Join us now</a>`],
])('none: %s', (_, body) => {
  expect(authors('', body)).toEqual([undefined, undefined]);
});
