/** The two ways from the guard proxy to a site: straight to an address that was checked, or through the proxy that is set. */
import * as http from 'node:http';
import * as https from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { UpstreamError } from '../../errors.ts';
import { pinnedLookup, type ResolveAll } from '../addresses.ts';
import { addressRule, assertSafeLink, bareHost, type GuardRules, portOf } from '../guard.ts';
import type { ProxySettings } from '../transport.ts';
import { bypassesProxy } from './no-proxy.ts';

export interface WayOptions {
  readonly proxy: ProxySettings;
  readonly resolve: ResolveAll;
  /** Milliseconds to establish a connection. */
  readonly connectMs: number;
}

/** Both throw `UnsafeUrlError` for a link, and for an address behind it, that the rules do not allow. */
export interface Ways {
  /**
   * A connection that carries whatever is written to it, to the host and port of the link.
   *
   * @throws UpstreamError when the proxy that is set does not let us through
   */
  tunnel(link: URL, rules: GuardRules): Promise<Duplex>;
  /** A request whose body is still to be written, for an `http:` link. */
  request(
    link: URL,
    rules: GuardRules,
    method: string,
    headers: http.OutgoingHttpHeaders,
  ): http.ClientRequest;
}

export function createWays({ proxy, resolve, connectMs }: WayOptions): Ways {
  /** The proxy to go through; none for a direct way. Where only HTTP_PROXY is set it serves https too, as in undici. */
  const proxyFor = (link: URL): URL | undefined => {
    const address =
      link.protocol === 'https:' ? (proxy.HTTPS_PROXY ?? proxy.HTTP_PROXY) : proxy.HTTP_PROXY;
    if (!address || bypassesProxy(link.hostname, portOf(link), proxy.NO_PROXY ?? '')) {
      return undefined;
    }
    return new URL(address);
  };

  /** Checks once more at the moment of connecting: a name by its addresses. A written-out one has passed with the link. */
  const direct = (link: URL, rules: GuardRules) => {
    const [host, port] = [bareHost(link.hostname), portOf(link)];
    return { host, port, lookup: pinnedLookup(addressRule(rules, host, port), resolve) };
  };

  return {
    async tunnel(link, rules) {
      assertSafeLink(link, rules);
      const via = proxyFor(link);
      return via
        ? tunnelThrough(via, `${link.hostname}:${portOf(link)}`, connectMs)
        : connected(connect(direct(link, rules)), connectMs);
    },
    request(link, rules, method, headers) {
      assertSafeLink(link, rules);
      const via = proxyFor(link);
      if (!via) {
        const path = `${link.pathname}${link.search}`;
        return http.request({ ...direct(link, rules), agent: false, path, method, headers });
      }
      const { request, place } = atProxy(via);
      const sent = { ...headers, ...authorizationOf(via) };
      return request({ ...place, path: link.href, method, headers: sent });
    },
  };
}

function connected(socket: Socket, ms: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => socket.destroy(new UpstreamError('No connection in time.')), ms);
    socket.once('error', reject);
    socket.once('close', () => clearTimeout(late));
    socket.once('connect', () => {
      clearTimeout(late);
      resolve(socket);
    });
  });
}

function tunnelThrough(via: URL, authority: string, ms: number): Promise<Duplex> {
  const { request, place } = atProxy(via);
  return new Promise((resolve, reject) => {
    const asked = request({
      ...place,
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...authorizationOf(via) },
    });
    const late = setTimeout(() => asked.destroy(new UpstreamError('No connection in time.')), ms);
    const refused = ({ statusCode }: http.IncomingMessage, socket: Duplex): void => {
      socket.destroy();
      reject(new UpstreamError(`The proxy answered HTTP ${statusCode}.`));
    };
    asked.once('error', reject);
    asked.once('close', () => clearTimeout(late));
    asked.once('connect', (answer, socket: Duplex, head) => {
      if (answer.statusCode !== 200) return refused(answer, socket);
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    // A proxy that refuses may answer as to any request.
    asked.once('response', (answer) => refused(answer, answer.socket));
    asked.end();
  });
}

function atProxy(via: URL): { request: typeof http.request; place: http.RequestOptions } {
  const { request } = via.protocol === 'https:' ? https : http;
  return { request, place: { host: bareHost(via.hostname), port: portOf(via), agent: false } };
}

function authorizationOf({ username, password }: URL): { 'proxy-authorization'?: string } {
  if (!username) return {};
  const plain = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(plain).toString('base64')}` };
}
