/**
 * Accounts of Medium with more posts than a feed holds: a profile with a sub-domain of its own and a publication on
 * medium.com. Only what lists posts is served, in the shape of feeds, Apollo states and sitemaps; not the posts.
 */
import type { Site, SiteAnswer } from './replica.ts';

const PROFILE = 'https://medium.com/@mara-l';
const OWN_HOST = 'https://mara-l.medium.com';
const PUBLICATION = 'https://medium.com/harbour-letters';

export const listingLinks = {
  profile: PROFILE,
  subdomain: `${OWN_HOST}/`,
  publication: PUBLICATION,
  feed: 'https://medium.com/feed/@mara-l',
  sitemap: `${OWN_HOST}/sitemap/sitemap.xml`,
};

export interface ListedPost {
  readonly id: string;
  readonly title: string;
  /** Day of the first publication. */
  readonly day: string;
  readonly link: string;
}

/** Newest first: nine in the feed (beside a response), ten in the page, all in the sitemap. */
export const maraPosts: readonly ListedPost[] = [
  post('b3a07f1c92de', 'A gauge for under fifty euros', '2026-05-02'),
  post('4c19d20be7f', 'Why my tide tables lie in March', '2026-04-11'),
  post('99e0c4417a3b', 'Forty lines of Kalman', '2026-03-21'),
  post('07d1be55f208', 'Letters to a harbour master', '2026-02-14'),
  post('d5527ac310ee', 'What the ice did to the sensor', '2026-01-30'),
  post('e8f3301b6c7', 'Notes on notes: a small fine-tuned model', '2025-12-19'),
  post('3a6b8d0f1c24', 'Late events, early coffee', '2025-11-08'),
  post('c7714e02d9ab', 'The stream that ran backwards', '2025-10-17'),
  post('61f0a9b3e5d8', 'Half a metre of nothing', '2025-09-05'),
  post('2be90d17', 'An old chart and a new error', '2024-06-21'),
  post('f40c6b82a1d', 'Counting waves by hand', '2023-08-02'),
  post('8d3e5f7091bc', 'Hello, harbour', '2022-03-15'),
];

/** In the page of the profile stands one that appeared in a publication with a domain of its own. */
export const elsewhere: ListedPost = {
  id: '5f6e7d8c9b0a',
  title: 'A guest at the weather desk',
  day: '2025-08-20',
  link: 'https://stories.tidewater.example/a-guest-at-the-weather-desk-5f6e7d8c9b0a',
};

const RESPONSE = post('aa11bb22cc33', 'Thank you, Jonas, I will measure it again', '2026-04-20');
const OF_OTHERS = {
  ...post('0a9be33d71f5', 'How I tripled my productivity', '2026-05-03'),
  link: 'https://medium.com/@brightideas/how-i-tripled-my-productivity-0a9be33d71f5',
};

/** In the publication, whose sitemap lies below its name. */
export const letters: readonly (ListedPost & { readonly author: string })[] = [
  letter('a0b1c2d3e4f5', 'The sound in winter', '2026-04-02', 'Åsa Öberg'),
  letter('b9c8d7e6f5a', 'Ropes, knots and time zones', '2025-07-12', 'Mara Lindqvist'),
  letter('c1d2e3f4a5b6', 'First letter', '2019-02-03', 'Mara Lindqvist'),
];

const ANSWERS: ReadonlyMap<string, () => SiteAnswer> = new Map([
  [listingLinks.feed, () => xml(feed('Stories by Mara L. on Medium', PROFILE, itemsOfProfile()))],
  [`${OWN_HOST}/feed`, () => xml(feed('Stories by Mara L. on Medium', OWN_HOST, itemsOfProfile()))],
  [PROFILE, () => html(profilePage())],
  [`${OWN_HOST}/`, () => html(profilePage())],
  [listingLinks.sitemap, () => xml(sitemapIndex())],
  [`${OWN_HOST}/sitemap/posts/2026/posts-2026-04-01.xml`, () => xml(urlset(inYear('2026')))],
  [`${OWN_HOST}/sitemap/posts/2025/posts-2025-01-01.xml`, () => xml(urlset(inYear('2025')))],
  [`${OWN_HOST}/sitemap/posts/2022/posts-2022-01-01.xml`, () => xml(urlset(inYear('202[234]')))],
  [
    'https://medium.com/feed/harbour-letters',
    () => xml(feed('Harbour Letters - Medium', PUBLICATION, letters.slice(0, 2).map(itemOf))),
  ],
  [
    `${PUBLICATION}/sitemap/sitemap.xml`,
    () => xml(urlset([...letters, OF_OTHERS].map(({ link, day }) => [link, day]))),
  ],
]);

export const mediumListingsSite: Site = {
  hosts: ['medium.com', 'mara-l.medium.com'],
  answer: ({ url }) => ANSWERS.get(url.href)?.(),
};

function post(id: string, title: string, day: string): ListedPost {
  return { id, title, day, link: `${OWN_HOST}/${slug(title)}-${id}` };
}

function letter(id: string, title: string, day: string, author: string) {
  return { ...post(id, title, day), link: `${PUBLICATION}/${slug(title)}-${id}`, author };
}

