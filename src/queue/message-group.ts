/** Which messages wait for each other. On its own, because the list of public suffixes is 130 kB that only senders need. */
import { getDomain } from 'tldts';

/** Most characters that a message group id may have. */
const MAX_LENGTH = 128;

/**
 * The site of a link: its registrable domain by the Public Suffix List, private suffixes included, so that
 * `a.substack.com` and `b.substack.com` share a group, and two blogs at `github.io` or under `co.uk` do not. The host where
 * there is no such domain: an address, a name of a local network.
 *
 * @see https://publicsuffix.org/list/
 * @example
 * messageGroup('https://mara.medium.com/tides'); // 'medium.com'
 */
export function messageGroup(link: string): string {
  const host = new URL(link).hostname;
  return (getDomain(host, { allowPrivateDomains: true }) ?? host).slice(-MAX_LENGTH);
}
