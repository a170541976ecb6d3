/** Whole sections that a class name, or a mark of the page, could cost an article. */
import { describe, expect, test } from 'vitest';
import { paragraphs, read, TIDES } from './page.ts';

const [moon, slipway, cosines] = TIDES;

describe('an article keeps', () => {
  test('all of its text where the site sets it in cards that are called as those of other articles', () => {
    const texts = [...TIDES, `Then again: ${moon}`, `And again: ${slipway}`];
    const cards = texts.map((text) => `<div class="article-card"><p>${text}</p></div>`).join('');
    expect(read(`<main>${cards}</main>`).lines).toEqual(texts);
  });

  test('all of its text where readers open it section by section', () => {
    const panels = TIDES.map(
      (text) => `<div><button>Open</button><div style="display:none"><p>${text}</p></div></div>`,
    ).join('');
    expect(read(`<main>${panels}</main>`).lines).toEqual(TIDES);
  });

  test.each([
    ['a heading', '<h3>What does a gauge cost?</h3><div hidden>'],
    ['a button in a heading', '<h3><button>What does a gauge cost?</button></h3><div hidden>'],
    [
      'what is a heading to screen readers',
      '<div><a role="button"><span role="heading">What does a gauge cost?</span></a></div><div style="display:none">',
    ],
  ])('the answer below %s, which readers open', (_what, opened) => {
    const answer = 'Forty euros, and another forty for the one that floats away.';
    const body = `<article>${paragraphs}${opened}<p>${answer}</p></div></article>`;
    expect(read(body).lines).toEqual([...TIDES, 'What does a gauge cost?', answer]);
  });

  test('a question whose class says that it is a button', () => {
    const question = 'How much does a gauge cost in the long run?';
    const body = `${paragraphs.repeat(4)}<div class="faq-item button">${question}</div><p>${cosines} ${moon}</p>`;
    expect(read(`<article>${body}</article>`).lines).toContain(question);
  });

  test.each(['drawer', 'accordion_drawer'])('what stands in a %s', (name) => {
    const opened = 'Forty euros, and another forty for the one that floats away.';
    const body = `${paragraphs}<div class="${name}"><p>${opened}</p></div>`;
    expect(read(`<article>${body}</article>`).lines).toEqual([...TIDES, opened]);
  });

  test('its last sentence where that is set as a heading', () => {
    const last =
      'Sources: the harbour office of Brest, the tide tables of 1912, and three winters on a boat of my own.';
    expect(read(`<article>${paragraphs}<h6>${last}</h6></article>`).lines.at(-1)).toBe(last);
    expect(read(`<article>${paragraphs}<h6>About us</h6></article>`).lines).toEqual(TIDES);
  });

  test('a heading that leads to what it is about', () => {
    const heading =
      '<a class="product__heading-link" href="https://shop.example/g"><h3>The gauge that floats</h3></a>';
    expect(read(`<article>${paragraphs}${heading}<p>${moon}</p></article>`).lines).toContain(
      'The gauge that floats',
    );
  });

  test('the table of its data, below a heading that usually ends an article', () => {
    const rows = Array.from(
      { length: 12 },
      (_, hour) => `<tr><td>${hour} h</td><td>${hour} m</td></tr>`,
    );
    const after = `<h3>Related resources</h3><p><a href="/a">Neap tides are late, and why</a></p><p>All twelve hours:</p><table>${rows.join('')}</table>`;
    expect(read(`<article>${paragraphs}${after}</article>`).lines).toContain('All twelve hours:');
  });
});

describe('programs say of every page what sounds like boilerplate', () => {
  test.each([
    ['WordPress: published', 'post-7 post type-post status-publish'],
    ['WordPress: about newsletters', 'post-7 post type-post hentry tag-newsletter category-ads'],
    ['Ghost: about newsletters', 'post tag-newsletter'],
    ['Drupal: on the front page', 'node node--type-article node--promoted'],
    ['Drupal: the canvas of the page', 'dialog-off-canvas-main-canvas'],
    ['Drupal: a published paragraph', 'paragraph paragraph--type--text paragraph-published'],
    ['Squarespace: no sidebar', 'main-content sidebar-enabled-false'],
    ['a text that opens as one reads', 'js_readmore'],
  ])('%s', (_what, name) => {
    // Short, so that no share of the page's text speaks for it.
    const post = `<div class="${name}"><p>Short, like the night at midsummer.</p></div>`;
    const others = `<div><p>${moon}</p></div><div><p>${slipway}</p></div><div><p>${cosines}</p></div>`;
    expect(read(`<main>${others}${post}</main>`).lines).toContain(
      'Short, like the night at midsummer.',
    );
  });
});

describe('what is not the author’s stays out, however long it is', () => {
  test('what customers say', () => {
    const said = 'The gauge has not floated away once, and we have had it for three years now. ';
    const praise = `<div class="testimonial"><p>${said.repeat(2)}</p></div>`.repeat(6);
    expect(read(`<article>${paragraphs}</article><div>${praise}</div>`).lines).toEqual(TIDES);
  });

  test('a dialog of consent', () => {
    const said =
      'We and our forty partners want to know where you are and what you had for breakfast. ';
    const dialog = `<div class="sp-dsgvo-privacy-popup"><p>${said.repeat(12)}</p></div>`;
    expect(read(`<article>${paragraphs}</article>${dialog}`).lines).toEqual(TIDES);
  });
});
