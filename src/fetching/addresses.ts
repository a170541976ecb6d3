/** Which network addresses a crawler may connect to, checked on the very address that is connected to. */
import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { UnsafeUrlError } from '../errors.ts';

/** Asks for every address of a host; `dns.lookup` has this shape. */
export type ResolveAll = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export const resolveAll: ResolveAll = (hostname, options, callback) =>
  systemLookup(hostname, options, callback);

/** All global unicast IPv6 there is (RFC 4291, IANA); outside of it lie NAT64, IPv4-mapped and -compatible, local. */
const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::');

/**
 * Is this an address of the public internet? Private, loopback, link-local (the cloud's metadata service), shared,
 * multicast, documentation and reserved ranges are not, nor is IPv6 that carries an IPv4 address inside
 * (IPv4-mapped, NAT64, 6to4, Teredo), whatever that address is. Ranges: IANA special-purpose registries, by ipaddr.js.
 *
 * @param address IPv4 or IPv6, without brackets
 * @example
 * isPublicAddress('169.254.169.254'); // false
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_UNICAST, 3)) return false;
  return parsed.range() === 'unicast';
}

/**
 * A `lookup` for sockets that refuses a host when any of its addresses is not allowed. The addresses it hands on are the
 * ones it has checked, so a second, different DNS answer ("rebinding") has no effect.
 */
export function pinnedLookup(
  isAllowed: (address: string) => boolean,
  resolve: ResolveAll,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const refused = addresses.find(({ address }) => !isAllowed(address));
      const first = addresses[0];
      if (refused || !first) {
        const why = refused ? `leads to ${refused.address}, which is not public` : 'has no address';
        return callback(new UnsafeUrlError(`${hostname} ${why}.`), []);
      }
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
