/** How far a source reaches: the given site, and on it only what is below the given page. */
import { bareHost } from './found-link.ts';

export interface Site {
  /** Of the page that the source starts from. */
  readonly address: URL;
  /** Path of the given page as a folder: '/' for a home page, '/blog/' for https://mara.example/blog. */
  readonly folder: string;
  /** Is it on this site at all? */
  has(link: URL): boolean;
  /** Is it on this site and below the given page? */
  includes(link: URL): boolean;
}

/**
 * @example
 * siteOf(new URL('https://mara.github.io/blog')).includes(new URL('https://mara.github.io/shop/')); // false
 */
export function siteOf(address: URL): Site {
  const host = bareHost(address);
  const folder = folderOf(address);
  const has = (link: URL): boolean => /^https?:$/.test(link.protocol) && bareHost(link) === host;
  return {
    address,
    folder,
    has,
    includes: (link) => has(link) && folderOf(link).startsWith(folder),
  };
}

function folderOf({ pathname }: URL): string {
  const path = pathname
    .replace(/\/(?:index\.\w+|home)$/i, '/')
    .replace(/\.(?:html?|php|aspx?)$/i, '');
  return path.endsWith('/') ? path : `${path}/`;
}

/** A link as the site writes it, with the scheme that the site was reached by: what is on it has one address only. */
export function linkOnSite(written: string, base: URL, { has, address }: Site): URL | undefined {
  const link = URL.parse(written.trim(), base.href);
  if (link === null || !has(link)) return undefined;
  link.protocol = address.protocol;
  link.hash = '';
  return link;
}
