/** A gate on the way to a server: shut, it cuts every connection and takes no new one, as if the server were down. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface TcpGate extends AsyncDisposable {
  readonly port: number;
  shut(): Promise<void>;
  open(): Promise<void>;
}

/**
 * @param to where the server listens on loopback
 * @example
 * await using gate = await startTcpGate(27017);
 * await gate.shut();
 */
export async function startTcpGate(to: number): Promise<TcpGate> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      // A connection that is cut is what this is for.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const shut = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port, shut, open: () => listen(port), [Symbol.asyncDispose]: shut };
}
