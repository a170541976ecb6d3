/** The sites whose links are measured, beside the replica's own: blogs, a feed, and captured pages where they are at hand. */
import {
  capturedPages,
  hasCapturedPages,
  readCaptured,
} from '../../test/crawlers/captured-pages.ts';
import { manyBlogs } from '../../test/sites/many-blogs.ts';
import type { Site } from '../../test/sites/replica.ts';

export const BLOGS = manyBlogs({ blogs: 20, postsEach: 20 });
/** Links of the feed. */
const LISTED = 100;

export const feed: Site = {
  hosts: ['gazette.example'],
  answer: ({ url }) =>
    url.pathname === '/feed.xml'
      ? { headers: { 'content-type': 'application/rss+xml' }, body: feedOf(LISTED) }
      : undefined,
};

function feedOf(count: number): string {
  const items = Array.from({ length: count }, (_, at) => {
    const link = `https://gazette.example/log/${at}`;
    return `<item><title>Log ${at}</title><link>${link}</link><guid>${link}</guid><pubDate>Mon, 02 Mar 2026 06:00:00 GMT</pubDate></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title><link>https://gazette.example/</link>${items.join('')}</channel></rss>`;
}

export const captured: readonly { readonly link: string; readonly body: Uint8Array }[] =
  hasCapturedPages
    ? capturedPages(/^(?:medium|substack|linkedin)\/.*\.html$/)
        .filter(({ link }) => URL.canParse(link))
        .map(({ file, link }) => ({ link, body: readCaptured(file) }))
    : [];

export const capturedSite: Site = {
  hosts: [...new Set(captured.map(({ link }) => new URL(link).hostname))],
  answer: ({ url }) => {
    const page = captured.find(({ link }) => new URL(link).pathname === url.pathname);
    return page && { body: page.body };
  },
};

/** Host by turns: no two links of a batch share one. */
export const byTurns = (links: readonly string[], hosts: number): string[] =>
  links
    .map((link, at) => ({ link, at: (at % (links.length / hosts)) * hosts + at }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ link }) => link);
