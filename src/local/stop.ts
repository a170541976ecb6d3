/**
 * Stops the local Lambda and what it has started. Nothing is ended that does not say of itself that it is one.
 *
 * Usage: node src/local/stop.ts [--port 9010]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readPort, whoListens } from './listener.ts';

/** The embedded database writes its files before it ends. */
const PATIENCE_MS = 20_000;

const { values } = parseArgs({ options: { port: { type: 'string' } } });
const port = readPort(values.port);
const listener = await whoListens(port);

if (listener === 'nobody') {
  console.log('The local Lambda is not running.');
} else if (listener === 'stranger') {
  console.error(
    `What listens on port ${port} is not the local Lambda, or it hangs; it is left alone.`,
  );
  process.exitCode = 1;
} else {
  process.kill(listener, 'SIGTERM');
  if (await ends(listener)) {
    console.log(`Stopped the local Lambda (process ${listener}) and what it had started.`);
  } else {
    console.error(`Process ${listener} does not end. Look at it: ps -fp ${listener}`);
    process.exitCode = 1;
  }
}

async function ends(pid: number): Promise<boolean> {
  const until = Date.now() + PATIENCE_MS;
  while (isAlive(pid)) {
    if (Date.now() > until) return false;
    await sleep(50);
  }
  return true;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
