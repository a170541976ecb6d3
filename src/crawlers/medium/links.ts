/** The forms that Medium's links take, and what each of them leads to. */

export type MediumLink =
  | { readonly kind: 'post'; readonly postId: string; readonly account?: MediumAccount }
  | { readonly kind: 'listing'; readonly account: MediumAccount }
  /** A page that holds nobody's writing; `what` names it. */
  | { readonly kind: 'other'; readonly what: string };

/** Whose posts: a profile (`@name`), a publication, or a host that belongs to either. */
export interface MediumAccount {
  /** As the host or the first path segment names it: 'mara.medium.com', '@mara', 'tidewater-notes'. */
  readonly name: string;
  readonly page: URL;
  readonly feed: URL;
  /** Absent where Medium keeps none: profiles on medium.com. */
  readonly sitemap?: URL;
}

// 8 to 12 digits: leading zeros are dropped, so the often seen /[0-9a-f]{12}$/ misses posts.
const POST_ID_AT_END = /^(?:.*-)?([0-9a-f]{8,12})$/;
const ACCOUNT = /^@?[\w.-]+$/;

/** First path segments of medium.com that are neither a profile nor a publication. */
const PAGES_OF_MEDIUM: ReadonlyMap<string, string> = new Map([
  ['m', 'a sign-in page'],
  ['me', 'a page of the account that is logged in'],
  ['search', 'a search page'],
  ['tag', 'a list of posts by a tag'],
  ['tags', 'a list of tags'],
  ['topic', 'a list of posts by a topic'],
  ['topics', 'a list of topics'],
  ['explore-topics', 'a list of topics'],
  ['about', 'a page about Medium'],
  ['membership', 'a page about membership'],
  ['plans', 'a page about membership'],
  ['creators', 'a page about membership'],
  ['new-story', 'the editor'],
  ['media', 'an embedded widget'],
  ['r', 'a redirect'],
  ['u', 'a profile by its number'],
  ['_', 'an address that Medium keeps for itself'],
]);

/** Sections of a profile, a publication or a custom domain that list what others wrote, or nothing. */
const SECTIONS: ReadonlyMap<string, string> = new Map([
  ['m', 'a sign-in page'],
  ['about', 'an about page'],
  ['archive', 'an archive list'],
  ['followers', 'a list of followers'],
  ['following', 'a list of followed people'],
  ['list', 'a reading list'],
  ['lists', 'a list of reading lists'],
  ['search', 'a search page'],
  ['subscribe', 'a subscription page'],
  ['tagged', 'a list of posts by a tag'],
]);

/** Tabs of a profile or a publication that list its own posts. */
const LISTS_OF_ALL = new Set(['feed', 'home', 'latest', 'all']);

/** Sub-domains of medium.com that serve neither people nor publications. */
const HOUSE_HOSTS = /^(?:api|cdn-[\w-]+|cdn|glyph|help|link|miro|status)\.medium\.com$/;

/**
 * Tells what a link of Medium, or of a custom domain that is known to be Medium, leads to.
 *
 * @example
 * readMediumLink(new URL('https://medium.com/@mara/tides-0123456789ab')); // { kind: 'post', postId: '0123456789ab', account: { name: '@mara', … } }
 * readMediumLink(new URL('https://mara.medium.com')); // { kind: 'listing', account: { name: 'mara.medium.com', … } }
 */
export function readMediumLink(link: URL): MediumLink {
  const host = hostOf(link);
  if (HOUSE_HOSTS.test(host)) return { kind: 'other', what: `${host}, a service of Medium itself` };
  const segments = segmentsOf(link);
  return host === 'medium.com' ? onMedium(segments) : onOwnHost(host, segments);
}

/**
 * The form of a link under which it is queued and fetched: https, no parameters, no trailing slash. The path stays as
 * people share it: `/p/<id>` would unite all forms, but costs a redirect a post, and nobody would know their links again;
 * the `sourceId` unites them. Friend links keep their `sk`: without the key a member-only post is a preview.
 *
 * @example
 * canonicalMediumLink(new URL('https://mara.medium.com/tides-0123456789ab?source=rss')).href; // https://mara.medium.com/tides-0123456789ab
 */
