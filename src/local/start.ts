/**
 * Starts the local Lambda in the background.
 *
 * Usage: node src/local/start.ts [--port 9010] [program]
 * `program` is what runs in the background, `serve.ts` unless said: the demo puts its replica sites around it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config.ts';
import { readPort, urlOf, whoListens } from './listener.ts';
import { BUNDLE, type ServeMessage } from './serve.ts';

const { values, positionals } = parseArgs({
  options: { port: { type: 'string' } },
  allowPositionals: true,
});
const port = readPort(values.port);
const [program = fileURLToPath(new URL('serve.ts', import.meta.url))] = positionals;
const howToCall = `  curl -X POST ${urlOf(port)}/2015-03-31/functions/function/invocations \\
    -d '{"user": "First Last", "link": "https://…"}'`;

const listener = await whoListens(port);
if (typeof listener === 'number') {
  console.log(`The local Lambda is already running (process ${listener}). Call it:\n${howToCall}`);
} else if (listener === 'stranger') {
  refuse(
    `Port ${port} is taken by another program. Stop that one, or choose a port: PORT=${port + 1}`,
  );
} else if (!existsSync(join(BUNDLE, 'index.mjs'))) {
  refuse('There is no bundle in dist/ yet. Run: make build');
} else {
  await startInBackground();
}

async function startInBackground(): Promise<void> {
  const log = join(loadConfig().DATA_DIR, 'local-lambda.log');
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, [program, '--port', String(port)], {
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  });
  if (!(await becomesReady(child))) {
    refuse(`The local Lambda did not start. The end of ${log}:\n${endOf(log)}`);
    return;
  }
  child.disconnect();
  child.unref();
  console.log(`The local Lambda is up (process ${child.pid}, log: ${log}). Call it:
${howToCall}
Stop it: make local-stop`);
}

function becomesReady(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.on('message', (message: ServeMessage) => {
      if ('say' in message) console.log(message.say);
      else resolve(true);
    });
    child.once('exit', () => resolve(false));
    child.once('error', () => resolve(false));
  });
}

function endOf(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}

function refuse(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
