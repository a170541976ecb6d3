/**
 * Hosts of the person who runs goldpan (ALLOW_HOSTS): a blog on the local network, a preview on an odd port. An allow list
 * of exact hosts, never an off switch: nothing in it stands for more than one host, and no entry opens the addresses where
 * clouds serve their credentials.
 */
import { isIP } from 'node:net';
import { type Config, loadConfig, runsOnLambda } from '../config.ts';
import { InvalidEventError } from '../errors.ts';
import { type AddressRule, isAddressOfOwnNetwork, isPublicAddress } from './addresses.ts';
import { bareHost, type GuardRules, PUBLIC_INTERNET } from './guard.ts';

/** Where a host without a port is reached. */
const WEB_PORTS = [80, 443];

const FORM = 'Write exact hosts, separated by commas: blog.lan, 192.168.1.20:8080, [fd12::7].';

/**
 * The rules of production with the hosts of ALLOW_HOSTS let in: each at its port, or at 80 and 443 where it names none.
 * They may have an address of a private network; this machine itself counts as one only outside of Lambda, whose runtime
 * API listens there.
 *
 * @param allowHosts exact host names or addresses, with or without a port, separated by commas
 * @throws InvalidEventError for a wildcard, a range, a link, or an address that can never be allowed
 * @example
 * const rules = guardRules('blog.lan, 192.168.1.20:8080', { onLambda: false });
 * assertSafeLink(new URL('http://blog.lan/tides'), rules);
 */
export function guardRules(
  allowHosts: string | undefined,
  { onLambda }: { readonly onLambda: boolean },
): GuardRules {
  const entries = (allowHosts ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (entries.length === 0) return PUBLIC_INTERNET;
  const allowsAddress: AddressRule = (address) =>
    isPublicAddress(address) || isAddressOfOwnNetwork(address, !onLambda);
  const places = new Set(entries.flatMap((entry) => placesOf(entry, allowsAddress)));
  return {
    ...PUBLIC_INTERNET,
    own: { includes: (host, port) => places.has(place(host, port)), allowsAddress },
  };
}

/** The rules by these settings; by those of the process, which are read once, unless given. */
export function configuredRules(settings?: Partial<Pick<Config, 'ALLOW_HOSTS'>>): GuardRules {
  if (settings) return guardRules(settings.ALLOW_HOSTS, { onLambda: runsOnLambda() });
  ofThisProcess ??= configuredRules(loadConfig());
  return ofThisProcess;
}

/** Every given link asks for them. */
let ofThisProcess: GuardRules | undefined;

const place = (host: string, port: number): string => `${host} ${port}`;

function placesOf(entry: string, allowsAddress: AddressRule): string[] {
  const refuse = (why: string): never => {
    // A link may hold a password; the part behind it says enough.
    const shown = entry.slice(entry.lastIndexOf('@') + 1);
    throw new InvalidEventError(`ALLOW_HOSTS: "${shown}" ${why}.`, { hint: FORM });
  };
  if (/[*?]|^\.|\/\d+$/.test(entry)) refuse('stands for more than one host');
  const [, written = '', digits] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const parsed = /[/\\@#?%\s]/.test(written) ? null : URL.parse(`http://${written}/`);
  if (!parsed?.hostname) return refuse('is not a host');
  const port = digits === undefined ? undefined : Number(digits);
  if (port !== undefined && (port < 1 || port > 65_535)) refuse('has no port that exists');
  const host = bareHost(parsed.hostname);
  if (isIP(host) && !allowsAddress(host)) refuse('is an address that can never be allowed');
  return (port === undefined ? WEB_PORTS : [port]).map((each) => place(host, each));
}
