/** One server a data folder, shared by every goldpan that runs: the first starts it, the last stops it. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { localUri } from './address.ts';
import type { Engine } from './engine.ts';
import { doesNotStart, launch, type ServerNote, serverNote } from './launch.ts';
import { locked } from './locked.ts';
import { readNote } from './note.ts';
import { endProcess, isAlive, isRunningOn } from './processes.ts';

const STOPPED_WITHIN_MS = 15_000;
const ANSWERS_WITHIN_MS = 10_000;
let memberships = 0;

export interface Membership {
  readonly uri: string;
  readonly pid: number;
  /** Leaves the server; ends it when nobody else uses it. May be called more than once. */
  leave(): Promise<void>;
}

/**
 * Joins the server of a data folder, or starts it. To be called by one process at a time (`locked`).
 *
 * @throws StorageError when it does not start
 */
export async function joinServer(engine: Engine, dataDir: string): Promise<Membership> {
  const usersDir = join(dataDir, 'users');
  const running = await runningServer(engine, dataDir);
  // Whoever used a server that is gone uses it no more; after a reboot their ids belong to others.
  if (running === undefined) await rm(usersDir, { recursive: true, force: true });
  const { pid, port } = running ?? (await launch(engine, dataDir));
  await engine.initiate?.(port).catch((error: unknown) => {
    throw doesNotStart(engine, dataDir, String(error));
  });
  memberships += 1;
  const user = join(usersDir, `${process.pid}-${memberships}`);
  await mkdir(usersDir, { recursive: true });
  await writeFile(user, '');
  return {
    uri: localUri(port),
    pid,
    leave: () =>
      locked(dataDir, 'server', async () => {
        await rm(user, { force: true });
        const current = await noted(dataDir);
        if (current?.pid === pid && !(await hasUsers(usersDir)))
          await end(engine, dataDir, current);
      }),
  };
}

/** The server that the data folder tells of, if it is there and answers; one that hangs is ended. */
async function runningServer(engine: Engine, dataDir: string): Promise<ServerNote | undefined> {
  const server = await noted(dataDir);
  if (server === undefined || (await answers(server.port))) return server;
  await end(engine, dataDir, server);
  return undefined;
}

async function noted(dataDir: string): Promise<ServerNote | undefined> {
  const server = await readNote(join(dataDir, 'server.json'), serverNote);
  const isThere = server !== undefined && (await isRunningOn(server.pid, join(dataDir, 'db')));
  return isThere ? server : undefined;
}

async function end(engine: Engine, dataDir: string, { pid, port }: ServerNote): Promise<void> {
  await endProcess(pid, join(dataDir, 'db'), {
    patienceMs: STOPPED_WITHIN_MS,
    whileWaiting: async () => engine.hasten?.(port),
  });
  await rm(join(dataDir, 'server.json'), { force: true });
}

async function answers(port: number): Promise<boolean> {
  const client = new MongoClient(localUri(port), { serverSelectionTimeoutMS: ANSWERS_WITHIN_MS });
  try {
    await client.db('admin').command({ ping: 1 });
    return true;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}

async function hasUsers(usersDir: string): Promise<boolean> {
  let inUse = false;
  for (const name of await readdir(usersDir)) {
    if (isAlive(Number.parseInt(name, 10))) inUse = true;
    else await rm(join(usersDir, name), { force: true });
  }
  return inUse;
}
