/** Links as people write them, checked and brought to one form before anything else looks at them. */
import { fileURLToPath } from 'node:url';
import { InvalidEventError, withoutCredentials } from '../errors.ts';
import { withoutTracking } from '../extraction/tracking-parameters.ts';
import { assertSafeLink, type GuardRules } from '../fetching/guard.ts';
import { configuredRules } from '../fetching/own-hosts.ts';
import type { CrawlerDispatcher } from './dispatcher.ts';

export interface LinkRules {
  /** By the settings (ALLOW_HOSTS) unless given. */
  readonly rules?: GuardRules;
  /**
   * May it lead to an archive on this machine? Only what a person gives on the command line or in links.json: never an
   * event, a queue message or a link that was found.
   */
  readonly files?: boolean;
}

/**
 * Reads a link that a person gave.
 *
 * @throws InvalidEventError when it is no absolute http(s) link, nor one to a ZIP where files are allowed
 * @throws UnsafeUrlError when it leads to a private host or an odd port, or carries credentials
 * @example
 * parseLink(' https://Medium.com/@mara/tides-0123456789ab?utm_source=x ').hostname; // 'medium.com'
 */
export function parseLink(
  given: string,
  { rules = configuredRules(), files = false }: LinkRules = {},
): URL {
  const text = given.trim();
  const link = URL.canParse(text) ? new URL(text) : undefined;
  if (files && link?.protocol === 'file:') return archiveLink(link);
  if (link === undefined || (link.protocol !== 'http:' && link.protocol !== 'https:')) {
    throw new InvalidEventError(`"${shown(withoutCredentials(text))}" is not a web link`, {
      link: text,
      hint: looksLikeHost(text)
        ? `Write it with its scheme: https://${text}`
        : link?.protocol === 'file:'
          ? 'Files are read only where they are given on the command line or in links.json.'
          : 'Give a full link that starts with https:// or http://.',
    });
  }
  assertSafeLink(link, rules);
  return link;
}

/**
 * The one form of a link under which it is queued, recorded and dispatched: no fragment, no tracking parameters, and
 * the platform's own form where its crawler knows one without a request.
 */
export function canonicalLink(link: URL, dispatcher: CrawlerDispatcher): URL {
  const bare = withoutTracking(link);
  bare.hash = '';
  bare.hostname = bare.hostname.replace(/\.$/, '');
  return dispatcher.getCrawler(bare)?.canonicalLink?.(bare) ?? bare;
}

function archiveLink(link: URL): URL {
  if (/\.zip$/i.test(link.pathname) && isLocalPath(link)) return link;
  throw new InvalidEventError(`"${shown(link.pathname)}" is no export archive`, {
    link,
    hint: 'Give the export of Medium, Substack or LinkedIn as it came: a file on this machine that ends in .zip.',
  });
}

/** Not on another machine (`file://server/share`), and without an encoded slash or NUL in a name. */
function isLocalPath(link: URL): boolean {
  if (link.host !== '' || /%00/.test(link.pathname)) return false;
  try {
    return fileURLToPath(link) !== '';
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function looksLikeHost(text: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/\S*)?$/i.test(text);
}

function shown(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
