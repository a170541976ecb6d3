/**
 * The process in the background behind `make local-start`: database, endpoint, and their orderly end.
 *
 * Usage: node src/local/serve.ts [--port 9010]
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config.ts';
import { startEmbeddedServer } from '../documents/embedded/index.ts';
import { CrawlError } from '../errors.ts';
import { startEndpoint } from './endpoint.ts';
import { readPort } from './listener.ts';

/** Below the 15 minutes that Lambda allows: on a laptop somebody waits for the answer. */
const TIMEOUT_MS = 60_000;
const SLOTS = 2;

export const BUNDLE = fileURLToPath(new URL('../../dist', import.meta.url));

/** What the process tells its parent: lines for the person who waits, and in the end that all is up. */
export type ServeMessage = { readonly say: string } | { readonly ready: true };

export interface ServeOptions {
  /** Settings of the function that override those of this process: the demo's proxy. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Ends what the caller has started for it. */
  readonly onStop?: () => Promise<void>;
}

/**
 * Serves until SIGTERM or SIGINT, then ends every process it has started.
 *
 * @throws StorageError when no database can be had; the system's `EADDRINUSE` when the port is taken
 * @example
 * await serve({ settings: { HTTPS_PROXY: replica.proxyUrl }, onStop: () => replica.close() });
 */
export async function serve(options: ServeOptions = {}): Promise<void> {
  const tell = (message: ServeMessage): void => void process.send?.(message);
  try {
    await startAll(options, tell);
    tell({ ready: true });
  } catch (error) {
    if (error instanceof CrawlError) tell({ say: `${error.message} ${error.hint}` });
    throw error;
  }
}

async function startAll(
  { settings = {}, onStop }: ServeOptions,
  tell: (message: ServeMessage) => void,
): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' } } });
  const database = await startEmbeddedServer({ say: (say) => tell({ say }) });
  tell({ say: `Database: ${database.engine} (${database.reason})` });
  const endpoint = await startEndpoint({
    port: readPort(values.port),
    slots: SLOTS,
    timeoutMs: TIMEOUT_MS,
    folder: BUNDLE,
    env: { ...ownSettings(), ...settings, MONGODB_URI: database.uri },
  }).catch(async (cause: unknown) => {
    await database.stop();
    throw cause;
  });

  const stop = async (): Promise<void> => {
    await endpoint.close();
    await database.stop();
    await onStop?.();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
}

/** A Lambda sees the settings it is given, not the whole environment of whoever starts it. */
function ownSettings(): Record<string, string> {
  const given = Object.entries(loadConfig()).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

if (import.meta.main) await serve();
