import { describe, expect, test } from 'vitest';
import { paragraphs, read, TIDES } from './page.ts';

const LINKS =
  '<a href="/a">Why neap tides are late</a> <a href="/b">A gauge for forty euros</a> <a href="/c">Who owns the low water mark</a>';

describe('what surrounds an article stays out', () => {
  test.each([
    ['navigation', `<nav>${LINKS}</nav>`],
    ['navigation in a div', `<div class="main-menu">${LINKS}</div>`],
    [
      'a bread crumb trail',
      '<div class="breadcrumbs"><a href="/">Home</a> › <a href="/n">Notes</a></div>',
    ],
    [
      'the footer',
      '<footer><p>© Mara Lindqvist, who wrote all of this on a boat in winter.</p></footer>',
    ],
    [
      'buttons to share',
      '<div class="SocialShare_bar"><a href="#">Mastodon</a><a href="#">Bluesky</a></div>',
    ],
    ['related articles', `<section class="related-posts"><h3>Related</h3>${LINKS}</section>`],
    [
      'a newsletter',
      '<div class="newsletter-signup"><p>Get a letter from the harbour every month, for free.</p></div>',
    ],
    [
      'comments',
      '<div id="comments"><p>I have lived here for sixty years and never needed a cosine.</p></div>',
    ],
    [
      'the author’s box',
      '<div class="author-bio"><p>Mara writes about tides and sensors.</p></div>',
    ],
    [
      'advertising',
      '<div class="ad-container"><p>Buy two oilskins and pay for only one of them.</p></div>',
    ],
    [
      'a cookie notice',
      '<div class="cookie-consent"><p>We value your privacy, and so do our partners.</p></div>',
    ],
    [
      'what the page hides',
      '<div style="display:none"><p>Your session has expired, please log in.</p></div>',
    ],
    ['text for screen readers only', '<span class="sr-only">Skip to the article</span>'],
    ['buttons', '<button>Copy the link</button>'],
    ['a list of links that no class gives away', `<ul><li>${LINKS}</li></ul>`],
    [
      'a line that leads elsewhere',
      '<p>Read more: <a href="/a">Why neap tides are late this year</a></p>',
    ],
    [
      'a link that is called a button',
      '<a class="wp-block-button__link" href="/s">Tide tables</a>',
    ],
    [
      'a widget of the blog',
      '<div class="widget widget_text"><p>Ask at the harbour office.</p></div>',
    ],
    [
      'a teaser for another article',
      '<div class="c-teaser"><p>The gauge at the bridge is late, says <a href="/g">a reader</a>.</p></div>',
    ],
    [
      'cards of other articles',
      '<div><div><h3><a href="/a">Neap tides are late</a></h3><p>By how much, and why nobody cares.</p></div><div><h3><a href="/b">A gauge for forty euros</a></h3><p>It floats, mostly.</p></div></div>',
    ],
    ['a call to buy', '<p><a href="/shop">Shop the oilskins of this season</a></p>'],
    ['the mark of an advertisement', '<p>Advertisement</p>'],
    ['the credit of a picture', '<p>Image: Mara Lindqvist / Harbour Archive</p>'],
    ['a call for the newsletter', '<p>Sign up for our newsletter and never miss low water.</p>'],
    [
      'what the site earns',
      '<p>We may earn a commission when you buy oilskins through our links.</p>',
    ],
    ['a call in German', '<p>Das könnte Sie auch interessieren</p>'],
    ['a call in French', '<p>Lire aussi : la marée du siècle</p>'],
    ['a call in Spanish', '<p>También te puede interesar</p>'],
  ])('%s', (_what, block) => {
    expect(read(`<article>${paragraphs}${block}</article>`).lines).toEqual(TIDES);
    expect(read(`<div class="page">${block}<div>${paragraphs}</div></div>`).lines).toEqual(TIDES);
  });
});

test('more comments than article stay out', () => {
  const comments = ['Ilse', 'Jan', 'Okke', 'Per'].map(
    (name) => `<p>${name} says: ${TIDES[1]} I have seen it.</p>`,
  );
  const body = `<article>${paragraphs}</article><div class="comments">${comments.join('')}</div>`;
  expect(read(body).lines).toEqual(TIDES);
});

