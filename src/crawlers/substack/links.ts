/** The forms that Substack's links take, and what each of them leads to. */

import { withoutTracking } from '../../extraction/tracking-parameters.ts';
import { percentDecoded } from '../percent-decoded.ts';

/** A post is named by its slug on the host of its publication, or by its number on any host. */
export type PostRef = { readonly slug: string } | { readonly id: number };

/** A person is named by a handle, which may change, or by a number, which does not. */
export type PersonRef = { readonly handle: string } | { readonly id: number };

export type SubstackLink =
  | { readonly kind: 'post'; readonly host: string; readonly post: PostRef }
  | { readonly kind: 'note'; readonly id: number }
  | { readonly kind: 'profile'; readonly person: PersonRef }
  /** A publication's front page, archive or feed. */
  | { readonly kind: 'publication'; readonly host: string }
  /** A page that goldpan does not read; `what` names it. */
  | { readonly kind: 'other'; readonly what: string; readonly hint?: string };

const HUB = 'substack.com';

/** Sub-domains of substack.com that are no publications. */
const HOUSE_HOSTS = /^(?:api|cdn|email|help|reader|support)\.substack\.com$/;

const NOTES: SubstackLink = {
  kind: 'other',
  what: 'a list of notes',
  hint: 'Give the profile of the person (https://substack.com/@name): posts and notes are followed from there.',
};

/** First path segments of a publication that hold no post. */
const SECTIONS: ReadonlyMap<string, string> = new Map([
  ['about', 'an about page'],
  ['account', 'a page of the account that is logged in'],
  ['chat', 'a chat'],
  ['cp', "a cross-post of somebody else's text"],
  ['leaderboard', 'a list of readers'],
  ['podcast', 'a list of episodes'],
  ['publish', 'the editor'],
  ['recommendations', 'a list of other publications'],
  ['s', 'a section of a publication'],
  ['settings', 'a settings page'],
  ['subscribe', 'a subscription page'],
  ['t', 'a list of posts by a tag'],
]);

/**
 * Tells what a link of Substack, or of a custom domain that is known to be Substack, leads to.
 *
 * @example
 * readSubstackLink(new URL('https://open.substack.com/pub/mara/p/tides?r=1ttoeh'));
 * // { kind: 'post', host: 'mara.substack.com', post: { slug: 'tides' } }
 */
export function readSubstackLink(link: URL): SubstackLink {
  const host = hostOf(link);
  const segments = link.pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map(percentDecoded);
  if (HOUSE_HOSTS.test(host)) return { kind: 'other', what: `a page of ${host}` };
  if (host === 'open.substack.com') return onOpen(segments, link);
  return (
    numbered(host, segments, link) ??
    (host === HUB ? onHub(segments) : onPublication(host, segments))
  );
}

/**
 * One form for every form of a link, as far as that is knowable without a request: queries (`?r=` is the reader who
 * shared it) and fragments are dropped, numbered posts come together on substack.com, which redirects to the publication.
 *
 * @example
 * canonicalSubstackLink(new URL('https://substack.com/@mara/p-1702?r=1ttoeh')).href; // 'https://substack.com/home/post/p-1702'
 */
export function canonicalSubstackLink(link: URL): URL {
  const read = readSubstackLink(link);
  switch (read.kind) {
    case 'post':
      return 'slug' in read.post ? postLink(read.host, read.post.slug) : appLink(read.post.id);
    case 'note':
      return new URL(`/note/c-${read.id}`, `https://${HUB}`);
    case 'profile':
      return profileLink(read.person);
    case 'publication':
      return new URL(`https://${read.host}/`);
    case 'other':
      return withoutTracking(link, { dropFragment: true });
  }
}

export function postLink(host: string, slug: string): URL {
  return new URL(`/p/${encodeURIComponent(slug)}`, `https://${host}`);
}

/** A post in the reading app, from where readers without account are led to the publication. */
export function appLink(id: number): URL {
  return new URL(`/home/post/p-${id}`, `https://${HUB}`);
}

export function profileLink(person: PersonRef): URL {
  const path = 'id' in person ? `/profile/${person.id}` : `/@${encodeURIComponent(person.handle)}`;
  return new URL(path, `https://${HUB}`);
}

