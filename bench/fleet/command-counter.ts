/** A stand-in for the address of a MongoDB server that counts which commands pass through to it. */
import { createConnection, createServer, type Socket } from 'node:net';

export interface CommandCounter {
  /** For MONGODB_URI. */
  readonly uri: string;
  /** Name of a command → how often it was sent; those of the driver itself (hello, endSessions, …) are left out. */
  taken(): Record<string, number>;
  /** Connections that are open now. */
  readonly connections: number;
  close(): void;
}

const OP_MSG = 2013;
const HEADER = 16;
/** Header, flags, kind of the section, length of the document, type of its first element: then comes its name. */
const NAME_AT = HEADER + 4 + 1 + 4 + 1;
const OF_THE_DRIVER = new Set(['hello', 'isMaster', 'ismaster', 'ping', 'endSessions']);

/**
 * Listens on loopback and hands every byte on.
 *
 * @example
 * const counter = await countCommands(server.uri);
 * // … MONGODB_URI=counter.uri
 * counter.taken(); // { find: 12, update: 7 }
 */
export async function countCommands(serverUri: string): Promise<CommandCounter> {
  const { hostname, port } = new URL(serverUri);
  const open = new Set<Socket>();
  let counts: Record<string, number> = {};
  const server = createServer((client) => {
    const upstream = createConnection({ host: hostname, port: Number(port) });
    open.add(client);
    let rest = Buffer.alloc(0);
    client.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= HEADER && rest.length >= rest.readInt32LE(0)) {
        const length = rest.readInt32LE(0);
        const name = commandOf(rest.subarray(0, length));
        if (name !== undefined && !OF_THE_DRIVER.has(name)) counts[name] = (counts[name] ?? 0) + 1;
        rest = rest.subarray(length);
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => client.write(chunk));
    const end = (): void => {
      open.delete(client);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on('close', end).on('error', end);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    uri: `mongodb://127.0.0.1:${address.port}/?directConnection=true`,
    taken() {
      const taken = counts;
      counts = {};
      return taken;
    },
    get connections() {
      return open.size;
    },
    close() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

/** The name of a command is that of the first element of its document. */
function commandOf(message: Buffer): string | undefined {
  if (message.readInt32LE(12) !== OP_MSG) return undefined;
  return message.toString('latin1', NAME_AT, message.indexOf(0, NAME_AT));
}
