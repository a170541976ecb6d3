/** Mara's own blog, as a static site generator writes it. */
import { readFileSync } from 'node:fs';
import type { Site, SiteAnswer } from './replica.ts';

const BLOG = 'https://mara.example';

export const maraBlogLinks = {
  /** Hugo's look: line numbers in a table, formulas, footnotes, comments by others. */
  article: `${BLOG}/notes/seven-cosines/`,
  /** Without JSON-LD: microformats, line numbers in the lines, lazy images. */
  secondArticle: `${BLOG}/notes/late-data/`,
  /** Answered with 404. */
  lost: `${BLOG}/notes/lost-at-sea`,
  /** Says "not found" with status 200. */
  softLost: `${BLOG}/notes/gone/`,
  pdf: `${BLOG}/papers/cosines.pdf`,
  home: `${BLOG}/`,
  feed: `${BLOG}/index.xml`,
};

const PAGES = new Map<string, () => SiteAnswer>([
  [maraBlogLinks.article, page('seven-cosines.html')],
  [maraBlogLinks.secondArticle, page('late-data.html')],
  [maraBlogLinks.lost, page('lost.html', 404)],
  [maraBlogLinks.softLost, page('gone.html')],
  [maraBlogLinks.home, page('home.html')],
  [maraBlogLinks.feed, page('index.xml', 200, 'application/rss+xml; charset=utf-8')],
  [`${BLOG}/sitemap.xml`, page('sitemap.xml', 200, 'application/xml')],
  [
    maraBlogLinks.pdf,
    () => ({ headers: { 'content-type': 'application/pdf' }, body: '%PDF-1.7\n%…\n' }),
  ],
  [
    `${BLOG}/robots.txt`,
    () => ({ headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow:\n' }),
  ],
]);

export const maraBlogSite: Site = {
  hosts: ['mara.example', 'www.mara.example'],
  answer({ url }) {
    if (url.hostname === 'www.mara.example') {
      return { status: 301, headers: { location: `${BLOG}${url.pathname}${url.search}` } };
    }
    return PAGES.get(`${BLOG}${url.pathname}`)?.();
  },
};

function page(name: string, status = 200, type = 'text/html; charset=utf-8'): () => SiteAnswer {
  return () => ({
    status,
    headers: { 'content-type': type },
    body: readFileSync(new URL(`./pages/mara/${name}`, import.meta.url), 'utf8'),
  });
}