function slug(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

function itemsOfProfile(): string[] {
  const [newest, ...others] = maraPosts.slice(0, 9).map((listed) => itemOf(listed));
  const response = `<item><title><![CDATA[${RESPONSE.title}]]></title><link>${RESPONSE.link}</link>
    <guid isPermaLink="false">https://medium.com/p/${RESPONSE.id}</guid><dc:creator><![CDATA[Mara L.]]></dc:creator>
    <pubDate>${new Date(RESPONSE.day).toUTCString()}</pubDate>
    <content:encoded><![CDATA[<p>${RESPONSE.title}.</p>]]></content:encoded></item>`;
  // Medium has put what others wrote into the feeds of people who were mentioned in it.
  return [newest ?? '', response, ...others, itemOf({ ...OF_OTHERS, author: 'Bright Ideas' })];
}

function itemOf({ id, title, day, link, author }: ListedPost & { readonly author?: string }) {
  return `<item><title><![CDATA[${title}]]></title><link>${link}?source=rss-1c2d3e4f5a6b------2</link>
    <guid isPermaLink="false">https://medium.com/p/${id}</guid><category><![CDATA[tides]]></category>
    <dc:creator><![CDATA[${author ?? 'Mara L.'}]]></dc:creator><pubDate>${new Date(day).toUTCString()}</pubDate>
    <atom:updated>${day}T12:00:00.000Z</atom:updated>
    <content:encoded><![CDATA[<p>${title}, at some length.</p><p>And a second paragraph.</p>]]></content:encoded></item>`;
}

function feed(title: string, home: string, items: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" version="2.0"><channel>
    <title><![CDATA[${title}]]></title><link>${home}?source=rss-1c2d3e4f5a6b------2</link>
    <generator>Medium</generator>${items.join('\n')}</channel></rss>`;
}

function profilePage(): string {
  const mara = { __ref: 'User:1c2d3e4f5a6b' };
  const record = ({ id, title, day, link }: ListedPost, more: Record<string, unknown> = {}) => [
    `Post:${id}`,
    {
      __typename: 'Post',
      id,
      title,
      mediumUrl: link,
      firstPublishedAt: Date.parse(day),
      latestPublishedAt: Date.parse(day),
      creator: mara,
      inResponseToPostResult: null,
      ...more,
    },
  ];
  const state = {
    ROOT_QUERY: { __typename: 'Query', viewer: null },
    'User:77aa88bb99cc': { __typename: 'User', id: '77aa88bb99cc', username: 'brightideas' },
    'User:1c2d3e4f5a6b': {
      __typename: 'User',
      id: '1c2d3e4f5a6b',
      name: 'Mara L.',
      username: 'Mara-L',
      customDomainState: { live: { domain: 'mara-l.medium.com' } },
      'homepagePostsConnection:{"paging":{"limit":10},"includeDistributedResponses":true}': {
        posts: [{ __ref: `Post:${maraPosts[0]?.id}` }],
      },
    },
    ...Object.fromEntries([
      ...maraPosts.slice(0, 10).map((listed) => record(listed)),
      record(RESPONSE, { inResponseToPostResult: { __ref: 'Post:0a9be33d71f5' } }),
      record(elsewhere),
      record(OF_OTHERS, { creator: { __ref: 'User:77aa88bb99cc' } }),
    ]),
  };
  return `<!doctype html><html lang="en"><head><meta property="al:android:package" content="com.medium.reader"/></head><body>
    <nav><a href="https://medium.com/m/signin?redirect=%2Fhello-${maraPosts[0]?.id}">Sign in</a></nav>
    <article data-testid="post-preview"><a href="${OF_OTHERS.link}">${OF_OTHERS.title}</a></article>
    <script>window.__APOLLO_STATE__ = ${JSON.stringify(state)}</script></body></html>`;
}

function sitemapIndex(): string {
  const files = [
    'tags/tags.xml',
    'users/users.xml',
    'posts/2022/posts-2022-01-01.xml',
    'posts/2024/posts-2024-01-01.xml',
    'posts/2025/posts-2025-01-01.xml',
    'posts/2026/posts-2026-04-01.xml',
  ];
  const entries = files.map((file) => `<sitemap><loc>${OWN_HOST}/sitemap/${file}</loc></sitemap>`);
  return `<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</sitemapindex>`;
}

function inYear(year: string): [link: string, day: string][] {
  return maraPosts
    .filter(({ day }) => new RegExp(`^${year}`).test(day))
    .map((p) => [p.link, p.day]);
}

function urlset(pages: readonly (readonly [link: string, day: string])[]): string {
  const entries = [...pages, [`${OWN_HOST}/about`, '2022-03-15'] as const].map(
    ([link, day]) =>
      `<url><loc>${link}</loc><lastmod>${day}</lastmod><changefreq>monthly</changefreq></url>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</urlset>`;
}

function xml(body: string): SiteAnswer {
  return { headers: { 'content-type': 'text/xml; charset=UTF-8' }, body };
}

function html(body: string): SiteAnswer {
  return { headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
