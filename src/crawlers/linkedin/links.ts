/** The URL forms of LinkedIn, and the one form of each thing. */

import { withoutTracking } from '../../extraction/tracking-parameters.ts';
import { percentDecoded } from '../percent-decoded.ts';

/** LinkedIn numbers one post three times: as the activity in the feed, and as the share or ugcPost that it is about. */
export type PostKind = 'activity' | 'share' | 'ugcPost';

export interface PostId {
  readonly kind: PostKind;
  readonly id: string;
}

export type LinkedinLink =
  | { readonly type: 'post'; readonly post: PostId }
  | { readonly type: 'pulse'; readonly slug: string }
  | { readonly type: 'profile' }
  /** `section` is the first part of the path: 'company', 'jobs', …; empty for the home page. */
  | { readonly type: 'other'; readonly section: string };

const HOME = 'https://www.linkedin.com';
const POST_KINDS: ReadonlyMap<string, PostKind> = new Map([
  ['activity', 'activity'],
  ['share', 'share'],
  ['ugcpost', 'ugcPost'],
]);

/**
 * What a link of LinkedIn leads to, from its path alone. Posts:
 * `/posts/<vanity>_<words>-activity-<id>-<4 chars>` (also `-share-`, `-ugcPost-`), `/feed/update/urn:li:activity:<id>`
 * and `/embed/feed/update/urn:li:share:<id>`, percent-encoded or not, on every country host, in mails below `/comm`.
 *
 * @example
 * readLink(new URL('https://uk.linkedin.com/posts/mara_tides-activity-7379151296441516032-4diG'));
 * // { type: 'post', post: { kind: 'activity', id: '7379151296441516032' } }
 */
export function readLink(link: URL): LinkedinLink {
  const parts = link.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(percentDecoded);
  if (parts[0] === 'comm') parts.shift();
  const post = postIn(parts);
  if (post !== undefined) return { type: 'post', post };
  const [section = '', slug] = parts;
  if (section === 'pulse' && slug !== undefined) return { type: 'pulse', slug: slug.toLowerCase() };
  if (section === 'in' || section === 'pub') return { type: 'profile' };
  return { type: 'other', section };
}

/**
 * The form of a link under which it is queued and fetched, without a request: on www, without what is not part of its
 * name. A `/posts/` link stays one, since that is the page that guests are shown; other forms of a post become
 * `/feed/update/urn:li:<kind>:<id>`, all that can be told from them. One `sourceId` holds them together.
 *
 * @example
 * canonicalLink(new URL('https://de.linkedin.com/pulse/Tides-Mara?trk=x')).href; // 'https://www.linkedin.com/pulse/tides-mara'
 */
export function canonicalLink(link: URL): URL {
  const read = readLink(link);
  if (read.type === 'post') return sharedLink(link) ?? postLink(read.post);
  if (read.type === 'pulse') return pulseLink(read.slug);
  const clean = withoutTracking(link, { dropFragment: true });
  // Never resolved as a relative link: a path of "//evil.example" would lead there.
  clean.protocol = 'https:';
  clean.host = new URL(HOME).host;
  clean.pathname = clean.pathname.split('/').filter(Boolean).join('/');
  return clean;
}

/** The `/posts/` link that people share, if it is one. */
export function sharedLink(link: URL): URL | undefined {
  const [, segment] = /\/posts\/([^/]+)\/?$/.exec(link.pathname) ?? [];
  return segment === undefined ? undefined : new URL(`/posts/${segment}`, HOME);
}

export function postLink({ kind, id }: PostId): URL {
  return new URL(`/feed/update/urn:li:${kind}:${id}`, HOME);
}

/** The page that other sites put into a frame: the post alone, shown to everybody. */
export function embedLink({ kind, id }: PostId): URL {
  return new URL(`/embed/feed/update/urn:li:${kind}:${id}`, HOME);
}

export function pulseLink(slug: string): URL {
  return new URL(`/pulse/${encodeURIComponent(slug)}`, HOME);
}

/** www, country and mobile hosts; `lnkd.in` and the engineering blog are others. */
export function isLinkedinHost(hostname: string): boolean {
  return /^(?:[a-z]{1,3}\.)?linkedin\.com$/.test(hostname);
}

/**
 * The post that a URN (`urn:li:share:<id>`) or a `/posts/` link names. The words of a `/posts/` link come first and may
 * look like an id themselves: the last one counts.
 */
export function postIdIn(text: string): PostId | undefined {
  const found = [
    ...percentDecoded(text).matchAll(
      /(?<![a-z0-9])(activity|share|ugcPost)[:-](\d{10,20})(?!\d)/gi,
    ),
  ];
  const [, kind = '', id] = found.at(-1) ?? [];
  const known = POST_KINDS.get(kind.toLowerCase());
  return known === undefined || id === undefined ? undefined : { kind: known, id };
}

function postIn([first, ...rest]: readonly string[]): PostId | undefined {
  if (first === 'posts') return postIdIn(rest[0] ?? '');
  const [feed, update, urn = ''] = first === 'embed' ? rest : [first, ...rest];
  const isUpdate = feed === 'feed' && update === 'update' && urn.startsWith('urn:li:');
  return isUpdate ? postIdIn(urn) : undefined;
}
