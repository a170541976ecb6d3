import { describe, expect, test } from 'vitest';
import { paragraphs, read, TIDES } from './page.ts';

describe('lines before the first words', () => {
  test.each([
    ['the title', '<h1>Harbour time</h1>'],
    ['the title in other spelling', '<h2>“Harbour Time”</h2>'],
    ['the author', '<p>Mara Lindqvist</p>'],
    ['a byline', '<p>Written by Mara Lindqvist for the harbour office</p>'],
    ['a date', '<p>3 May 2024</p>'],
    ['a date as Americans write it', '<div>Friday, May 3rd, 2024</div>'],
    ['reading time', '<span>6 min read</span>'],
    ['views', '<p>1,693 views</p>'],
  ])('%s is not repeated', (_what, line) => {
    expect(read(`<article>${line}${paragraphs}</article>`).lines).toEqual(TIDES);
  });

  test('a short first sentence stays', () => {
    const { lines } = read(
      `<article><h1>Harbour time</h1><p>Water waits.</p>${paragraphs}</article>`,
    );
    expect(lines).toEqual(['Water waits.', ...TIDES]);
  });

  test('a first paragraph that the template sets apart from the body is read with it', () => {
    const opening = `It began with a bill. ${TIDES[0]}`;
    const body = `<h1>Harbour time</h1><div class="intro"><p>${opening}</p></div><div class="post-content">${paragraphs}</div>`;
    expect(read(body).lines).toEqual([opening, ...TIDES]);
  });
});

test.each(['teaser-text', 'entry-excerpt', 'article-intro'])(
  'the lead of a news page, in an element called %s, is read with the article',
  (name) => {
    const lead = `The harbour of Brest will close for a week. ${TIDES[0]}`;
    const body = `<h1>Harbour time</h1><div class="${name}"><p>${lead}</p></div><div class="article-body">${paragraphs}</div>`;
    expect(read(body).lines).toEqual([lead, ...TIDES]);
  },
);

test('the key points that a template sets above the body are read with it', () => {
  const points = ['Low water is later every day than it was before.', 'Seven cosines are enough.'];
  const box = `<h3>Key takeaways</h3><ul>${points.map((one) => `<li>${one} ${TIDES[0]}</li>`).join('')}</ul>`;
  const menu = '<ul><li><a href="/a">Neap tides</a></li></ul>';
  const body = `<h1>Harbour time</h1><div>${menu}${box}</div><div class="post-content">${paragraphs}</div>`;
  const { lines } = read(body);
  expect(lines).toEqual(['Key takeaways', ...points.map((one) => `${one} ${TIDES[0]}`), ...TIDES]);
});

test('a step that takes minutes is no reading time', () => {
  const step = 'Wait another 10 min and measure again.';
  const { lines } = read(`<article><ol><li>${step}</li></ol>${paragraphs}</article>`);
  expect(lines).toEqual([step, ...TIDES]);
});

describe('lines after the last words', () => {
  test.each([
    ['the author’s life', '<p>Mara Lindqvist is an engineer who lives on a boat in Brest.</p>'],
    [
      'what the author did before',
      '<p>Mara Lindqvist, PhD, measured the tides of Brest for years. Today she predicts them.</p>',
    ],
    ['the author’s name', '<p>Mara Lindqvist</p>'],
    [
      'where it stood first',
      '<p>This article was originally published in the Harbour Gazette.</p>',
    ],
    ['what the site earns', '<p>Some of these are affiliate links, for which we are paid.</p>'],
    ['a heading with nothing below', '<h2>What do you think?</h2>'],
    ['a button that is a link', '<p><a href="/book">Book a demo</a></p>'],
    ['a call to share', '<p>Share this:</p>'],
    ['a call to comment', '<h3>Leave a comment</h3><p>Your address is not shown.</p>'],
    ['more to read', '<h2>You may also like</h2><ul><li>Neap tides</li><li>Spring tides</li></ul>'],
  ])('%s is left out', (_what, block) => {
    expect(read(`<article>${paragraphs}${block}</article>`).lines).toEqual(TIDES);
  });

  test('a sentence about somebody else stays', () => {
    const last = 'Lord Kelvin was the first who built a machine for it.';
    expect(read(`<article>${paragraphs}<p>${last}</p></article>`).lines).toEqual([...TIDES, last]);
  });

  test('a section called "Related work" with text of its own stays', () => {
    const { lines } = read(`<article><h2>Related work</h2>${paragraphs}</article>`);
    expect(lines.slice(-TIDES.length)).toEqual(TIDES);
  });
});

describe('what a page says twice', () => {
  test('the same text for phones and for desks is read once', () => {
    const body = `<article><div class="desk">${paragraphs}</div><div class="phone">${paragraphs}</div></article>`;
    expect(read(body).lines).toEqual(TIDES);
  });

  test('a chorus is sung as often as it is written', () => {
    const chorus = `<p>${TIDES[1]}</p>`;
    const { lines } = read(`<article>${paragraphs}${chorus}${chorus}</article>`);
    expect(lines).toHaveLength(5);
  });

  test('a refrain is sung after each stanza, also where a stanza is an element', () => {
    const refrain = `<p>${TIDES[1]}</p>`;
    const stanza = (line: string) => `<div class="stanza"><p>${line}</p>${refrain}</div>`;
    const { lines } = read(`<article>${stanza(TIDES[0])}${stanza(TIDES[2])}</article>`);
    expect(lines.filter((line) => line === TIDES[1])).toHaveLength(2);
  });

  test('two questions may have the same answer', () => {
    const asked = (question: string) => `<section><h3>${question}</h3><p>Yes.</p></section>`;
    const { lines } = read(
      `<article>${paragraphs}${asked('Is it late?')}${asked('Is it wet?')}<p>${TIDES[0]} Ha.</p></article>`,
    );
    expect(lines.filter((line) => line === 'Yes.')).toHaveLength(2);
  });

  test('a slide show that turns forever is read once', () => {
    const slides = TIDES.map((text) => `<li class="slide"><p>${text} ${text}</p></li>`).join('');
    const { lines } = read(`<article>${paragraphs}<ul>${slides}${slides}</ul></article>`);
    expect(lines).toHaveLength(6);
  });
});
