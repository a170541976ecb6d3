/** Which network addresses a crawler may connect to, checked on the very address that is connected to. */
import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
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

/** May this address (IPv4 or IPv6, without brackets) be connected to? */
export type AddressRule = (address: string) => boolean;

/** All global unicast IPv6 there is (RFC 4291, IANA); outside of it lie NAT64, IPv4-mapped and -compatible, local. */
const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::');

/** What clouds hand out credentials and settings at, where no special range covers it. */
const CLOUD_SERVICES = [
  '168.63.129.16/32', // Azure's, a public address
  '100.100.100.200/32', // Alibaba Cloud's, in the shared range
  'fd00:ec2::/32', // AWS
  'fd20:ce::254/128', // Google Cloud
  'fd00:42::42/128', // Scaleway
].map((range) => ipaddr.parseCIDR(range));

/** What a network of one's own is numbered with: RFC 1918, RFC 4193, and RFC 6598 for overlay networks. */
const NETWORKS_OF_ONES_OWN: ReadonlySet<string> = new Set([
  'private',
  'uniqueLocal',
  'carrierGradeNat',
]);

/**
 * Is this an address of the public internet? Private, loopback, link-local (the cloud's metadata service), shared,
 * multicast, documentation and reserved ranges are not, nor is IPv6 that carries an IPv4 address inside
 * (IPv4-mapped, NAT64, 6to4, Teredo, ISATAP), whatever that address is. Ranges: IANA special-purpose registries, by
 * ipaddr.js.
 *
 * @param address IPv4 or IPv6, without brackets, in the spelling of a resolver
 * @example
 * isPublicAddress('169.254.169.254'); // false
 */
export const isPublicAddress: AddressRule = (address) => {
  const parsed = parse(address);
  if (!parsed || isCloudService(parsed) || parsed.range() !== 'unicast') return false;
  return !(parsed instanceof ipaddr.IPv6) || (parsed.match(GLOBAL_UNICAST, 3) && !isIsatap(parsed));
};

/**
 * Can this be the address of somebody's own host on a network of their own? Never the link-local range or another place
 * where a cloud serves its credentials.
 *
 * @param loopback whether this machine itself counts as well
 */
export function isAddressOfOwnNetwork(address: string, loopback: boolean): boolean {
  const parsed = parse(address);
  if (!parsed || isCloudService(parsed)) return false;
  const range = parsed.range();
  return NETWORKS_OF_ONES_OWN.has(range) || (loopback && range === 'loopback');
}

type Parsed = ipaddr.IPv4 | ipaddr.IPv6;

/** ipaddr.js also reads `127.1` and `0x7f000001`; what a resolver answers is never spelled so. */
const parse = (address: string): Parsed | undefined =>
  isIP(address) === 0 ? undefined : ipaddr.parse(address);

const isCloudService = (parsed: Parsed): boolean =>
  ipaddr.subnetMatch(parsed, { cloud: CLOUD_SERVICES }, 'none') === 'cloud';

/** An interface identifier that stands for an IPv4 address (RFC 5214, section 6.1); a router of the site would unpack it. */
const isIsatap = ({ parts }: ipaddr.IPv6): boolean =>
  parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x0200);

/**
 * A `lookup` for sockets that refuses a host when any of its addresses is not allowed. The addresses it hands on are the
 * ones it has checked, so a second, different DNS answer ("rebinding") has no effect.
 */
export function pinnedLookup(isAllowed: AddressRule, resolve: ResolveAll): LookupFunction {
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
