/** Where an embedded server listens: on loopback, on a port that is free. */
import { connect, createServer } from 'node:net';

/** A connection string for this very server: whatever a replica set says of other hosts is not followed. */
export function localUri(port: number): string {
  return `mongodb://127.0.0.1:${port}/?directConnection=true`;
}

/** A port that nobody listens on now; somebody may take it before we do, so the caller is ready to ask again. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('the system gave no port'));
      });
    });
  });
}

/** Connects and hangs up, whether somebody listens or not. */
export async function knock(port: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.destroy());
    socket.once('error', () => socket.destroy()).once('close', () => resolve());
  });
}
