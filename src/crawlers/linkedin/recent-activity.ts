/**
 * A member's recent activity, seen with the person's own session: only the numbers of posts are taken from it. What is in
 * the posts is read later, from their public pages, without the session.
 */
import type { Cheerio, CheerioAPI } from 'cheerio/slim';
import type { Element } from 'domhandler';
import { LoginRequiredError, UpstreamError } from '../../errors.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { CrawlContext, LinkHarvest } from '../crawler.ts';
import { activityTime } from './activity-time.ts';
import { placeOf } from './cards.ts';
import { postLink, recentActivityLink } from './links.ts';
import { missing } from './missing.ts';

/** A page of LinkedIn rests seldom, and all of it has half a minute: the newest few dozen posts, no more. */
const SCROLLS = 2;

/** Each generation of the page marks its posts by one of these. */
const MARKS = ['data-urn', 'data-activity-urn', 'data-id'] as const;
const CARD = MARKS.map((mark) => `[${mark}^="urn:li:"]`).join(',');

/** The line above a post that somebody else has written: "… reposted this", "… commented on this". */
const HEADER = '[class*="components-header"],[class*="card__header"],[data-view-name*="header"]';

/**
 * One page, opened once in the browser with the cookie.
 *
 * @returns the posts that the member has written, newest first
 * @throws LoginRequiredError when the session has ended
 * @throws ExtractionEmptyError when the page shows no post of the member
 */
export async function listRecentActivity(
  vanity: string,
  cookie: string,
  { fetch, log }: Pick<CrawlContext, 'fetch' | 'log'>,
): Promise<LinkHarvest[]> {
  const link = recentActivityLink(vanity);
  const page = await fetch.render(link, { cookie, scrolls: SCROLLS }).catch((error: unknown) => {
    throw isEndOfSession(error) ? sessionHasEnded(link, error) : error;
  });
  const posts = readRecentActivity(page, vanity);
  log.warn('Of recent activity only the newest posts are listed; the export has them all', {
    link: link.href,
    posts: posts.length,
  });
  return posts;
}

/**
 * The posts of a member on the page of their activity, without what they only passed on or commented.
 *
 * @throws ExtractionEmptyError
 */
export function readRecentActivity(page: FetchedPage, vanity: string): LinkHarvest[] {
  const $ = parseHtml(page.text);
  const places = new Set([placeOf(`/in/${encodeURIComponent(vanity)}`), placeOf(page.url.href)]);
  const ids = cardsOf($).flatMap((card) => {
    const place = authorOf($, card);
    return place !== undefined && places.has(place) ? (idOf(card) ?? []) : [];
  });
  if (ids.length === 0) throw missing(`a post by /in/${vanity}`, page.url);
  return [...new Set(ids)]
    .toSorted((one, other) => (BigInt(one) < BigInt(other) ? 1 : -1))
    .map((id) => {
      const publishedAt = activityTime(id);
      return {
        kind: 'link',
        link: postLink({ kind: 'activity', id }),
        ...(publishedAt !== undefined && { publishedAt }),
      };
    });
}

/** The outermost cards: what stands within one is the original of a reshare. */
function cardsOf($: CheerioAPI): Cheerio<Element>[] {
  return $<Element, string>(CARD)
    .toArray()
    .map((element) => $(element))
    .filter((card) => {
      const around = card.parents(CARD).toArray();
      return idOf(card) !== undefined && around.every((one) => idOf($(one)) === undefined);
    });
}

function idOf(card: Cheerio<Element>): string | undefined {
  const urns = MARKS.map((mark) => card.attr(mark) ?? '');
  // One card may gather several posts, each of somebody else: `urn:li:aggregate:(…,…)`.
  return urns.flatMap((urn) => /^urn:li:activity:(\d{10,20})$/.exec(urn)?.[1] ?? [])[0];
}

/**
 * The first member or organisation in a card is its author, unless a line above says what somebody did with it. Comments and
 * the originals of reshares, which are marked as well, have authors of their own.
 */
function authorOf($: CheerioAPI, card: Cheerio<Element>): string | undefined {
  if (card.find(HEADER).length > 0) return undefined;
  return card
    .find('a[href]')
    .not(card.find(CARD).find('a[href]'))
    .toArray()
    .map((element) => placeOf($(element).attr('href') ?? ''))
    .find((place) => place !== undefined);
}

/** The wall, or a circle of redirects: LinkedIn takes a cookie that it does not know away, again and again. */
function isEndOfSession(error: unknown): boolean {
  if (error instanceof LoginRequiredError) return true;
  return (
    error instanceof UpstreamError && /redirects (?:in a circle|more than)/.test(error.message)
  );
}

function sessionHasEnded(link: URL, cause: unknown): LoginRequiredError {
  return new LoginRequiredError('LinkedIn asks for a login in spite of LINKEDIN_SESSION_COOKIE', {
    link,
    cause,
    hint: 'The session has ended. Log in with your browser, copy its cookie li_at to LINKEDIN_SESSION_COOKIE anew, and run it again; or import the export: goldpan crawl ./linkedin-export.zip',
  });
}
