import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startEmbeddedServer } from '../../../src/documents/embedded/index.ts';
import { isAlive, isRunningOn } from '../../../src/documents/embedded/processes.ts';

const toolsDir = resolve(import.meta.dirname, '../../../.data');
const told = z.object({ uri: z.string(), pid: z.int(), engine: z.string() });

let dataDir: string;
let goldpans: ChildProcess[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'goldpan-shared-'));
  goldpans = [];
});

afterEach(async () => {
  for (const child of goldpans) child.kill('SIGKILL');
  const left = await readFile(join(dataDir, 'server.json'), 'utf8').catch(() => '{}');
  const { pid } = JSON.parse(left);
  if (pid !== undefined && (await isRunningOn(pid, dataDir))) process.kill(pid, 'SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts a goldpan in a process of its own; resolves when it is connected. */
async function goldpan() {
  const script = join(import.meta.dirname, 'goldpan.ts');
  const child = spawn(process.execPath, [script, dataDir, toolsDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  goldpans.push(child);
  const [line] = await once(createInterface(child.stdout), 'line');
  return {
    ...told.parse(JSON.parse(String(line))),
    async leave() {
      child.stdin.end();
      await once(child, 'close');
    },
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

async function joinHere() {
  const config = { MONGODB_URI: undefined, DATA_DIR: dataDir };
  const { pid, ...server } = await startEmbeddedServer({ toolsDir }, config);
  if (pid === undefined) throw new Error('an embedded server has a process');
  return { ...server, pid };
}

async function withTides<T>(
  uri: string,
  work: (tides: ReturnType<ReturnType<MongoClient['db']>['collection']>) => Promise<T>,
): Promise<T> {
  await using client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  return await work(client.db('twin').collection('tides'));
}

describe('the embedded server', () => {
  it('is one for all goldpans that start at the same time, and ends with the last of them', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, goldpan));
    const [first] = all;
    if (first === undefined) throw new Error('four goldpans were started');
    expect(new Set(all.map(({ pid }) => pid)).size).toBe(1);
    expect(new Set(all.map(({ uri }) => uri)).size).toBe(1);

    await Promise.all(all.slice(1).map((one) => one.leave()));
    expect(isAlive(first.pid)).toBe(true);
    await withTides(first.uri, (tides) => tides.insertOne({ metres: 1.2 }));
    await first.leave();
    expect(await isRunningOn(first.pid, dataDir)).toBe(false);

    const again = await goldpan();
    expect(await withTides(again.uri, (tides) => tides.countDocuments())).toBe(1);
    await again.leave();
  });

  it('outlives a goldpan that is killed, is found by the next one, and ended by it', async () => {
    const killed = await goldpan();
    await withTides(killed.uri, (tides) => tides.insertOne({ metres: 1.2 }));
    await killed.kill();
    expect(await isRunningOn(killed.pid, dataDir)).toBe(true);

    const next = await joinHere();
    expect(next.pid).toBe(killed.pid);
    expect(await withTides(next.uri, (tides) => tides.countDocuments())).toBe(1);
    await next.stop();
    await next.stop();
    expect(await isRunningOn(killed.pid, dataDir)).toBe(false);
    expect(await readdir(join(dataDir, 'users'))).toEqual([]);
  });

  it('is found even when its goldpan was killed while it was starting it', async () => {
    const script = join(import.meta.dirname, 'goldpan.ts');
    const child = spawn(process.execPath, [script, dataDir, toolsDir], { stdio: 'ignore' });
    goldpans.push(child);
    const note = join(dataDir, 'server.json');
    while (!existsSync(note)) await new Promise((done) => setTimeout(done, 5));
    child.kill('SIGKILL');
    const { pid } = JSON.parse(await readFile(note, 'utf8'));
    const server = await joinHere();
    expect(server.pid).toBe(pid);
    await server.stop();
  });

  it('loses nothing acknowledged when it is itself killed, and starts again', async () => {
    const before = await joinHere();
    await withTides(before.uri, async (tides) => {
      for (let metres = 0; metres < 50; metres += 1) await tides.insertOne({ metres });
    });
    process.kill(before.pid, 'SIGKILL');
    const after = await joinHere();
    expect(after.pid).not.toBe(before.pid);
    expect(await withTides(after.uri, (tides) => tides.countDocuments())).toBe(50);
    await before.stop();
    await after.stop();
  });

  it('is not mistaken for another process that has its number after a reboot', async () => {
    await writeFile(join(dataDir, 'server.json'), JSON.stringify({ pid: process.pid, port: 1 }));
    const server = await joinHere();
    expect(server.pid).not.toBe(process.pid);
    await server.stop();

    await writeFile(join(dataDir, 'server.json'), '{"pid": 1');
    const second = await joinHere();
    await second.stop();
  });

  it('listens on loopback only', async () => {
    const outer = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal);
    const server = await joinHere();
    const uri = server.uri.replace('127.0.0.1', outer?.address ?? '127.0.0.2');
    await using client = new MongoClient(uri, { serverSelectionTimeoutMS: 500 });
    await expect(client.db('admin').command({ ping: 1 })).rejects.toThrow('ECONNREFUSED');
    await server.stop();
  });
});
