/** The database of a command: connected before anything else is done, and left when the command ends. */
import { closeDatabase, database, useServer } from '../documents/connection.ts';
import { startEmbeddedServer } from '../documents/embedded/index.ts';
import { paint } from './terminal.ts';

export interface OpenDatabase extends AsyncDisposable {
  /** 'SecantusDB 0.7.0b3', or 'MONGODB_URI'. */
  readonly engine: string;
  /** Half a sentence: why this one. */
  readonly reason: string;
  /** What the server says of itself. */
  readonly version: string;
}

/**
 * Connects to MONGODB_URI, or to the embedded server, and says which one and why, on stderr.
 *
 * @param options.announce false where another command says it
 * @throws StorageError within 5 s when it cannot be reached
 * @example
 * await using database = await openDatabase();
 */
export async function openDatabase({ announce = true } = {}): Promise<OpenDatabase> {
  const say = (line: string): void => {
    process.stderr.write(`${paint('dim', line, process.stderr)}\n`);
  };
  const server = await startEmbeddedServer({ say });
  useServer(server.uri);
  const close = async (): Promise<void> => {
    await closeDatabase();
    await server.stop();
  };
  try {
    const { version } = await (await database()).command({ buildInfo: 1 });
    if (announce) say(`Database: ${server.engine} (${server.reason})`);
    return {
      engine: server.engine,
      reason: server.reason,
      version: String(version),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
