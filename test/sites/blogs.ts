/** Blogs of Mara's friends and her own older ones, each made by another program, each with its own ways to list its posts. */
import { gzipSync } from 'node:zlib';
import type { Site, SiteAnswer } from './replica.ts';

export const blogLinks = {
  wordpress: 'https://wordpress.mara-blogs.example/',
  /** A category of it: what belongs to it is in no sitemap. */
  category: 'https://wordpress.mara-blogs.example/category/radio/',
  ghost: 'https://ghost.mara-blogs.example/',
  hashnode: 'https://hashnode.mara-blogs.example/',
  /** Below a host that holds other people's pages too. */
  inFolder: 'https://pages.mara-blogs.example/mara/notes',
  /** An archive over three pages, without a feed and without a sitemap. */
  paged: 'https://paged.mara-blogs.example/writing/',
  jsonFeed: 'https://json.mara-blogs.example/',
  devTo: 'https://dev.to/maralindqvist',
};

type Answers = Readonly<Record<string, SiteAnswer>>;

const xml = (body: string): SiteAnswer => ({
  headers: { 'content-type': 'application/xml; charset=utf-8' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});
const json = (value: unknown, headers: Record<string, string> = {}): SiteAnswer => ({
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});
const text = (body: string): SiteAnswer => ({ headers: { 'content-type': 'text/plain' }, body });
const packed = (body: string): SiteAnswer => ({
  headers: { 'content-type': 'application/octet-stream' },
  body: gzipSync(body),
});
const html = (head: string, body: string): SiteAnswer => ({
  body: `<!doctype html><html lang="en"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`,
});

const urls = (...all: readonly (readonly [path: string, lastmod?: string])[]): string =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">${all
    .map(
      ([loc, lastmod]) =>
        `<url><loc>${loc}</loc>${lastmod === undefined ? '' : `<lastmod>${lastmod}</lastmod>`}<image:image><image:loc>${loc}lead.jpg</image:loc></image:image></url>`,
    )
    .join('\n')}</urlset>`;
const index = (...all: readonly (readonly [loc: string, lastmod: string])[]): string =>
  `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${all
    .map(([loc, lastmod]) => `<sitemap><loc>${loc}</loc><lastmod>${lastmod}</lastmod></sitemap>`)
    .join('')}</sitemapindex>`;

const wordpressHead = `<meta name="generator" content="WordPress 6.8.3">
<link rel="alternate" type="application/rss+xml" title="Salt and Static &raquo; Feed" href="https://wordpress.mara-blogs.example/feed/">
<link rel="alternate" type="application/rss+xml" title="Salt and Static &raquo; Comments Feed" href="https://wordpress.mara-blogs.example/comments/feed/">
<link rel="https://api.w.org/" href="https://wordpress.mara-blogs.example/wp-json/">
<link rel="alternate" title="JSON" type="application/json" href="https://wordpress.mara-blogs.example/wp-json/wp/v2/pages/2">`;
const menu = `<header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/about/">About</a></li></ul></nav></header>`;
const side = `<aside class="widget-area"><h2>Recent comments</h2><ul><li><a href="/2019/01/an-old-note-that-somebody-commented-on/">Kjell on An old note that somebody commented on</a></li></ul></aside>`;

/** More than a page of the API gives: the last of them are the oldest. */
const wordpressPosts = Array.from({ length: 103 }, (_, number) => {
  const day = new Date(Date.UTC(2025, 10, 20, 8) - number * 7 * 86_400_000).toISOString();
  return {
    link: `https://wordpress.mara-blogs.example/${day.slice(0, 4)}/${day.slice(5, 7)}/radio-log-${103 - number}/`,
    date_gmt: day.slice(0, 19),
    modified_gmt: day.slice(0, 19),
    title: { rendered: `Radio log ${103 - number}: salt &#038; static` },
  };
});

