/** The database of a fleet, as reached from a person's machine. */
import { closeDatabase, database, useServer } from '../documents/connection.ts';
import { StorageError } from '../errors.ts';
import { FleetError } from './fleet-error.ts';

/** What being elsewhere would not mend. */
const MISTAKE = /not a connection string|refuses this user/;

/**
 * Connects to a database; from then on all models go there.
 *
 * @throws StorageError when the text is no connection string of MongoDB, or the database refuses the user in it
 * @throws FleetError when the database does not answer from here
 * @example
 * await using _database = await connectFleetDatabase(MONGODB_URI);
 */
export async function connectFleetDatabase(uri: string): Promise<AsyncDisposable> {
  if (!/^mongodb(?:\+srv)?:\/\//.test(uri)) {
    throw new StorageError('MONGODB_URI is not a connection string of MongoDB.', {
      hint: 'It begins with mongodb:// or mongodb+srv://.',
    });
  }
  useServer(uri);
  try {
    await (await database()).command({ ping: 1 });
  } catch (error) {
    await closeDatabase();
    if (!(error instanceof StorageError) || MISTAKE.test(error.message)) throw error;
    throw new FleetError('no_database', error.message, { cause: error });
  }
  return { [Symbol.asyncDispose]: closeDatabase };
}

/** The time as the database has it: a laptop's clock may be wrong, and the ledger is written by others. */
export async function databaseTime(): Promise<Date> {
  const { localTime } = await (await database()).command({ hello: 1 });
  return localTime instanceof Date ? localTime : new Date();
}
