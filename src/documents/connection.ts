/** The one connection of a process. */
import { type Db, MongoClient } from 'mongodb';
import { loadConfig } from '../config.ts';
import { StorageError } from '../errors.ts';
import { doubtConnection, settleDoubt } from './doubt.ts';
import { storageError } from './storage-error.ts';

/** An unreachable database is reported within this time, whatever the driver is waiting for. */
const REACHABLE_WITHIN_MS = 4_500;

/** What runs on an old connection when another takes its place may go on for so long. */
const FAREWELL_MS = 60_000;

interface Connection {
  readonly uri: string;
  readonly client: MongoClient;
  readonly db: Db;
}

/** A server, or a way to ask where it is and how it is entered: passwords change. */
type Server = string | (() => Promise<string>);

let server: Server | undefined;
let connection: Promise<Connection> | undefined;

/**
 * The database of the documents, connected at the first call. The promise is kept for the life of the process (a warm
 * Lambda included) and dropped on failure, so that the next call tries again.
 *
 * @throws StorageError within 5 s when the database cannot be reached; credentials are never part of the message
 * @example
 * const db = await database();
 * await db.collection('articles').countDocuments();
 */
export async function database(): Promise<Db> {
  if (connection !== undefined && settleDoubt()) connection = asBefore(connection);
  connection ??= connect();
  const current = connection;
  try {
    return (await current).db;
  } catch (error) {
    if (connection === current) connection = undefined;
    throw error;
  }
}

/** Closes the connection, if there is one. The next `database()` opens a new one. */
export async function closeDatabase(): Promise<void> {
  const closing = connection;
  connection = undefined;
  const opened = await closing?.catch(() => undefined);
  await opened?.client.close();
}

/**
 * From now on `database()` goes to this server instead of MONGODB_URI: the embedded one tells where it listens.
 *
 * @param uri where it is; or a function that tells, asked with each connection, and again when one cannot be used any more
 * @example
 * useServer(async () => (await readSecret()).MONGODB_URI);
 */
export function useServer(uri: Server): void {
  server = uri;
}

/** Stays with the connection, unless its server has moved or its password was changed. */
async function asBefore(old: Promise<Connection>): Promise<Connection> {
  const { uri, client } = await old;
  if (typeof server !== 'function') return old;
  const { uri: now } = await place();
  if (now === uri) return old;
  setTimeout(() => void client.close().catch(() => undefined), FAREWELL_MS).unref();
  return connect();
}

async function place(): Promise<{ readonly uri: string | undefined; readonly name: string }> {
  const { MONGODB_URI, MONGODB_DATABASE: name } = loadConfig();
  return { uri: typeof server === 'function' ? await server() : (server ?? MONGODB_URI), name };
}

async function connect(): Promise<Connection> {
  settleDoubt();
  const { uri, name } = await place();
  if (uri === undefined) {
    throw new StorageError('There is no database: MONGODB_URI is not set.', {
      hint: 'Set MONGODB_URI, as mongodb://127.0.0.1:27017.',
    });
  }
  const client = clientOf(uri);
  try {
    await within(REACHABLE_WITHIN_MS, client.connect());
    client
      .on('connectionCheckOutFailed', doubtConnection)
      .on('serverHeartbeatFailed', doubtConnection);
    return { uri, client, db: client.db(name) };
  } catch (error) {
    // What the client still tries in the background is of no interest any more, nor is how that ends.
    client.close().catch(() => undefined);
    throw storageError(error, 'connect to the database');
  }
}

function clientOf(uri: string): MongoClient {
  try {
    return new MongoClient(uri, {
      appName: 'goldpan',
      maxPoolSize: 10,
      maxIdleTimeMS: 60_000,
      serverSelectionTimeoutMS: 4_000,
      connectTimeoutMS: 4_000,
      ignoreUndefined: true,
    });
  } catch {
    // The driver quotes what it cannot parse, password included: neither its message nor its error may go on.
    throw new StorageError('MONGODB_URI is not a connection string of MongoDB.', {
      hint: 'It reads mongodb://user:password@host:27017 or mongodb+srv://…, with special characters in the password percent-encoded.',
    });
  }
}

/** mongodb+srv looks names up before the driver's own time-outs begin. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new StorageError(`The database did not answer within ${ms / 1000} s.`));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
