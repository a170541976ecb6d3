import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../../src/local/listen.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

interface Finished {
  readonly code: number;
  readonly output: string;
}

let dataDir: string;
let port: number;
let stranger: Server;
let strangersPort: number;

const node = async (script: string, ...args: string[]): Promise<Finished> => {
  const env = { ...process.env, DATA_DIR: dataDir };
  return run(process.execPath, [script, ...args], { cwd: root, env }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error) => ({ code: error.code, output: error.stdout + error.stderr }),
  );
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'local-lambda-'));
  if (!existsSync(join(root, 'dist/index.mjs'))) await node('scripts/build.ts');
  stranger = createServer((_request, response) => response.end('hello'));
  strangersPort = await listenOnLoopback(stranger);
  const free = createServer();
  port = await listenOnLoopback(free);
  await new Promise((resolve) => free.close(resolve));
});
afterAll(async () => {
  await node('src/local/stop.ts', '--port', String(port));
  stranger.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('make local-start, local-test-* and local-stop', () => {
  it('start, answer, say that they run already, and stop', async () => {
    const send = () =>
      node('src/local/send.ts', '--port', String(port), 'Mara Lindqvist', 'ftp://mara.example/');

    const before = await send();
    expect(before).toMatchObject({
      code: 1,
      output: expect.stringContaining('Run: make local-start'),
    });

    const started = await node('src/local/start.ts', '--port', String(port));
    expect(started.output).toContain(`curl -X POST http://127.0.0.1:${port}/2015-03-31/functions`);
    expect(started.code).toBe(0);

    const again = await node('src/local/start.ts', '--port', String(port));
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('already running') });

    const answer = await send();
    expect(answer.output).toContain('"code": "invalid_event"');
    expect(answer.code).toBe(1);

    const stopped = await node('src/local/stop.ts', '--port', String(port));
    expect(stopped).toMatchObject({
      code: 0,
      output: expect.stringContaining('Stopped the local Lambda'),
    });
    const twice = await node('src/local/stop.ts', '--port', String(port));
    expect(twice).toMatchObject({ code: 0, output: 'The local Lambda is not running.\n' });
  }, 60_000);

  it('leave a stranger on the port alone', async () => {
    const args = ['--port', String(strangersPort)];
    const [started, stopped, sent] = await Promise.all([
      node('src/local/start.ts', ...args),
      node('src/local/stop.ts', ...args),
      node('src/local/send.ts', ...args, 'Mara Lindqvist', 'https://mara.example/'),
    ]);
    expect(started).toMatchObject({
      code: 1,
      output: expect.stringContaining('is taken by another'),
    });
    expect(stopped).toMatchObject({ code: 1, output: expect.stringContaining('left alone') });
    expect(sent).toMatchObject({ code: 1, output: expect.stringContaining('No local Lambda') });
    expect(stranger.listening).toBe(true);
  });

  it('say how they are used', async () => {
    const { code, output } = await node('src/local/send.ts', 'Mara Lindqvist');
    expect(code).toBe(1);
    expect(output).toContain('Usage: node src/local/send.ts');
  });
});
