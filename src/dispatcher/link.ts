/** Links as people write them, checked and brought to one form before anything else looks at them. */
import { InvalidEventError, withoutCredentials } from '../errors.ts';
import { withoutTracking } from '../extraction/tracking-parameters.ts';
import { assertSafeLink, type GuardRules } from '../fetching/guard.ts';
import { configuredRules } from '../fetching/own-hosts.ts';
import type { CrawlerDispatcher } from './dispatcher.ts';

/**
 * Reads a link that a person gave.
 *
 * @param rules by the settings (ALLOW_HOSTS) unless given
 * @throws InvalidEventError when it is no absolute http(s) link
 * @throws UnsafeUrlError when it leads to a private host or an odd port, or carries credentials
 * @example
 * parseLink(' https://Medium.com/@mara/tides-0123456789ab?utm_source=x ').hostname; // 'medium.com'
 */
export function parseLink(given: string, rules: GuardRules = configuredRules()): URL {
  const text = given.trim();
  const link = URL.canParse(text) ? new URL(text) : undefined;
  if (link === undefined || (link.protocol !== 'http:' && link.protocol !== 'https:')) {
    throw new InvalidEventError(`"${shown(withoutCredentials(text))}" is not a web link`, {
      link: text,
      hint: looksLikeHost(text)
        ? `Write it with its scheme: https://${text}`
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

function looksLikeHost(text: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/\S*)?$/i.test(text);
}

function shown(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
