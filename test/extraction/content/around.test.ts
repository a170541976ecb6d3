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
  ])('%s', (_what, block) => {
    expect(read(`<article>${paragraphs}${block}</article>`).lines).toEqual(TIDES);
    expect(read(`<div class="page">${block}<div>${paragraphs}</div></div>`).lines).toEqual(TIDES);
  });
});

describe('what only looks like it stays in', () => {
  test('the article itself in an element with a name like a sidebar’s', () => {
    const body = `<div class="layout has-sidebar no-comments"><div class="widget">${paragraphs}</div></div>`;
    expect(read(body).lines).toEqual(TIDES);
  });

  test('an article that a script would have shown', () => {
    expect(read(`<div hidden id="S:0"><main>${paragraphs}</main></div>`).lines).toEqual(TIDES);
    expect(read(`<main style="display: none">${paragraphs}</main>`).lines).toEqual(TIDES);
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
