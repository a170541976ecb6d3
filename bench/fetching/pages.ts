/**
 * Article pages for the benchmark, written by a generator: 100 to 200 kB of HTML each, most of it what real pages are made
 * of besides their text: scripts, styles, menus, a side bar, comments, teasers. In bytes, elements and share of scripts they
 * are like the median of 402 real pages (WCXB development set: 162 kB, 814 elements, 55 kB of scripts and styles). Four layouts that take turns by host, so
 * that no extractor has only its favourite.
 */

/** A chain of numbers between 0 and 1 that is the same in every run (Park and Miller's minimal standard generator). */
function chance(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const SUBJECTS = [
  'The gauge',
  'Our model',
  'The harbour master',
  'A spring tide',
  'The buoy',
  'My notebook',
  'The pressure sensor',
  'Last winter’s data',
];
const VERBS = [
  'shows',
  'hides',
  'explains',
  'contradicts',
  'repeats',
  'corrects',
  'smooths',
  'overstates',
];
const OBJECTS = [
  'what the harmonic prediction left out',
  'a surge of almost half a metre',
  'the delay between the pier and the open sea',
  'seven constituents that nobody fits by hand',
  'a drift which the calibration did not catch',
  'the effect of a week of western wind',
  'more noise than the datasheet promises',
  'two missing hours on the coldest night',
];
const ENDINGS = [
  'and that is the part I keep coming back to',
  'which is why both numbers are in the log',
  'so the residual is what I train on',
  'although the residents had said so for years',
  'as soon as the sampling is fast enough',
  'even after the clock had been set right',
  'unless somebody moves the float again',
  'and no amount of tuning changes it',
];
const PLACES = [
  'Göteborg',
  'Brest',
  'Saint-Malo',
  'Halifax',
  'Anchorage',
  'Broome',
  'Wilhelmshaven',
  'Tromsø',
];

/** Inline, as most sites have them: attributes and no text. */
const ICON =
  '<svg class="icon icon--wave" width="24" height="24" viewBox="0 0 24 24" fill="none" aria-hidden="true"><path d="M2 12c2.5 0 2.5-3 5-3s2.5 3 5 3 2.5-3 5-3 2.5 3 5 3M2 17c2.5 0 2.5-3 5-3s2.5 3 5 3 2.5-3 5-3 2.5 3 5 3" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/></svg>';

const LAYOUTS = 4;

/** The whole page of one post; the same for the same arguments. */
export function articlePage(url: URL, host: number, post: number): string {
  const random = chance(host * 1_009 + post * 31 + 7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T; // never empty
  const sentence = (): string =>
    `${pick(SUBJECTS)} ${pick(VERBS)} ${pick(OBJECTS)}, ${pick(ENDINGS)}.`;
  const paragraph = (): string => {
    const sentences = Array.from({ length: 3 + Math.floor(random() * 4) }, sentence);
    sentences.splice(
      1,
      0,
      `At ${pick(PLACES)} the level was <em>${(1 + random() * 5).toFixed(2)} m</em>, see <a href="/post/${Math.floor(random() * 20)}?utm_source=text">the earlier log</a>.`,
    );
    return `<p>${sentences.join(' ')}</p>`;
  };
  const section = (
    index: number,
  ): string => `<h2 id="s${index}">${pick(SUBJECTS)} at ${pick(PLACES)}</h2>
${Array.from({ length: 3 + Math.floor(random() * 3) }, paragraph).join('\n')}
${index % 3 === 1 ? `<pre><code class="language-python">def residual(observed, hour):\n\tpredicted = ${(random() * 3).toFixed(2)} + 2.4 * cos(hour / 12.42)\n\treturn observed - predicted\n</code></pre>` : ''}
${index % 3 === 2 ? `<figure><img src="/img/${post}-${index}.jpg" alt="Levels at ${pick(PLACES)}" width="800" height="450"><figcaption>Levels, ${index} days after the storm</figcaption></figure>` : ''}
${index % 4 === 0 ? `<ul>${Array.from({ length: 4 }, () => `<li>${sentence()}</li>`).join('')}</ul>` : ''}`;

  const title = `${pick(SUBJECTS)} ${pick(VERBS)} ${pick(OBJECTS)} (${host}-${post})`;
  const day = String((post % 27) + 1).padStart(2, '0');
  const sections = 8 + Math.floor(random() * 7);
  const body = Array.from({ length: sections }, (_, index) => section(index)).join('\n');
  const byline = `<span class="author">Mara Lindqvist</span> <time datetime="2026-03-${day}T06:00:00Z">${day} March 2026</time>`;
  const article = inLayout(host % LAYOUTS, title, byline, body);
  const list = (count: number, className: string): string =>
    `<ul class="${className}">${Array.from({ length: count }, (_, n) => `<li id="${className}-item-${n}" class="${className}__item menu-item menu-item-type-post menu-item-${n}" data-track="{&quot;area&quot;:&quot;${className}&quot;,&quot;position&quot;:${n},&quot;list&quot;:&quot;main&quot;}"><a class="${className}__link link link--plain" href="/post/${n}?ref=${className}" rel="bookmark"><span class="${className}__label">${pick(SUBJECTS)} ${pick(VERBS)}</span></a></li>`).join('')}</ul>`;
  const comments = Array.from(
    { length: 10 + Math.floor(random() * 16) },
    (_, n) =>
      `<div class="comment even thread-even depth-1" id="c${n}">${ICON}<b class="comment-author vcard">Reader ${n}</b><time datetime="2026-04-0${(n % 9) + 1}">${n} days ago</time><div class="comment-body"><p>${sentence()}</p></div><a href="#reply">Reply</a></div>`,
  ).join('\n');
  const teasers = Array.from(
    { length: 24 },
    (_, n) =>
      `<div class="card card--teaser grid__item">${ICON}<a class="card__link" href="/post/${n}"><img class="card__image lazy" loading="lazy" src="/t/${n}.jpg" srcset="${[320, 640, 960, 1280].map((width) => `/t/${n}-${width}.jpg ${width}w`).join(', ')}" sizes="(max-width: 600px) 100vw, 33vw" alt=""><h3>${pick(SUBJECTS)} ${pick(VERBS)}</h3><p>${sentence()}</p></a></div>`,
  ).join('\n');
  const state = JSON.stringify({
    props: Array.from({ length: 40 + Math.floor(random() * 60) }, (_, n) => ({
      id: n,
      slug: `post-${n}`,
      title: sentence(),
      tags: [pick(PLACES), pick(PLACES)],
      likes: Math.floor(random() * 1e4),
    })),
  });
  const css = Array.from(
    { length: 420 },
    (_, n) =>
      `.c${n}{margin:${n % 9}px ${n % 7}px;color:#${(n * 4_099).toString(16).padStart(6, '0').slice(-6)};display:flex}`,
  ).join('');
  const script = Array.from(
    { length: 300 },
    (_, n) =>
      `window.dataLayer.push({event:"e${n}",value:${Math.floor(random() * 1e6)},page:"${post}"});`,
  ).join('\n');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} | Tides ${host}</title>
<link rel="canonical" href="${url.href}"><meta property="og:title" content="${title}"><meta property="og:type" content="article">
<meta name="author" content="Mara Lindqvist"><meta property="article:published_time" content="2026-03-${day}T06:00:00Z"><meta name="description" content="${sentence()}">
<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@type': 'BlogPosting', headline: title, datePublished: `2026-03-${day}T06:00:00Z`, author: { '@type': 'Person', name: 'Mara Lindqvist' } })}</script>
<style>${css}</style><script>window.dataLayer=[];${script}</script></head><body class="post c1">
<header class="site-header"><a class="logo" href="/">Tides ${host}</a><nav class="menu">${list(40, 'menu')}</nav></header>
<div class="layout">${article}
<aside class="sidebar"><h4>Popular</h4>${list(25, 'popular')}<form action="/subscribe"><input name="mail"><button>Subscribe</button></form></aside></div>
<section class="related"><h3>More from Tides</h3>${teasers}</section><section id="comments" class="comments"><h3>Comments</h3>${comments}</section>
<footer><p>© Tides ${host}</p>${list(30, 'footer')}</footer>
<script id="__STATE__" type="application/json">${state}</script></body></html>`;
}

function inLayout(layout: number, title: string, byline: string, body: string): string {
  switch (layout) {
    case 0:
      return `<main><article><h1>${title}</h1><div class="meta">${byline}</div>${body}</article></main>`;
    case 1:
      return `<div id="primary" class="content-area"><div class="post-12 post type-post hentry"><div class="entry-header"><h1 class="entry-title">${title}</h1><div class="entry-meta">${byline}</div></div><div class="entry-content">${body}</div></div></div>`;
    case 2:
      return `<div class="wrap"><div class="col c7"><h1>${title}</h1><div class="c8 by">${byline}</div><div class="c9"><div class="c10 text">${body}</div></div></div></div>`;
    default:
      return `<main class="gh-main"><article class="gh-article post"><header class="gh-article-header"><h1 class="gh-article-title">${title}</h1>${byline}</header><section class="gh-content">${body}</section></article></main>`;
  }
}