const card = (path: string, title: string, day: string): string =>
  `<article class="post type-post"><header class="entry-header"><h2 class="entry-title"><a href="${path}" rel="bookmark">${title}</a></h2>
<time class="entry-date published" datetime="${day}T08:00:00+00:00">${day}</time> <a href="/author/mara/">Mara Lindqvist</a></header>
<div class="entry-summary"><p>What the radio heard this week at the outer pier, and what it did not. <a class="more-link" href="${path}">Continue reading</a></p></div></article>`;

function wordpress({ pathname, searchParams }: URL): SiteAnswer | undefined {
  if (pathname === '/wp-json/wp/v2/posts') {
    const page = Number(searchParams.get('page'));
    const pages = Math.ceil(wordpressPosts.length / 100);
    if (page > pages) return { ...json({ code: 'rest_post_invalid_page_number' }), status: 400 };
    return json(wordpressPosts.slice((page - 1) * 100, page * 100), {
      'x-wp-total': String(wordpressPosts.length),
      'x-wp-totalpages': String(pages),
    });
  }
  if (pathname === '/feed/')
    return xml(
      `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Salt and Static</title>
<atom:link href="https://wordpress.mara-blogs.example/feed/" rel="self" type="application/rss+xml"/>
<link>https://wordpress.mara-blogs.example</link><generator>https://wordpress.org/?v=6.8.3</generator>
<item><title>Radio log 103: salt &amp; static</title><link>${wordpressPosts[0]?.link}</link><pubDate>Thu, 20 Nov 2025 08:00:00 +0000</pubDate></item>
</channel></rss>`,
    );
  const answers: Answers = {
    '/': html(
      `<title>Salt and Static</title>${wordpressHead}`,
      `${menu}<main>${card('/2025/11/radio-log-103/', 'Radio log 103', '2025-11-20')}</main>${side}`,
    ),
    '/category/radio/': html(
      `<title>radio | Salt and Static</title><link rel="next" href="https://wordpress.mara-blogs.example/category/radio/page/2/">${wordpressHead}
<meta property="og:type" content="website">`,
      `${menu}<main><h1 class="page-title">Category: radio</h1>${card('/2025/11/radio-log-103/', 'Radio log 103', '2025-11-20')}
${card('/2025/10/an-antenna-of-copper-tape/', 'An antenna of copper tape', '2025-10-02')}${card('/2025/09/why-433-and-not-868/', 'Why 433 and not 868', '2025-09-11')}</main>${side}`,
    ),
    '/category/radio/page/2/': html(
      `<title>radio - page 2</title><link rel="prev" href="/category/radio/">${wordpressHead}`,
      `${menu}<main>${card('/2025/03/the-first-packet-over-water/', 'The first packet over water', '2025-03-01')}</main>${side}`,
    ),
  };
  return answers[pathname];
}

const GHOST = 'https://ghost.mara-blogs.example';
const ghost: Answers = {
  '/robots.txt': text(
    `User-agent: *\nSitemap: ${GHOST}/sitemap.xml\nDisallow: /ghost/\nDisallow: /email/\n`,
  ),
  '/': html(
    `<title>Slack Water</title><meta name="generator" content="Ghost 5.96"><link rel="alternate" type="application/rss+xml" title="Slack Water" href="${GHOST}/rss/">`,
    `<main><div class="gh-feed"><article class="gh-card post"><a class="gh-card-link" href="/slack-water/"><h3 class="gh-card-title">Slack water</h3></a></article></div></main>`,
  ),
  '/rss/': xml(
    `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title><![CDATA[Slack Water]]></title><link>${GHOST}/</link><generator>Ghost 5.96</generator>
<item><title><![CDATA[Slack water & <em>silence</em>]]></title><link>${GHOST}/slack-water/</link><guid isPermaLink="false">6650</guid><pubDate>Sat, 01 Nov 2025 07:30:00 GMT</pubDate><content:encoded><![CDATA[<p>For eleven minutes…</p>]]></content:encoded></item></channel></rss>`,
  ),
  '/sitemap.xml': xml(
    index(
      [`${GHOST}/sitemap-pages.xml`, '2025-11-20T10:00:00.000Z'],
      [`${GHOST}/sitemap-posts.xml`, '2025-11-19T10:00:00.000Z'],
      [`${GHOST}/sitemap-authors.xml`, '2025-11-20T10:00:00.000Z'],
      [`${GHOST}/sitemap-tags.xml`, '2025-11-20T10:00:00.000Z'],
    ),
  ),
  '/sitemap-posts.xml': xml(
    urls(
      [`${GHOST}/neap/`, '2025-02-02T09:00:00.000Z'],
      [`${GHOST}/slack-water/`, '2025-11-19T10:00:00.000Z'],
      [`${GHOST}/a-gauge-in-ice/`, '2025-05-06T09:00:00.000Z'],
    ),
  ),
};

