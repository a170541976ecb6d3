/** The sockets: undici, direct or through a proxy, every direct connection pinned to an address that was checked. */
import type { Readable } from 'node:stream';
import { type Dispatcher, EnvHttpProxyAgent } from 'undici';
import type { Config } from '../config.ts';
import { InvalidEventError } from '../errors.ts';
import { pinnedLookup, type ResolveAll } from './addresses.ts';
import type { GuardRules } from './guard.ts';

export type ProxySettings = Partial<Pick<Config, 'HTTPS_PROXY' | 'HTTP_PROXY' | 'NO_PROXY'>>;

export interface TransportOptions {
  readonly proxy: ProxySettings;
  readonly rules: GuardRules;
  readonly resolve: ResolveAll;
  /** Milliseconds to establish a connection, TLS included. */
  readonly connectMs: number;
  /** Milliseconds that the other side may be silent, before and within the body. */
  readonly idleMs: number;
  /** PEM of the authorities to trust instead of Node's own; NODE_EXTRA_CA_CERTS needs nothing here, Node reads it at start. */
  readonly ca?: string | undefined;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** As it comes from the wire, content coding included. Has to be read or destroyed. */
  readonly body: Readable;
}

export interface Transport {
  /** One GET. Throws whatever undici throws; `network-errors.ts` makes typed errors of it. */
  get(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<RawAnswer>;
  close(): Promise<void>;
}

/** LinkedIn's and Medium's policy headers alone are beyond undici's 16 kB. */
const MAX_HEADER_BYTES = 64 * 1024;

/**
 * Opens no socket before the first request. Where only HTTP_PROXY is set, undici uses it for https links too.
 *
 * @throws InvalidEventError when a proxy setting is no address
 */
export function createTransport(options: TransportOptions): Transport {
  const { proxy, rules, resolve, connectMs, idleMs, ca } = options;
  const tls = { timeout: connectMs, ...(ca !== undefined && { ca }) };
  const dispatcher = new EnvHttpProxyAgent({
    // An empty string keeps undici from reading the environment behind config's back.
    httpProxy: proxyAddress('HTTP_PROXY', proxy),
    httpsProxy: proxyAddress('HTTPS_PROXY', proxy),
    noProxy: proxy.NO_PROXY ?? '',
    // http links are asked of the proxy in the absolute form: most proxies tunnel to port 443 only.
    proxyTunnel: false,
    proxyTls: tls,
    requestTls: tls,
    connect: { ...tls, lookup: pinnedLookup(rules.allowsAddress, resolve) },
    headersTimeout: idleMs,
    bodyTimeout: idleMs,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  return {
    async get(url, headers, signal) {
      const answer = await dispatcher.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: 'GET',
        headers,
        signal,
      });
      // Errors reach whoever reads the body. One that is given up unread must not be an unhandled error of the process.
      answer.body.on('error', () => undefined);
      return {
        status: answer.statusCode,
        headers: headerMap(answer.headers),
        body: answer.body,
      };
    },
    close: () => dispatcher.destroy(),
  };
}

function proxyAddress(name: 'HTTP_PROXY' | 'HTTPS_PROXY', proxy: ProxySettings): string {
  const address = proxy[name] ?? '';
  if (address && !/^https?:$/.test(URL.parse(address)?.protocol ?? '')) {
    // Without its value: it may hold a password.
    throw new InvalidEventError(`${name} is not an http or https address.`, {
      hint: `Set ${name} to something like http://127.0.0.1:8080, or leave it out.`,
    });
  }
  return address;
}

function headerMap(headers: Dispatcher.ResponseData['headers']): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined)
      map.set(name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}
