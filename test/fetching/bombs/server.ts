/** One TCP server that throws every bomb of the table, each at the host that is named after its place in it. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { BOMBS } from './table.ts';

export interface BombServer {
  readonly port: number;
  close(): void;
}

const MOST_HEAD_BYTES = 16_384;

export const bombHost = (index: number, copy: number): string => `bomb-${index}-${copy}.lan`;

/** Starts the server on 127.0.0.1. */
export async function startBombServer(): Promise<BombServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // A client that has had enough resets the connection; that is what is wanted.
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    let head = '';
    socket.on('data', (data) => {
      head = `${head}${data.toString('latin1')}`.slice(0, MOST_HEAD_BYTES);
      if (!head.includes('\r\n\r\n')) return;
      const [, path = '/'] = /^GET (\S+)/.exec(head) ?? [];
      const [, index] = /^host: bomb-(\d+)-/im.exec(head) ?? [];
      head = '';
      if (path === '/robots.txt') {
        socket.write('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
      } else {
        BOMBS[Number(index)]?.answer(socket, { path });
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // A TCP server never has a pipe's address.
  return {
    port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
