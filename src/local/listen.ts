/** Servers of this machine, for this machine only. */
import { once } from 'node:events';
import type { Server } from 'node:http';

/**
 * Listens on 127.0.0.1.
 *
 * @param port 0 takes a free one
 * @returns the port
 * @throws the system's error: `EADDRINUSE` when somebody else has the port
 */
export async function listenOnLoopback(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP server');
  return address.port;
}
