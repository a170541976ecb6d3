/** Links to archives: `file:///home/mara/export.zip?site=https://mara.substack.com`. */
import { InvalidEventError } from '../../errors.ts';

/** Where the publication of a Substack export is; the export itself does not say it. */
const SITE = 'site';

/**
 * The one form of a link to an archive: the path, and of its query only the site.
 *
 * @example
 * canonicalArchiveLink(new URL('file:///tmp/export.zip?x=1#y')).href; // 'file:///tmp/export.zip'
 */
export function canonicalArchiveLink(link: URL): URL {
  const plain = new URL(link);
  const site = link.searchParams.get(SITE);
  plain.hash = '';
  plain.search = '';
  const host = site === null ? undefined : webHost(site);
  // Spelled as a person would. What is no address is kept, to be refused when it is needed.
  if (host !== undefined) plain.search = `?${SITE}=https://${host}`;
  else if (site !== null) plain.searchParams.set(SITE, site);
  return plain;
}

/**
 * The host of the publication that the link names.
 *
 * @throws InvalidEventError when it names none, or nothing that could be one
 * @example
 * siteOf(new URL('file:///tmp/export.zip?site=https://mara.substack.com')); // 'mara.substack.com'
 */
export function siteOf(link: URL): string {
  const site = link.searchParams.get(SITE);
  if (site === null || site.trim() === '') {
    throw new InvalidEventError('An export of Substack does not say where its publication is', {
      link,
      hint: 'Say it with --site https://name.substack.com, or in links.json as "export.zip?site=https://name.substack.com".',
    });
  }
  const host = webHost(site);
  if (host === undefined || /^(?:www\.|open\.)?substack\.com$/.test(host)) {
    throw new InvalidEventError('The site of the archive is no address of a publication', {
      link,
      hint: 'Give it as your readers see it: https://name.substack.com, or your own domain.',
    });
  }
  return host;
}

/** With or without its scheme, as people write it. */
function webHost(site: string): string | undefined {
  const text = site.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return isWeb && url.hostname.includes('.') ? url.host : undefined;
}
