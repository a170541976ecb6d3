/** Starts an engine as a process of its own, which outlives the one that started it. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { StorageError } from '../../errors.ts';
import { freePort } from './address.ts';
import type { Engine } from './engine.ts';

const READY_WITHIN_MS = 60_000;
const MOST_PORTS = 5;

/** What `server.json` holds of the process of the server. */
export const serverNote = z.object({ pid: z.int(), port: z.int() });
export type ServerNote = z.infer<typeof serverNote>;

/**
 * Starts the engine on a free port of loopback, notes it in `server.json` and waits until it takes connections.
 *
 * @throws StorageError with the end of its log when it does not start
 */
export async function launch(engine: Engine, dataDir: string): Promise<ServerNote> {
  await mkdir(join(dataDir, 'db'), { recursive: true });
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    const pid = await start(engine, port, dataDir);
    if (pid !== undefined) return { pid, port };
    const log = await readFile(join(dataDir, 'server.log'), 'utf8');
    const portWasTaken = /address (is )?already in use/i.test(log);
    if (!portWasTaken || tries === MOST_PORTS) throw doesNotStart(engine, dataDir, log);
  }
}

export function doesNotStart(engine: Engine, dataDir: string, why: string): StorageError {
  const end = why.trim().split('\n').slice(-5).join('\n');
  return new StorageError(`The embedded database (${engine.title}) does not start:\n${end}`, {
    hint: `Read ${join(dataDir, 'server.log')}, or set MONGODB_URI to a server of your own.`,
  });
}

/** @returns the process, or nothing if it ended before it was ready */
async function start(engine: Engine, port: number, dataDir: string): Promise<number | undefined> {
  const dbPath = join(dataDir, 'db');
  const logPath = join(dataDir, 'server.log');
  const log = await open(logPath, 'w');
  // A session of its own: a Ctrl-C in the terminal is for us, not for the database.
  const child = spawn(engine.command, engine.args(port, dbPath), {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    cwd: dbPath,
  });
  const { pid } = child;
  // At once and synchronously: if we are killed now, the next goldpan must know of it.
  if (pid !== undefined) writeFileSync(join(dataDir, 'server.json'), JSON.stringify({ pid, port }));
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  const hasEnded = (): boolean =>
    failure !== undefined || child.exitCode !== null || child.signalCode !== null;
  try {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!hasEnded()) {
      // Its own log, not a connection: on that port somebody else may answer.
      if ((await readFile(logPath, 'utf8')).includes(engine.readyMark)) return pid;
      if (Date.now() > deadline) child.kill('SIGKILL');
      await sleep(50);
    }
    if (failure !== undefined) await log.write(`\n${failure.message}\n`);
    return undefined;
  } finally {
    await log.close();
    child.unref();
  }
}
