/** A publication of the replica site, and its lists: archive, sitemap and feed. */
import { readFileSync } from 'node:fs';
import { homeOf, postState, type ReplicaPost, type ReplicaPublication } from './substack-page.ts';

export interface SubstackReplica {
  readonly publication: ReplicaPublication;
  /** Newest first, as the archive lists them. */
  readonly posts: readonly ReplicaPost[];
}

/** The file has a line for each block, to be read; Substack has no white space between them. */
export function substackBody(name: string): string {
  const file = readFileSync(new URL(`pages/substack/${name}.body.html`, import.meta.url), 'utf8');
  return file.replaceAll('>\n', '>');
}

/** As `/api/v1/archive` and `/api/v1/profile/posts` list posts: without their bodies. */
export function listedState(post: ReplicaPost, publication: ReplicaPublication): object {
  const { body_html: _, ...entry } = postState(post, publication);
  return entry;
}

export function sitemapOf({ publication, posts }: SubstackReplica): string {
  const home = `https://${homeOf(publication)}`;
  const fixed = ['', '/archive', '/about', '/podcast'].map(
    (path) => `<url><loc>${home}${path}</loc><changefreq>weekly</changefreq></url>`,
  );
  const dated = posts
    .toReversed()
    .map(
      ({ slug, updatedAt }) =>
        `<url><loc>${home}/p/${slug}</loc><lastmod>${updatedAt.slice(0, 10)}</lastmod><changefreq>monthly</changefreq></url>`,
    );
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${[...fixed, ...dated].join('\n')}
</urlset>
`;
}

/** Its twenty newest posts. */
export function feedOf({ publication, posts }: SubstackReplica): string {
  const home = `https://${homeOf(publication)}`;
  const cdata = (text: string): string => `<![CDATA[${text}]]>`;
  const items = posts
    .slice(0, 20)
    .map(
      ({ slug, title, subtitle, bylines, postDate, bodyHtml }) =>
        `<item><title>${cdata(title)}</title><description>${cdata(subtitle)}</description><link>${home}/p/${slug}</link><guid isPermaLink="false">${home}/p/${slug}</guid><dc:creator>${cdata(bylines[0]?.name ?? '')}</dc:creator><pubDate>${new Date(postDate).toUTCString()}</pubDate><content:encoded>${cdata(bodyHtml)}</content:encoded></item>`,
    );
  return `<?xml version="1.0" encoding="UTF-8"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" version="2.0"><channel><title>${cdata(publication.name)}</title><link>${home}</link><generator>Substack</generator><atom:link href="${home}/feed" rel="self" type="application/rss+xml"/>${items.join('')}</channel></rss>`;
}
