/** Runs the real command line in a process of its own, as a person would. */
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ReplicaSites } from '../sites/replica.ts';

const MAIN = resolve(import.meta.dirname, '../../src/cli/main.ts');

export interface Ended {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Goldpan = ChildProcessByStdio<null, Readable, Readable>;

export function startGoldpan(
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd = process.cwd(),
): Goldpan {
  return spawn(process.execPath, [MAIN, ...words], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
}

/**
 * @example
 * const { code, stdout } = await goldpan(['status', '--json'], { MONGODB_DATABASE: name });
 */
export async function goldpan(
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd = process.cwd(),
): Promise<Ended> {
  const child = startGoldpan(words, env, cwd);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code: code as number | null, stdout, stderr };
}

/** Runs it with something on its standard input. */
export function goldpanReading(input: Uint8Array, words: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], {
    input,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

/** The settings with which a process reaches the replica sites and nothing else. */
export function through({ proxyUrl, caPath }: ReplicaSites): NodeJS.ProcessEnv {
  return { HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl, NODE_EXTRA_CA_CERTS: caPath };
}
