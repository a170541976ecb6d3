/** Servers on loopback for what a replica site cannot do (break off, dribble, stay silent), and the rules that let a test reach them. */
import { createServer, type RequestListener, type Server } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';
import { onTestFinished } from 'vitest';
import type { ResolveAll } from '../../src/fetching/addresses.ts';
import { createFetcher, type FetchDeps } from '../../src/fetching/create-fetcher.ts';
import type { ClosableFetcher } from '../../src/fetching/fetcher.ts';
import { type GuardRules, PUBLIC_INTERNET } from '../../src/fetching/guard.ts';
import { type FetchLimits, LIMITS } from '../../src/fetching/limits.ts';
import { jumpingClock } from './jumping-clock.ts';
import { knownHosts } from './known-hosts.ts';

/** Production's rules and 127.0.0.1 on any port. */
export const LOOPBACK_TOO: GuardRules = {
  allowsPort: () => true,
  allowsAddress: (address) => address === '127.0.0.1' || PUBLIC_INTERNET.allowsAddress(address),
};

/** Every name leads to these addresses. */
export const resolveTo =
  (...addresses: string[]): ResolveAll =>
  (_hostname, _options, callback) =>
    process.nextTick(
      callback,
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

/**
 * A fetcher that knows every name as 127.0.0.1 and every robots.txt as allowing all, and does not wait: its clock jumps
 * instead. Closed when the test is over.
 */
export function loopbackFetcher(
  deps: Partial<Omit<FetchDeps, 'limits'>> & { limits?: Partial<FetchLimits> } = {},
  settings: Parameters<typeof createFetcher>[0] = {},
): ClosableFetcher {
  const fetcher = createFetcher(
    { PACE: '0', ...settings },
    {
      hosts: knownHosts(),
      rules: LOOPBACK_TOO,
      resolve: resolveTo('127.0.0.1'),
      ...jumpingClock(),
      ...deps,
      limits: { ...LIMITS, ...deps.limits },
    },
  );
  onTestFinished(() => fetcher.close());
  return fetcher;
}

export interface LoopbackServer {
  /** A link to this server under a name of its own. */
  link(path: string, host?: string): URL;
  readonly port: number;
  /** Connections that are open now. */
  connections(): number;
}

/** An HTTP server that lives as long as the test. */
export const startHttp = (listener: RequestListener): Promise<LoopbackServer> =>
  listening(createServer(listener));

/** A server below HTTP, for answers that no HTTP library would send. */
export const startTcp = (listener: (socket: Socket) => void): Promise<LoopbackServer> =>
  listening(createTcpServer(listener));

async function listening(server: Server | TcpServer): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // A client that aborts resets the connection; that is what is being tested.
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // A TCP server never has a pipe's address.
  return {
    port,
    link: (path, host = 'site.example') => new URL(`http://${host}:${port}${path}`),
    connections: () => sockets.size,
  };
}

/** All of a stream, as text. */
export async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
