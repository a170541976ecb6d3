/** Knows LinkedIn's walls: what it shows instead of a page to people who are not logged in. */
import type { Answer } from './exchange.ts';

const WALL_PATH = /^\/(?:authwall|login|uas|checkpoint|challenge|signup)(?:\/|$)/;

/** Whole titles of the pages that stand in the place of a post; an article may have these words within its own. */
const WALL_TITLE =
  /<title[^>]{0,80}>\s{0,20}(?:Sign Up|Join LinkedIn|Security Verification|LinkedIn Login(?:, Sign in)?|(?:LinkedIn: )?Log In or Sign Up)(?: \| LinkedIn)?\s{0,20}<\/title>/i;

/** Real pages are hundreds of kilobytes and link to the wall as well; the script page is under two. */
const SCRIPT_PAGE_MOST = 5_000;

const isLinkedIn = ({ hostname }: URL): boolean => /(?:^|\.)linkedin\.com\.?$/.test(hostname);

/** By the link alone: a redirect that leads here need not be followed. */
export const isLoginWallLink = (url: URL): boolean =>
  isLinkedIn(url) && WALL_PATH.test(url.pathname);

/** By what came: LinkedIn also answers 200 at the post's own link, with its wall in it. */
export function isLoginWall({ url, beginning }: Answer): boolean {
  if (!isLinkedIn(url)) return false;
  if (WALL_TITLE.test(beginning)) return true;
  return (
    beginning.length < SCRIPT_PAGE_MOST &&
    beginning.includes('window.onload') &&
    beginning.includes('authwall')
  );
}
