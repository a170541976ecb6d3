/** The one connection of a process. */
import { type Db, MongoClient } from 'mongodb';
import { loadConfig } from '../config.ts';
import { StorageError } from '../errors.ts';
import { storageError } from './storage-error.ts';

/** An unreachable database is reported within this time, whatever the driver is waiting for. */
const REACHABLE_WITHIN_MS = 4_500;

interface Connection {
  readonly client: MongoClient;
  readonly db: Db;
}

let server: string | undefined;
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
  connection ??= connect().catch((error: unknown) => {
    connection = undefined;
    throw error;
  });
  return (await connection).db;
}

/** Closes the connection, if there is one. The next `database()` opens a new one. */
export async function closeDatabase(): Promise<void> {
  const closing = connection;
  connection = undefined;
  const opened = await closing?.catch(() => undefined);
  await opened?.client.close();
}

/** From now on `database()` goes to this server instead of MONGODB_URI: the embedded one tells where it listens. */
export function useServer(uri: string): void {
  server = uri;
}

async function connect(): Promise<Connection> {
  const { MONGODB_URI, MONGODB_DATABASE } = loadConfig();
  const uri = server ?? MONGODB_URI;
  if (uri === undefined) {
    throw new StorageError('There is no database: MONGODB_URI is not set.', {
      hint: 'Set MONGODB_URI, as mongodb://127.0.0.1:27017.',
    });
  }
  const client = clientOf(uri);
  try {
    await within(REACHABLE_WITHIN_MS, client.connect());
    return { client, db: client.db(MONGODB_DATABASE) };
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