/** A note as a reader would share it. */
export function noteLink(id: number, handle: string | undefined): URL {
  const by = handle === undefined ? '' : `/@${encodeURIComponent(handle)}`;
  return new URL(`${by}/note/c-${id}`, `https://${HUB}`);
}

/** The host that belongs to no publication. */
export function isHub(hostname: string): boolean {
  return hostname === HUB || hostname === `www.${HUB}` || hostname === `open.${HUB}`;
}

export function isSubstackHost(hostname: string): boolean {
  return hostname === HUB || hostname.endsWith(`.${HUB}`);
}

function onOpen(segments: readonly string[], link: URL): SubstackLink {
  const [pub, name = '', ...path] = segments;
  // A name is a label of a host name, nothing that could lead to another host.
  if (pub === 'pub' && /^[a-z0-9-]{1,63}$/i.test(name)) {
    const host = `${name.toLowerCase()}.${HUB}`;
    return numbered(host, path, link) ?? onPublication(host, path);
  }
  return numbered(HUB, segments, link) ?? { kind: 'other', what: 'a page of the Substack app' };
}

function onHub([first]: readonly string[]): SubstackLink {
  if (first === undefined || first === 'home') {
    return { kind: 'other', what: 'the front page of Substack' };
  }
  const handle = /^@([\w.-]{1,64})$/.exec(first)?.[1]?.toLowerCase();
  if (handle !== undefined) return { kind: 'profile', person: { handle } };
  if (first === 'notes') return NOTES;
  return { kind: 'other', what: SECTIONS.get(first) ?? 'a page of Substack itself' };
}

function onPublication(host: string, segments: readonly string[]): SubstackLink {
  const [first, second, third] = segments;
  if (first === undefined) return { kind: 'publication', host };
  if ((first === 'archive' || first === 'feed') && second === undefined) {
    return { kind: 'publication', host };
  }
  if (first === 'p' && second !== undefined && (third === undefined || third === 'comments')) {
    return { kind: 'post', host, post: { slug: second } };
  }
  if (first === 'notes') return NOTES;
  if (first === 'p') return { kind: 'other', what: 'a comment' };
  return { kind: 'other', what: SECTIONS.get(first) ?? 'no page that goldpan knows' };
}

/** What bears a number is the same on every host: posts, notes and people. */
function numbered(host: string, segments: readonly string[], link: URL): SubstackLink | undefined {
  const post = numberedPost(segments, link);
  if (post !== undefined) return { kind: 'post', host, post: { id: post } };
  const at = segments.indexOf('note');
  const note = at === -1 || at > 2 ? undefined : numberIn(/^c-(\d{1,15})$/, segments[at + 1]);
  if (note !== undefined) return { kind: 'note', id: note };
  const [first = '', second] = segments;
  const isPerson = first === 'profile' || first === 'people' || first === 'users';
  const person = isPerson ? numberIn(/^(\d{1,15})(?:-|$)/, second) : undefined;
  return person === undefined ? undefined : { kind: 'profile', person: { id: person } };
}

/**
 * `/home/post/p-<id>`, `/@handle/p-<id>`, `/@handle/note/p-<id>`, `/inbox/post/<id>`, `/i/<id>/<heading>`,
 * `/app-link/post?post_id=<id>`.
 */
function numberedPost(
  [first = '', second = '', third = '']: readonly string[],
  { searchParams }: URL,
): number | undefined {
  if (first === 'home' && second === 'post') return numberIn(/^p-(\d{1,15})$/, third);
  if (first.startsWith('@')) {
    return numberIn(/^p-(\d{1,15})$/, second === 'note' ? third : second);
  }
  if (first === 'note') return numberIn(/^p-(\d{1,15})$/, second);
  if (first === 'inbox' && second === 'post') return numberIn(/^(\d{1,15})$/, third);
  if (first === 'i') return numberIn(/^(\d{1,15})$/, second);
  if (first === 'app-link' && second === 'post') {
    return numberIn(/^(\d{1,15})$/, searchParams.get('post_id') ?? '');
  }
  return undefined;
}

function numberIn(pattern: RegExp, text = ''): number | undefined {
  const digits = pattern.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function hostOf(link: URL): string {
  const host = link.host.toLowerCase().replace(/\.$/, '');
  return host === `www.${HUB}` ? HUB : host;
}