const HASHNODE = 'https://hashnode.mara-blogs.example';
const hashnode: Answers = {
  '/': html(
    `<title>Mara's Engineering Blog</title><meta property="og:type" content="website"><link rel="alternate" type="application/rss+xml" title="Mara's Engineering Blog" href="/rss.xml">
<script type="application/ld+json">{"@context":"https://schema.org/","@type":"Blog","@id":"${HASHNODE}","name":"Mara's Engineering Blog","blogPost":[{"@type":"BlogPosting","headline":"Backpressure by hand"}]}</script>`,
    `<div id="__next"><main><h1><a href="${HASHNODE}/backpressure-by-hand">Backpressure by hand</a></h1></main></div>`,
  ),
  // Answered with the wrong type, and without its end.
  '/rss.xml': {
    body: `<rss xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel><title><![CDATA[Mara's Engineering Blog]]></title><link>${HASHNODE}</link><generator>RSS for Node</generator>
<item><title><![CDATA[Backpressure by hand]]></title><link>${HASHNODE}/backpressure-by-hand</link><guid isPermaLink="true">${HASHNODE}/backpressure-by-hand</guid><dc:creator><![CDATA[Mara Lindqvist]]></dc:creator><pubDate>Tue, 14 Oct 2025 16:00:00 GMT</pubDate></item><item><title><![CDATA[Half`,
  },
  '/sitemap.xml': xml(
    urls(
      [HASHNODE],
      [`${HASHNODE}/backpressure-by-hand`, '2025-10-15T00:00:00.000Z'],
      [`${HASHNODE}/queues-are-lies`, '2025-08-01T00:00:00.000Z'],
      [`${HASHNODE}/archive`],
      [`${HASHNODE}/newsletter`],
      [`${HASHNODE}/tag/streaming`],
      [`${HASHNODE}/series/windows`],
      ['https://elsewhere.example/advertised', '2025-10-15T00:00:00.000Z'],
    ),
  ),
};