test('a list of links below a label stays out, in any language', () => {
  const list = '<ul><li><a href="/a">Ebbe</a></li><li><a href="/b">Flut</a></li></ul>';
  const { lines } = read(`<article>${paragraphs}<p>Verwandte Artikel:</p>${list}</article>`);
  expect(lines).not.toContain('Ebbe');
});

describe('what only looks like it stays in', () => {
  test('a short list of links that the author introduces', () => {
    const list = '<ul><li><a href="/a">Tide table</a></li><li><a href="/b">Logbook</a></li></ul>';
    const { lines } = read(
      `<article>${paragraphs}<p>These two are always on my table at home:</p>${list}</article>`,
    );
    expect(lines).toEqual(expect.arrayContaining(['Tide table', 'Logbook']));
  });

  test('a short post about newsletters, in a blog that says so in its classes', () => {
    const post = `<div class="post hentry category-newsletter"><p>${TIDES[0]} In short.</p></div>`;
    const { lines } = read(`<div class="post-content">${post}${paragraphs}${paragraphs}</div>`);
    expect(lines).toContain(`${TIDES[0]} In short.`);
  });

  test('a sentence about newsletters, and a point of a list about commissions', () => {
    const point = 'Chandlers: they earn a commission on every rope.';
    const last = 'Most harbours have a newsletter, and nobody reads it.';
    const { lines } = read(
      `<article>${paragraphs}<ul><li>${point}</li></ul><p>${last}</p><p>${TIDES[0]} So.</p></article>`,
    );
    expect(lines).toEqual(expect.arrayContaining([point, last]));
  });

  test('the article itself in an element with a name like a sidebar’s', () => {
    const body = `<div class="layout has-sidebar no-comments"><div class="widget">${paragraphs}</div></div>`;
    expect(read(body).lines).toEqual(TIDES);
  });

  test('an article that a script would have shown', () => {
    expect(read(`<div hidden id="S:0"><main>${paragraphs}</main></div>`).lines).toEqual(TIDES);
    expect(read(`<main style="display: none">${paragraphs}</main>`).lines).toEqual(TIDES);
  });

  test('comments of code, which highlighters name like those of readers', () => {
    const code = '<pre><code><span class="comment"># mean sea level</span>\nz0 = 2.4</code></pre>';
    const { lines } = read(`<article>${paragraphs}${code}<p>${TIDES[0]} Or so.</p></article>`);
    expect(lines).toEqual(expect.arrayContaining(['# mean sea level', 'z0 = 2.4']));
  });

  test('a heading whose anchor has the words of a menu', () => {
    const heading = '<h2 id="share-of-the-newsletter">Half of it is noise</h2>';
    const { lines } = read(`<article>${paragraphs}${heading}<p>${TIDES[0]} Or so.</p></article>`);
    expect(lines).toContain('Half of it is noise');
  });

  test('a list of links in the middle of an article', () => {
    const tools = ['Pocket gauge', 'Tide table', 'Sounding lead', 'Logbook', 'Almanac'];
    const list = `<ul>${tools.map((tool) => `<li><a href="https://x.example/${tool}">${tool}</a></li>`).join('')}</ul>`;
    const more = TIDES.map((text) => `<p>Again: ${text}</p>`).join('');
    const { lines } = read(
      `<article>${paragraphs}${list}${more}${more.replaceAll('Again', 'And')}</article>`,
    );
    expect(lines).toEqual(expect.arrayContaining(tools));
  });

  test('a question that opens its answer', () => {
    const { lines } = read(
      `<article>${paragraphs}<h3><button>Who measures?</button></h3><p>${TIDES[0]} Mara.</p></article>`,
    );
    expect(lines).toContain('Who measures?');
  });
});

test('the trace says what was found and what was left out', () => {
  const { rule } = read(
    `<div class="post-content"><nav>${LINKS}</nav>${paragraphs}<p class="byline">Mara</p></div>`,
  );
  expect(rule).toBe('body class; without author, navigation');
});