export function canonicalMediumLink(link: URL): URL {
  const host = hostOf(link);
  const path = link.pathname.replace(/(.)\/+$/, '$1');
  const read = readMediumLink(link);
  switch (read.kind) {
    case 'post': {
      const friendKey = link.searchParams.get('sk');
      const query = friendKey === null ? '' : `?sk=${encodeURIComponent(friendKey)}`;
      return new URL(path + query, `https://${host}`);
    }
    case 'listing':
      return read.account.page;
    case 'other': {
      const plain = new URL(link);
      plain.hash = '';
      return plain;
    }
  }
}

/** Where a post can be asked for whatever becomes of its author's, its publication's and its domain's name. */
export function lastingLink(postId: string): URL {
  return new URL(`https://medium.com/p/${postId}`);
}

/**
 * Does a link of a post belong to the account? On medium.com by its first path segment, else by its host.
 *
 * @example
 * isOf(new URL('https://medium.com/@mara/tides-0123456789ab'), account); // true
 */
export function isOf(link: URL, account: MediumAccount): boolean {
  const host = hostOf(link);
  if (host !== 'medium.com') return host === account.name;
  const [first = ''] = segmentsOf(link);
  return first.toLowerCase() === account.name.toLowerCase();
}

/** The account whose host it is. */
export function accountOfHost(host: string): MediumAccount {
  const at = (path: string): URL => new URL(path, `https://${host}`);
  return { name: host, page: at('/'), feed: at('/feed'), sitemap: at('/sitemap/sitemap.xml') };
}

/** The link of a post as a reader would share it: https, and none of Medium's parameters. */
export function sharedLink(link: URL): URL {
  return new URL(link.pathname, `https://${hostOf(link)}`);
}

function onMedium(segments: readonly string[]): MediumLink {
  const [first, second] = segments;
  if (first === undefined) return { kind: 'other', what: 'the front page of Medium' };
  if (first === 'p') return post(segments) ?? { kind: 'other', what: 'a page beside a post' };
  if (first === 'feed') return feedOfMedium(segments.slice(1));
  const page = PAGES_OF_MEDIUM.get(first);
  if (page !== undefined) return { kind: 'other', what: page };
  if (!ACCOUNT.test(first)) return { kind: 'other', what: 'no page that goldpan knows' };
  if (second === undefined || (LISTS_OF_ALL.has(second) && segments.length === 2)) {
    return feedOfMedium([first]);
  }
  return post(segments, accountOfMedium(first)) ?? section(segments.slice(1));
}

function onOwnHost(host: string, segments: readonly string[]): MediumLink {
  const [first] = segments;
  if (first === undefined || (LISTS_OF_ALL.has(first) && segments.length === 1)) {
    return { kind: 'listing', account: accountOfHost(host) };
  }
  if (SECTIONS.has(first)) return section(segments);
  return post(segments, accountOfHost(host)) ?? section(segments);
}

function feedOfMedium(segments: readonly string[]): MediumLink {
  const [account] = segments;
  if (account === undefined || segments.length > 1 || !ACCOUNT.test(account)) {
    return { kind: 'other', what: 'a feed of neither a person nor a publication' };
  }
  return { kind: 'listing', account: accountOfMedium(account) };
}

function accountOfMedium(name: string): MediumAccount {
  const at = (path: string): URL => new URL(path, 'https://medium.com');
  return {
    name,
    page: at(`/${name}`),
    feed: at(`/feed/${name}`),
    ...(!name.startsWith('@') && { sitemap: at(`/${name}/sitemap/sitemap.xml`) }),
  };
}

function post(segments: readonly string[], account?: MediumAccount): MediumLink | undefined {
  const [first, second] = segments;
  if (segments.length > 2) return undefined;
  if (second !== undefined && first !== 'p' && SECTIONS.has(second)) return undefined;
  const postId = POST_ID_AT_END.exec(segments.at(-1) ?? '')?.[1];
  if (postId === undefined) return undefined;
  return { kind: 'post', postId, ...(account !== undefined && first !== 'p' && { account }) };
}

function section(segments: readonly string[]): MediumLink {
  const known = SECTIONS.get(segments[0] ?? '');
  return { kind: 'other', what: known ?? 'a page without the id of a post' };
}

function segmentsOf(link: URL): string[] {
  return link.pathname.split('/').filter((segment) => segment !== '');
}

function hostOf(link: URL): string {
  const host = link.host.toLowerCase().replace(/\.$/, '');
  return host === 'www.medium.com' ? 'medium.com' : host;
}
