/** The page of a profile or a publication: the first ten posts or so, in its state and in its markup. */
import type { CheerioAPI } from 'cheerio/slim';
import { ExtractionEmptyError } from '../../errors.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { LinkHarvest } from '../crawler.ts';
import { type ApolloState, readApolloState, record } from './apollo.ts';
import { isObject, type JsonObject } from './json-object.ts';
import {
  accountOfHost,
  isOf,
  lastingLink,
  type MediumAccount,
  readMediumLink,
  sharedLink,
} from './links.ts';
import { readStoredFacts } from './stored-post.ts';

export interface ListedPost extends Omit<LinkHarvest, 'kind'> {
  readonly author?: string;
}

export interface ListingPage {
  /** Newest first, without comments and without what others wrote elsewhere. */
  readonly posts: readonly ListedPost[];
  /** The host of its own, where it has one besides its name on medium.com. */
  readonly host?: string;
}

/** What a comment is called by what it comments on; depending on the year. */
const COMMENT_OF = ['inResponseToPostResult', 'inResponseToCatalogResult', 'inResponseToPostId'];

/**
 * @throws ExtractionEmptyError when it holds no post of the account
 * @example
 * const { posts, host } = readListingPage(await fetch.page(account.page), account);
 */
export function readListingPage(page: FetchedPage, account: MediumAccount): ListingPage {
  const state = readApolloState(page.text) ?? {};
  const owner = ownerIn(state, account);
  const host = hostOf(owner) ?? page.url.host;
  const isOwn = (link: URL): boolean =>
    isOf(link, account) || (host !== 'medium.com' && isOf(link, accountOfHost(host)));
  const $ = parseHtml(page.text);
  const posts = [...postsInState(state, owner, isOwn), ...postsInMarkup($, page.url, isOwn)];
  if (posts.length === 0) {
    throw new ExtractionEmptyError(`The page of ${account.name} lists no posts`, {
      link: page.url,
    });
  }
  return { posts, ...(host !== 'medium.com' && { host }) };
}

type IsOwn = (link: URL) => boolean;

/** Never simply the first person in the state: that may be the reader, or whoever is recommended. */
function ownerIn(state: ApolloState, { name }: MediumAccount): JsonObject | undefined {
  const wanted = name.toLowerCase();
  for (const [key, value] of Object.entries(state)) {
    const found = /^(?:User|Collection):/.test(key) ? record(state, value) : undefined;
    if (found === undefined) continue;
    const person = typeof found.username === 'string' ? `@${found.username}` : found.slug;
    if ([person, hostOf(found)].some((one) => isText(one) && one.toLowerCase() === wanted)) {
      return found;
    }
  }
  return undefined;
}

function hostOf(owner: JsonObject | undefined): string | undefined {
  const live = nested(nested(owner?.customDomainState)?.live)?.domain;
  const domain = isText(live) ? live : owner?.domain;
  return isText(domain) && /^[\w-]+(?:\.[\w-]+)+$/.test(domain) ? domain.toLowerCase() : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function nested(value: unknown): JsonObject | undefined {
  return record({}, value);
}

function postsInState(
  state: ApolloState,
  owner: JsonObject | undefined,
  isOwn: IsOwn,
): ListedPost[] {
  const isOwner = (reference: unknown): boolean =>
    owner !== undefined && record(state, reference) === owner;
  const posts = Object.entries(state).flatMap(([key, value]): ListedPost[] => {
    const [, postId] = /^Post:([0-9a-f]{8,12})$/.exec(key) ?? [];
    const post = record(state, value);
    if (postId === undefined || post === undefined) return [];
    const { title, link = lastingLink(postId), ...dates } = readStoredFacts(post);
    if (!isOwner(post.creator) && !isOwner(post.collection) && !isOwn(link)) return [];
    if (COMMENT_OF.some((name) => isObject(post[name]) || isText(post[name]))) return [];
    const author = record(state, post.creator)?.name;
    const { firstPublishedAt: publishedAt, latestPublishedAt: changedAt = publishedAt } = dates;
    return [
      {
        link: sharedLink(link),
        ...(isText(author) && { author }),
        ...(title !== undefined && { title }),
        ...(publishedAt !== undefined && { publishedAt }),
        ...(changedAt !== undefined && { changedAt }),
      },
    ];
  });
  const timeOf = ({ publishedAt }: ListedPost): number => publishedAt?.getTime() ?? 0;
  return posts.sort((one, other) => timeOf(other) - timeOf(one));
}

/** Only links that are addressed as the account's own: a page is full of links to others' posts. */
function postsInMarkup($: CheerioAPI, base: URL, isOwn: IsOwn): ListedPost[] {
  return $('a[href]')
    .toArray()
    .flatMap(({ attribs }): ListedPost[] => {
      const link = URL.parse(attribs.href ?? '', base.href);
      const isPost = link !== null && readMediumLink(link).kind === 'post' && isOwn(link);
      return isPost ? [{ link: sharedLink(link) }] : [];
    });
}
