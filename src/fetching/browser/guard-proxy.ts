/**
 * The only way out of the browser: a forward proxy on loopback, inside our own process. Whatever a page asks for (images,
 * frames, fetch, WebSocket, prefetch) comes by here and is held to the same rules as a link, so a page cannot use our
 * browser to reach the metadata service, the Lambda runtime API or a neighbour. Without a page's pass it lets nobody
 * through, neither other programs of this machine nor the browser itself on its own account.
 */
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import type { GuardRules } from '../guard.ts';
import { type Bearer, createPasses, type Pass } from './passes.ts';
import { createWays, type WayOptions, type Ways } from './ways.ts';

export interface GuardProxyOptions extends WayOptions {
  /** Milliseconds that a connection may be silent. */
  readonly idleMs: number;
  /** Most bytes that may arrive for one page. */
  readonly mostBytes: number;
}

export interface GuardProxy {
  /** `http://127.0.0.1:<port>` */
  readonly server: string;
  /** Lets a page through, to what these rules allow. */
  admit(rules: GuardRules): Pass;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** What two pages need, many times over. */
const MOST_CONNECTIONS = 512;

/** Headers about one connection, not about the request (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const CHALLENGE = { 'proxy-authenticate': 'Basic realm="goldpan"' };

/**
 * Starts the proxy on a free port of 127.0.0.1.
 *
 * @example
 * const guard = await startGuardProxy({ proxy: {}, resolve: resolveAll, connectMs: 5_000, idleMs: 20_000, mostBytes: 1e8 });
 * const { username, password } = guard.admit(PUBLIC_INTERNET);
 */
export async function startGuardProxy(options: GuardProxyOptions): Promise<GuardProxy> {
  const { idleMs, mostBytes } = options;
  const ways = createWays(options);
  const passes = createPasses(mostBytes);
  const sockets = new Set<Socket>();

  const server = createServer((request, response) => {
    const bearer = passes.check(request.headers['proxy-authorization']);
    if (bearer) forward(request, response, bearer, ways, idleMs);
    else response.writeHead(407, CHALLENGE).end();
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // Pages leave and sites cut connections: both sides are ended then, and nobody has to be told.
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    socket.setTimeout(idleMs, () => socket.destroy());
  });
  server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const bearer = passes.check(request.headers['proxy-authorization']);
    if (bearer) tunnel(request, socket, head, bearer, ways);
    else socket.end(`${statusLine('407 Proxy Authentication Required')}${AS_LINES}\r\n`);
  });

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // A TCP server never has a pipe's address.
  // A process that has nothing else to do is not kept alive by its browser.
  server.unref();
  return {
    server: `http://127.0.0.1:${port}`,
    admit: (rules) => passes.issue(rules),
    async close() {
      passes.revokeAll();
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

const statusLine = (status: string): string => `HTTP/1.1 ${status}\r\ncontent-length: 0\r\n`;

const AS_LINES = Object.entries(CHALLENGE)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');

/** TLS and WebSockets: bytes to and fro. A page that is refused learns no more than that. */
function tunnel(
  { url }: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  { rules, bind }: Bearer,
  ways: Ways,
): void {
  const link = URL.parse(`https://${url}`);
  if (!link) return void socket.end(`${statusLine('400 Bad Request')}\r\n`);
  ways.tunnel(link, rules).then(
    (site) => {
      bind(site);
      if (socket.destroyed || site.destroyed) {
        socket.destroy();
        return void site.destroy();
      }
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (head.length > 0) site.write(head);
      pipeline(socket, site, socket, () => undefined);
    },
    () => socket.end(`${statusLine('403 Forbidden')}\r\n`),
  );
}

/** A plain http request, in the absolute form. */
function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { rules, bind }: Bearer,
  ways: Ways,
  idleMs: number,
): void {
  const link = URL.parse(request.url ?? '');
  if (link?.protocol !== 'http:') return void response.writeHead(400).end();
  try {
    const asked = ways.request(link, rules, request.method ?? 'GET', endToEnd(request.headers));
    asked.setTimeout(idleMs, () => asked.destroy());
    asked.once('response', (answer) => {
      bind(answer);
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
      pipeline(answer, response, () => undefined);
    });
    asked.on('error', () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(403).end();
    });
    response.once('close', () => asked.destroy());
    request.pipe(asked);
  } catch {
    // The rules refuse the link.
    response.writeHead(403).end();
  }
}

const endToEnd = (headers: OutgoingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
