/** A database whose address or password changes while a process runs. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoServerError } from 'mongodb';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { closeDatabase, database, useServer } from '../../src/documents/connection.ts';
import { storageError } from '../../src/documents/storage-error.ts';
import { UserDocument } from '../../src/documents/user.ts';
import { StorageError } from '../../src/errors.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

freshDatabase();

/** A way to the test's database that can be cut and mended; the server itself serves other tests meanwhile. */
interface Way {
  readonly uri: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

const ways: Way[] = [];

async function openWay(): Promise<Way> {
  const target = new URL(process.env.MONGODB_URI ?? '');
  const sockets = new Set<Socket>();
  const listen = async (port: number): Promise<Server> => {
    const server = createServer((socket) => {
      const beyond = connect(Number(target.port), target.hostname);
      for (const end of [socket, beyond]) {
        sockets.add(end);
        end.on('error', () => end.destroy()).on('close', () => sockets.delete(end));
      }
      socket.pipe(beyond).pipe(socket);
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const way: Way = {
    uri: `mongodb://127.0.0.1:${port}/?directConnection=true`,
    async cut() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async mend() {
      server = await listen(port);
    },
  };
  ways.push(way);
  return way;
}

let old: Way;
let fresh: Way;
let current: string;
let asked: number;

beforeAll(async () => {
  [old, fresh] = [await openWay(), await openWay()];
});
afterEach(() => closeDatabase());
afterAll(async () => {
  useServer(process.env.MONGODB_URI ?? '');
  for (const way of ways) await way.cut();
});

const find = () => UserDocument.find({ firstName: 'Mara', lastName: 'Lindqvist' });
const start = async () => {
  asked = 0;
  current = old.uri;
  await closeDatabase();
  useServer(async () => {
    asked += 1;
    return current;
  });
  await find();
};

it('is asked for once, however many need it at once', async () => {
  await start();
  await Promise.all(Array.from({ length: 5 }, find));
  expect(asked).toBe(1);
});

it('that has moved is found at its new address, without a new process', async () => {
  await start();
  const before = await database();
  current = fresh.uri;
  await old.cut();
  // The first who comes may still meet the old address; whoever comes then does not.
  await find().catch((error: unknown) => expect(error).toBeInstanceOf(StorageError));
  await expect(find()).resolves.toBeUndefined();
  expect(await database()).not.toBe(before);
  await old.mend();
});

it('whose user is gone is entered with the new one: its server says so on open connections only', async () => {
  await start();
  const before = await database();
  current = fresh.uri;
  // The server of the tests knows no users, so it is only said that it refuses this one.
  const refusal = storageError(new MongoServerError({ code: 13 }), 'store in articles');
  expect(refusal.message).toContain('refuses this user');
  await expect(find()).resolves.toBeUndefined();
  expect(await database()).not.toBe(before);
  expect(asked).toBe(3);
});

it('that is away for a while and comes back is met on the same connection', async () => {
  await start();
  const before = await database();
  await old.cut();
  await expect(find()).rejects.toThrow(StorageError);
  await old.mend();
  await sleep(600);
  await expect(find()).resolves.toBeUndefined();
  expect(await database()).toBe(before);
});

it('whose address cannot be asked for is one typed error, and asked for again', async () => {
  await closeDatabase();
  let tries = 0;
  useServer(() => {
    tries += 1;
    return tries === 1
      ? Promise.reject(new StorageError('There is no secret goldpan/dev.'))
      : Promise.resolve(old.uri);
  });
  await expect(find()).rejects.toThrow('There is no secret goldpan/dev.');
  await expect(find()).resolves.toBeUndefined();
});
