/** The forms that Medium's links take, and what each of them leads to. */

export type MediumLink =
  | { readonly kind: 'post'; readonly postId: string }
  /** A profile, a publication or a whole custom domain: its feed lists the posts. */
  | { readonly kind: 'listing'; readonly feed: URL }
  /** A page that holds nobody's writing; `what` names it. */
  | { readonly kind: 'other'; readonly what: string };

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

/** Sub-domains of medium.com that serve neither people nor publications. */
const HOUSE_HOSTS = /^(?:api|cdn-[\w-]+|cdn|glyph|help|link|miro|status)\.medium\.com$/;

/**
 * Tells what a link of Medium, or of a custom domain that is known to be Medium, leads to.
 *
 * @example
 * readMediumLink(new URL('https://medium.com/@mara/tides-0123456789ab')); // { kind: 'post', postId: '0123456789ab' }
 * readMediumLink(new URL('https://mara.medium.com')); // { kind: 'listing', feed: https://mara.medium.com/feed }
 */
export function readMediumLink(link: URL): MediumLink {
  const host = hostOf(link);
  if (HOUSE_HOSTS.test(host)) return { kind: 'other', what: `${host}, a service of Medium itself` };
  const segments = link.pathname.split('/').filter((segment) => segment !== '');
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
    case 'listing': {
      const account = host === 'medium.com' ? read.feed.pathname.replace(/^\/feed/, '') : '/';
      return new URL(account, `https://${host}`);
    }
    case 'other': {
      const plain = new URL(link);
      plain.hash = '';
      return plain;
    }
  }
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
  if (second === undefined || (second === 'feed' && segments.length === 2)) {
    return feedOfMedium([first]);
  }
  return post(segments) ?? section(segments.slice(1));
}

function onOwnHost(host: string, segments: readonly string[]): MediumLink {
  const [first] = segments;
  if (first === undefined || (first === 'feed' && segments.length === 1)) {
    return { kind: 'listing', feed: new URL('/feed', `https://${host}`) };
  }
  if (SECTIONS.has(first)) return section(segments);
  return post(segments) ?? section(segments);
}

function feedOfMedium(segments: readonly string[]): MediumLink {
  const [account] = segments;
  if (account === undefined || segments.length > 1 || !ACCOUNT.test(account)) {
    return { kind: 'other', what: 'a feed of neither a person nor a publication' };
  }
  return { kind: 'listing', feed: new URL(`https://medium.com/feed/${account}`) };
}

function post(segments: readonly string[]): MediumLink | undefined {
  const [first, second] = segments;
  if (segments.length > 2) return undefined;
  if (second !== undefined && first !== 'p' && SECTIONS.has(second)) return undefined;
  const postId = POST_ID_AT_END.exec(segments.at(-1) ?? '')?.[1];
  return postId === undefined ? undefined : { kind: 'post', postId };
}

function section(segments: readonly string[]): MediumLink {
  const known = SECTIONS.get(segments[0] ?? '');
  return { kind: 'other', what: known ?? 'a page without the id of a post' };
}

function hostOf(link: URL): string {
  const host = link.host.toLowerCase().replace(/\.$/, '');
  return host === 'www.medium.com' ? 'medium.com' : host;
}
