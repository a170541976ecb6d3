/** MongoDB's own server, as a one-node replica set: change streams and transactions work as in production. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Db, MongoClient, MongoServerError } from 'mongodb';
import { localUri } from './address.ts';
import type { Engine } from './engine.ts';
import { run } from './processes.ts';

/** File paths as keys (dots, a leading `$`) are stored from 5.0 on. */
const OLDEST_MAJOR = 5;
const REPLICA_SET = 'goldpan';
const ALREADY_INITIALISED = 23;
const ELECTED_WITHIN_MS = 20_000;

/**
 * @returns the engine, or why this binary is of no use
 * @example
 * await mongodEngine('mongod'); // whatever is on the PATH
 */
export async function mongodEngine(command: string): Promise<Engine | string> {
  let printed: string;
  try {
    printed = await run(command, ['--version'], { timeoutMs: 10_000 });
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT'
      ? `there is no ${command} on the PATH`
      : `${command} does not run (${error instanceof Error ? error.message : String(error)})`;
  }
  const [, version = '', major = '0'] = /v(([0-9]{1,4})\.[0-9.]{1,20})/.exec(printed) ?? [];
  if (Number(major) < OLDEST_MAJOR) {
    return `${command} is version ${version || 'unknown'}, and ${OLDEST_MAJOR}.0 is the oldest that can be used`;
  }
  return {
    name: 'mongod',
    title: `MongoDB ${version}`,
    command,
    args: (port, dbPath) => [
      '--replSet',
      REPLICA_SET,
      '--bind_ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--dbpath',
      dbPath,
      '--nounixsocket',
      '--wiredTigerCacheSizeGB',
      '0.25',
    ],
    readyMark: 'Waiting for connections',
    initiate,
  };
}

/**
 * Downloads a mongod once, for good, or finds the one downloaded before.
 *
 * @returns the engine, or why there is none
 */
export async function downloadedMongod(folder: string): Promise<Engine | string> {
  try {
    const [{ MongoBinary }, { ResolveConfigVariables, setDefaultValue }] = await Promise.all([
      import('mongodb-memory-server-core'),
      import('mongodb-memory-server-core/lib/util/resolveConfig.js'),
    ]);
    // One try: without internet the answer is the same every time. MONGOMS_MAX_RETRIES in the environment still wins.
    setDefaultValue(ResolveConfigVariables.MAX_RETRIES, '1');
    return await mongodEngine(await MongoBinary.getPath({ downloadDir: folder }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `it could not be downloaded (${reason.replace(/\s+/g, ' ').slice(0, 300)})`;
  }
}

/** A replica set writes its own address down; the port is another one at every start, so it is corrected then. */
async function initiate(port: number): Promise<void> {
  const client = new MongoClient(localUri(port), { serverSelectionTimeoutMS: 5_000 });
  try {
    const admin = client.db('admin');
    const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
    try {
      await admin.command({ replSetInitiate: { _id: REPLICA_SET, members } });
    } catch (error) {
      if (!(error instanceof MongoServerError && error.code === ALREADY_INITIALISED)) throw error;
      const config = await client.db('local').collection('system.replset').findOne();
      if (config?.members[0]?.host !== members[0]?.host) {
        const moved = { ...config, members, version: Number(config?.version) + 1 };
        await admin.command({ replSetReconfig: moved, force: true });
      }
    }
    const deadline = Date.now() + ELECTED_WITHIN_MS;
    while (!(await isPrimary(admin))) {
      if (Date.now() > deadline) throw new Error('the replica set elected no primary');
      await sleep(100);
    }
  } finally {
    await client.close();
  }
}

async function isPrimary(admin: Db): Promise<boolean> {
  try {
    return (await admin.command({ hello: 1 })).isWritablePrimary === true;
  } catch {
    // An election drops connections; whether it ended well is asked again until the deadline.
    return false;
  }
}
