/** AWS's runtime interface emulator with AWS's runtime client in it: the bundle runs as it would in Lambda. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { listenOnLoopback } from '../../src/local/listen.ts';
import { runtimeClientArguments } from '../../src/local/runtime-client.ts';

export interface Emulator {
  /** One at a time: two at once crash the emulator. */
  invoke(event: unknown): Promise<unknown>;
  /** What the emulator and the function have written so far. */
  output(): string;
  stop(): Promise<void>;
}

export async function startEmulator(
  binary: string,
  { folder, env }: { folder: string; env: Record<string, string> },
): Promise<Emulator> {
  const [port, runtimePort] = [await freePort(), await freePort()];
  const child = spawn(
    binary,
    [
      '--runtime-interface-emulator-address',
      `127.0.0.1:${port}`,
      '--runtime-api-address',
      `127.0.0.1:${runtimePort}`,
      process.execPath,
      ...runtimeClientArguments('index.handler'),
    ],
    {
      cwd: folder,
      env: {
        AWS_LAMBDA_FUNCTION_TIMEOUT: '60',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
        AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
        LAMBDA_TASK_ROOT: folder,
        ...env,
      },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const url = `http://127.0.0.1:${port}/2015-03-31/functions/function/invocations`;
  await untilListening(port, child, () => output);
  return {
    output: () => output,
    async invoke(event) {
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(event) });
      return response.json();
    },
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLoopback(server);
  server.close();
  return port;
}

/** The emulator says nothing when it is ready; a GET is no invocation, so it may be asked. */
async function untilListening(
  port: number,
  child: ChildProcess,
  output: () => string,
): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`The emulator has ended:\n${output()}`);
    const answered = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await sleep(50);
  }
  throw new Error(`The emulator does not listen:\n${output()}`);
}
