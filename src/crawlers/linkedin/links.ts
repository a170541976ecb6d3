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
  /** Pages of a company, a showcase or a school; `path` is the one that guests are shown: 'company/tidepool'. */
  | { readonly type: 'organisation'; readonly path: string }
  | { readonly type: 'newsletter'; readonly slug: string }
  /** `vanity` is absent for the old `/pub/` links, which name nobody. */
  | { readonly type: 'profile'; readonly vanity?: string }
  /** `section` is the first part of the path: 'company', 'jobs', …; empty for the home page. */
  | { readonly type: 'other'; readonly section: string };

const HOME = 'https://www.linkedin.com';
const POST_KINDS: ReadonlyMap<string, PostKind> = new Map([
  ['activity', 'activity'],
  ['share', 'share'],
  ['ugcpost', 'ugcPost'],
]);

/** Organisations, whose pages show guests their newest posts. */
const ORGANISATIONS: ReadonlySet<string> = new Set(['company', 'showcase', 'school']);

/** What stands below `/pulse/` beside articles: lists of what editors have chosen, and an interface. */
const NO_ARTICLES: ReadonlySet<string> = new Set(['topics', 'api']);

/** Sections whose links name a post by its URN: the feed, frames on other sites, live videos, an author's own counts. */
const SECTIONS_OF_URNS: ReadonlySet<string> = new Set(['feed', 'embed', 'video', 'analytics']);

/** Parameters by which a link to the feed, out of a notification, names the post at its top. */
const HIGHLIGHTED = ['highlightedUpdateUrn', 'highlightedUpdateUrns', 'updateUrn'];

/**
 * What a link of LinkedIn leads to, without a request. Posts:
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
  if (parts[0] === 'comm' || parts[0] === 'mwlite') parts.shift();
  const post = postIn(parts, link.searchParams);
  if (post !== undefined) return { type: 'post', post };
  const [section = '', name] = parts;
  if (section === 'in' && name !== undefined) return { type: 'profile', vanity: name };
  if (section === 'in' || section === 'pub') return { type: 'profile' };
  if (name === undefined) return { type: 'other', section };
  if (ORGANISATIONS.has(section)) {
    return { type: 'organisation', path: `${section}/${name.toLowerCase()}` };
  }
  if (section === 'newsletters') return { type: 'newsletter', slug: name.toLowerCase() };
  if (section === 'pulse' && !NO_ARTICLES.has(name)) {
    return { type: 'pulse', slug: name.toLowerCase() };
  }
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
  if (read.type === 'organisation') return below(...read.path.split('/', 2));
  if (read.type === 'newsletter') return below('newsletters', read.slug);
  if (read.type === 'profile' && read.vanity !== undefined) return below('in', read.vanity);
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

/** What a person has published and shared, newest first. LinkedIn shows it to its members only. */
export function recentActivityLink(vanity: string): URL {
  return new URL(`${below('in', vanity).pathname}/recent-activity/all/`, HOME);
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

function postIn([section = '', ...rest]: readonly string[], query: URLSearchParams) {
  if (section === 'posts') return postIdIn(rest[0] ?? '');
  if (!SECTIONS_OF_URNS.has(section)) return undefined;
  const highlighted = HIGHLIGHTED.map((name) => query.get(name) ?? '');
  const urn = [...rest, ...highlighted].find((part) => part.startsWith('urn:li:'));
  return urn === undefined ? undefined : postIdIn(urn);
}

/** A slash within a name would make another link of it. */
function below(...names: string[]): URL {
  return new URL(`/${names.map((name) => encodeURIComponent(name)).join('/')}`, HOME);
}
