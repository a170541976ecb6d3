/** The sockets: undici, direct or through a proxy, every direct connection pinned to an address that was checked. */
import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { buildConnector, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import type { Config } from '../config.ts';
import { InvalidEventError, UnsafeUrlError } from '../errors.ts';
import { type AddressRule, pinnedLookup, type ResolveAll } from './addresses.ts';
import { addressRule, bareHost, type GuardRules } from './guard.ts';

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
  get(
    url: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
    onSent?: () => void,
  ): Promise<RawAnswer>;
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
  // With one request in flight a host, HTTP/2 has nothing to give but its own ways of flooding us.
  const tls = { timeout: connectMs, allowH2: false, ...(ca !== undefined && { ca }) };
  const agent = new EnvHttpProxyAgent({
    // An empty string keeps undici from reading the environment behind config's back.
    httpProxy: proxyAddress('HTTP_PROXY', proxy),
    httpsProxy: proxyAddress('HTTPS_PROXY', proxy),
    noProxy: proxy.NO_PROXY ?? '',
    // http links are asked of the proxy in the absolute form: most proxies tunnel to port 443 only.
    proxyTunnel: false,
    proxyTls: tls,
    requestTls: tls,
    connect: guardedConnector(tls, rules, resolve),
    allowH2: false,
    headersTimeout: idleMs,
    bodyTimeout: idleMs,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  const dispatcher = agent.compose(telling);
  return {
    async get(url, headers, signal, onSent) {
      const answer = await dispatcher.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: 'GET',
        headers,
        signal,
        opaque: onSent,
      });
      // Errors reach whoever reads the body. One that is given up unread must not be an unhandled error of the process.
      answer.body.on('error', () => undefined);
      return {
        status: answer.statusCode,
        headers: headerMap(answer.headers),
        body: answer.body,
      };
    },
    close: () => agent.destroy(),
  };
}

/** Connects to addresses that the rules allow for that very host and port, whether they are resolved or written out. */
function guardedConnector(
  tls: buildConnector.BuildOptions,
  rules: GuardRules,
  resolve: ResolveAll,
): buildConnector.connector {
  // One connector a rule, because each keeps the TLS sessions that spare the next handshake.
  const connectors = new Map<AddressRule, buildConnector.connector>();
  return (options, callback) => {
    const host = bareHost(options.hostname);
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const isAllowed = addressRule(rules, host, port);
    // A socket asks its `lookup` only for names.
    if (isIP(host) && !isAllowed(host)) {
      return callback(new UnsafeUrlError(`${host} is not a public address.`), null);
    }
    let connect = connectors.get(isAllowed);
    if (!connect) {
      connect = buildConnector({ ...tls, lookup: pinnedLookup(isAllowed, resolve) });
      connectors.set(isAllowed, connect);
    }
    connect(options, callback);
  };
}

/** Calls what a request carries as `opaque` when it goes out on its connection. */
const telling: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) => {
  const onSent = 'opaque' in options ? options.opaque : undefined;
  if (typeof onSent === 'function') {
    const { onRequestStart } = handler;
    handler.onRequestStart = (controller, context) => {
      onSent();
      onRequestStart?.call(handler, controller, context);
    };
  }
  return dispatch(options, handler);
};

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
