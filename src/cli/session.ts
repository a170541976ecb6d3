/** What every command that crawls needs: the network, the database, a way to stop, and a log. */
import { loadConfig } from '../config.ts';
import { HostDocument } from '../documents/host.ts';
import { type ClosableFetcher, createFetcher } from '../fetching/index.ts';
import type { Log } from '../log.ts';
import { openDatabase } from './open-database.ts';
import { stopSignal } from './stop-signal.ts';
import { paint } from './terminal.ts';

export interface Session extends AsyncDisposable {
  readonly fetcher: ClosableFetcher;
  /** Aborted by the first Ctrl-C; the second one ends the process at once. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Who sits at a terminal may give archives on this machine in place of links. */
  readonly files?: true;
}

/**
 * Opens the network, and the database unless the command does without.
 *
 * @example
 * await using session = await openSession();
 * await crawlLink(request, { ...session, follow });
 */
export async function openSession(
  options: { readonly database: boolean } = { database: true },
): Promise<Session> {
  const config = loadConfig();
  const database = options.database ? await openDatabase() : undefined;
  const log = lineLog(config.LOG_LEVEL);
  // With a database, all goldpans keep the pace together; without one, each keeps it for itself.
  const fetcher = createFetcher(config, { log, ...(database && { hosts: HostDocument }) });
  const stop = stopSignal(() => {
    process.stderr.write(
      '\nStopping after what is in flight; press Ctrl-C again to stop at once.\n',
    );
  });
  return {
    fetcher,
    signal: stop.signal,
    log,
    files: true,
    async [Symbol.asyncDispose]() {
      stop[Symbol.dispose]();
      await fetcher.close();
      await database?.[Symbol.asyncDispose]();
    },
  };
}

const LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;

/** Lines on stderr: warnings and errors unless LOG_LEVEL asks for more than its default. */
function lineLog(level: (typeof LEVELS)[number]): Log {
  const least = level === 'INFO' ? LEVELS.indexOf('WARN') : LEVELS.indexOf(level);
  const write =
    (own: (typeof LEVELS)[number]) =>
    (message: string, fields: Record<string, unknown> = {}): void => {
      if (LEVELS.indexOf(own) < least) return;
      const details = Object.entries(fields).map(([name, value]) => ` ${name}=${String(value)}`);
      process.stderr.write(
        `${paint('yellow', own.toLowerCase(), process.stderr)} ${message}${details.join('')}\n`,
      );
    };
  return { debug: write('DEBUG'), info: write('INFO'), warn: write('WARN'), error: write('ERROR') };
}