const PAGES = 'https://pages.mara-blogs.example';
const inFolder: Answers = {
  '/robots.txt': text(`User-agent: *\nAllow: /\nsitemap: ${PAGES}/all.xml.gz # everybody\n`),
  '/mara/notes/': html(
    `<title>Notes</title><base href="${PAGES}/mara/"><link rel="alternate feed" type="application/atom+xml" href="notes/atom.xml">`,
    `<main><h1>Notes</h1><ul class="posts"><li><a href="notes/bars-and-millibars/">Bars and millibars</a></li><li><a href="notes/the-lag-of-the-moon/">The lag of the Moon</a></li><li><a href="notes/what-a-spring-tide-costs/">What a spring tide costs</a></li></ul></main>`,
  ),
  '/mara/notes/atom.xml': xml(
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/mara/notes/"><title>Notes</title><link rel="self" href="atom.xml"/><link href="./"/>
<entry><title type="html">The lag of the &lt;em&gt;Moon&lt;/em&gt;</title><link href="the-lag-of-the-moon/"/><id>tag:mara,2025:2</id><published>2025-07-01T06:00:00+02:00</published><updated>2025-07-03T06:00:00+02:00</updated></entry></feed>`,
  ),
  '/all.xml.gz': packed(index([`${PAGES}/2025.xml.gz`, '2025-07-05'])),
  '/2025.xml.gz': packed(
    urls(
      [`${PAGES}/kjell/boats/`, '2025-07-04'],
      [`${PAGES}/mara/notes/`, '2025-07-03'],
      [`${PAGES}/mara/notes/the-lag-of-the-moon/`, '2025-07-03'],
      [`${PAGES}/mara/notes/bars-and-millibars/`, '2024-12-24'],
      [`${PAGES}/mara/notes/what-a-spring-tide-costs/`, '2023-03-21'],
    ),
  ),
};

const list = (first: number, next: string): SiteAnswer =>
  html(
    '<title>Writing</title>',
    `<nav><a href="/writing/">Writing</a><a href="/imprint/">Imprint</a></nav><main><h1>Writing</h1><ul class="list">${[
      0, 1, 2,
    ]
      .map(
        (number) =>
          `<li class="entry"><time datetime="2025-0${9 - first - number}-01">2025-0${9 - first - number}-01</time> <a href="/letters/${9 - first - number}-from-the-outer-pier.html">Letter ${9 - first - number} from the outer pier</a></li>`,
      )
      .join('')}</ul>${next === '' ? '' : `<a rel="next" href="${next}">Older letters</a>`}</main>`,
  );
const paged: Answers = {
  '/writing/': list(0, 'page2.html'),
  '/writing/page2.html': list(3, '/writing/page3.html'),
  // The last page leads back to the first.
  '/writing/page3.html': list(5, '/writing/'),
};

const jsonBlog: Answers = {
  '/': html(
    '<title>Short notes</title><link rel="alternate" type="application/feed+json" href="/feed.json">',
    '<main><h1>Short notes</h1></main>',
  ),
  '/feed.json': json({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Short notes',
    home_page_url: 'https://json.mara-blogs.example/',
    next_url: 'https://json.mara-blogs.example/feed-2.json',
    items: [
      {
        id: '2',
        url: 'https://json.mara-blogs.example/n/2',
        title: 'Two ropes',
        date_published: '2025-06-02T10:00:00Z',
      },
      { id: 3, url: 7, title: 'Broken' },
    ],
  }),
  '/feed-2.json': json({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Short notes',
    items: [
      {
        id: 'https://json.mara-blogs.example/n/1',
        external_url: 'https://elsewhere.example/rope',
        date_published: '2025-06-01T10:00:00Z',
      },
    ],
  }),
};

const devToArticles = Array.from({ length: 101 }, (_, number) => ({
  type_of: 'article',
  id: 9_000 - number,
  title: `Learning in public, day ${101 - number}`,
  url: `https://dev.to/maralindqvist/learning-in-public-day-${101 - number}-${(9_000 - number).toString(36)}`,
  canonical_url: 'https://mara.example/notes/',
  published_at: new Date(Date.UTC(2025, 9, 1) - number * 86_400_000).toISOString(),
  edited_at: number === 1 ? '2025-11-11T11:11:11Z' : null,
}));

function devTo({ pathname, searchParams }: URL): SiteAnswer | undefined {
  if (pathname !== '/api/articles' || searchParams.get('username') !== 'maralindqvist')
    return pathname === '/api/articles' ? json([]) : undefined;
  const page = Number(searchParams.get('page'));
  return json(devToArticles.slice((page - 1) * 100, page * 100));
}

const site = (host: string, answers: Answers | ((url: URL) => SiteAnswer | undefined)): Site => ({
  hosts: [host],
  answer: ({ url }) => (typeof answers === 'function' ? answers(url) : answers[url.pathname]),
});

export const blogSites: readonly Site[] = [
  site('wordpress.mara-blogs.example', wordpress),
  site('ghost.mara-blogs.example', ghost),
  site('hashnode.mara-blogs.example', hashnode),
  site('pages.mara-blogs.example', (url) =>
    url.pathname === '/mara/notes'
      ? { status: 301, headers: { location: '/mara/notes/' } }
      : inFolder[url.pathname],
  ),
  site('paged.mara-blogs.example', paged),
  site('json.mara-blogs.example', jsonBlog),
  site('dev.to', devTo),
];
