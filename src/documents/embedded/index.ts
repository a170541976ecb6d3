/** The database of a laptop: MONGODB_URI if it is set, else a server of our own with its data in DATA_DIR. */
import { resolve } from 'node:path';
import { type Config, loadConfig } from '../../config.ts';
import { chooseEngine } from './choose-engine.ts';
import { locked } from './locked.ts';
import { joinServer } from './shared-server.ts';

export interface EmbeddedServer {
  readonly uri: string;
  /** As shown to a person: 'SecantusDB 0.7.0b3', or 'MONGODB_URI'. */
  readonly engine: string;
  /** Half a sentence: why this one. */
  readonly reason: string;
  /** The process of the server; absent for MONGODB_URI. */
  readonly pid?: number;
  /** Leaves the server; the last process to leave ends it. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder of the data; DATA_DIR unless given. */
  readonly dataDir?: string;
  /** Folder of what is downloaded and installed; the data folder unless given. */
  readonly toolsDir?: string;
  /** Told, in plain lines, what takes long. */
  readonly say?: (line: string) => void;
}

/**
 * Finds the database to use, and starts or joins the embedded server where MONGODB_URI is not set. Several goldpans at
 * once share one server; it listens on 127.0.0.1 only, and outlives a goldpan that is killed.
 *
 * A data folder is never opened by another engine than the one that made it.
 *
 * @throws StorageError that says what to do when no engine can be had or started
 * @example
 * const server = await startEmbeddedServer({ say: console.log });
 * console.log(`Database: ${server.engine} (${server.reason})`);
 * useServer(server.uri);
 * // … and at the end
 * await closeDatabase();
 * await server.stop();
 */
export async function startEmbeddedServer(
  options: EmbeddedOptions = {},
  config: Pick<Config, 'MONGODB_URI' | 'DATA_DIR'> = loadConfig(),
): Promise<EmbeddedServer> {
  if (config.MONGODB_URI !== undefined) {
    const stop = (): Promise<void> => Promise.resolve();
    return { uri: config.MONGODB_URI, engine: 'MONGODB_URI', reason: 'it is set', stop };
  }
  const dataDir = resolve(options.dataDir ?? config.DATA_DIR);
  const toolsDir = resolve(options.toolsDir ?? dataDir);
  const say = options.say ?? (() => undefined);
  return locked(dataDir, 'server', async () => {
    const { engine, reason } = await chooseEngine({ dataDir, toolsDir }, say);
    const { uri, pid, leave } = await joinServer(engine, dataDir);
    return { uri, engine: engine.title, reason, pid, stop: leave };
  });
}
