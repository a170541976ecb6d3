/**
 * Where a crawler of strangers' links must not go. The link itself is checked here, before anything is sent and again at
 * each redirect; what its host resolves to is checked at connect (`addresses.ts`). Through a proxy the proxy resolves, so
 * only the first check applies there: the proxy's own network rules have to do the rest.
 */
import { isIP } from 'node:net';
import { UnsafeUrlError } from '../errors.ts';
import { type AddressRule, isPublicAddress } from './addresses.ts';
import type { Layer } from './exchange.ts';

export interface GuardRules {
  allowsPort(port: number): boolean;
  readonly allowsAddress: AddressRule;
  /** The hosts of the person who runs goldpan, for which other rules hold (`own-hosts.ts`). */
  readonly own?: OwnHosts;
}

export interface OwnHosts {
  /** Is this very host, at this very port, on the list? */
  includes(host: string, port: number): boolean;
  /** What such a host may resolve to. */
  readonly allowsAddress: AddressRule;
}

/** The rules for strangers' links. No setting loosens them; tests of sockets bring others. */
export const PUBLIC_INTERNET: GuardRules = {
  allowsPort: (port) => port === 80 || port === 443,
  allowsAddress: isPublicAddress,
};

/** Names that only mean something inside a machine or a network (RFC 6761, RFC 6762, RFC 8375, ICANN's .internal). */
const LOCAL_NAME =
  /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home\.arpa|onion)$/;

/**
 * Refuses a link that a crawler must not follow: another scheme than http and https, a user name or password, a port
 * besides 80 and 443, an address that is not public in any spelling (`http://2130706433/` is 127.0.0.1; WHATWG URLs spell
 * it out), a name of the local network. Pure: nothing is resolved and nothing is sent.
 *
 * @throws UnsafeUrlError
 * @example
 * assertSafeLink(new URL('http://169.254.169.254/latest/meta-data')); // throws
 */
export function assertSafeLink(link: URL, rules: GuardRules = PUBLIC_INTERNET): void {
  const refuse = (why: string): never => {
    throw new UnsafeUrlError(`The link ${why}.`, { link });
  };
  if (link.protocol !== 'http:' && link.protocol !== 'https:') {
    refuse(`uses ${link.protocol} and not http or https`);
  }
  if (link.username || link.password) refuse('carries a user name or password');
  const host = bareHost(link.hostname);
  const port = portOf(link);
  const isOwn = rules.own?.includes(host, port) ?? false;
  if (!isOwn && !rules.allowsPort(port)) {
    refuse(`asks for port ${port}; only 80 and 443 are allowed`);
  }
  if (isIP(host)) {
    if (!addressRule(rules, host, port)(host)) {
      refuse(`leads to ${host}, which is not a public address`);
    }
  } else if (!isOwn && (!host.includes('.') || LOCAL_NAME.test(host))) {
    refuse(`leads to "${host}", a name of the local network`);
  }
}

/** Which addresses this host may be connected to at; to be asked again for each connection. */
export function addressRule(rules: GuardRules, host: string, port: number): AddressRule {
  return rules.own?.includes(bareHost(host), port) ? rules.own.allowsAddress : rules.allowsAddress;
}

/** Nothing passes that `assertSafeLink` refuses. */
export function guarded(rules: GuardRules): Layer {
  return (next) => async (request) => {
    assertSafeLink(request.url, rules);
    return next(request);
  };
}

/** A host as rules compare it: without the brackets of IPv6 and the dot of a fully qualified name. */
export const bareHost = (host: string): string => host.replace(/^\[|\]$/g, '').replace(/\.+$/, '');

/** The port that a link asks for, in words or by its scheme. */
export const portOf = ({ protocol, port }: URL): number =>
  port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
