/** Several goldpans at once, each a process of its own, on one database: what their sites see of them. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../setup/fresh-database.ts';
import { type ManyBlogs, manyBlogs } from '../sites/many-blogs.ts';
import { type ReplicaSites, type Site, startReplicaSites } from '../sites/replica.ts';
import { goldpan, startGoldpan, through } from './goldpan.ts';

freshDatabase();

const PACE_MS = 250;
/** The server of a busy machine notes an arrival late, and the next one in time. */
const JITTER_MS = 60;

interface Visit {
  readonly host: string;
  readonly path: string;
  readonly arrivedAt: number;
  answeredAt: number;
}

/** The access log of some blogs, from the arrival of each request to its answer. */
function logged(blogs: ManyBlogs, tookMs: number): Site & { readonly visits: Visit[] } {
  const visits: Visit[] = [];
  return {
    hosts: blogs.hosts,
    visits,
    async answer(request) {
      const { hostname: host, pathname: path } = request.url;
      const visit = { host, path, arrivedAt: performance.now(), answeredAt: Number.NaN };
      visits.push(visit);
      await sleep(tookMs);
      visit.answeredAt = performance.now();
      return blogs.answer(request);
    },
  };
}

const blogs = manyBlogs({ blogs: 2, postsEach: 10 });
const site = logged(blogs, 60);
let sites: ReplicaSites;
let folder: string;

beforeAll(async () => {
  sites = await startReplicaSites([site]);
  folder = await mkdtemp(join(tmpdir(), 'goldpan-pace-'));
});
afterAll(async () => {
  await sites.close();
  await rm(folder, { recursive: true, force: true });
});

async function linksFile(name: string, links: readonly string[]): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, JSON.stringify([{ user: 'Mara Lindqvist', links }]));
  return file;
}

describe('two goldpans at once', () => {
  it('never have two requests in flight on a host, and keep the pace together', async () => {
    const files = await Promise.all([
      linksFile(
        'even.json',
        blogs.links.filter((_, index) => index % 2 === 0),
      ),
      linksFile(
        'odd.json',
        blogs.links.filter((_, index) => index % 2 === 1),
      ),
    ]);
    const env = { ...through(sites), PACE: String(PACE_MS / 1_000) };
    const ended = await Promise.all(files.map((file) => goldpan(['ingest', file], env)));
    expect(ended.map(({ code, stderr }) => [code, stderr.match(/✗.*/g)])).toEqual([
      [0, null],
      [0, null],
    ]);

    for (const host of blogs.hosts) {
      const visits = site.visits.filter((visit) => visit.host === host);
      const posts = visits.filter(({ path }) => path.startsWith('/log/'));
      expect(new Set(posts.map(({ path }) => path)).size).toBe(10);
      const pairs = visits.slice(1).map((visit, index) => [visits[index] ?? visit, visit] as const);
      const overlapping = pairs.filter(([before, after]) => after.arrivedAt < before.answeredAt);
      expect(overlapping).toEqual([]);
      const rests = pairs.map(([before, after]) => after.arrivedAt - before.arrivedAt);
      expect(Math.min(...rests)).toBeGreaterThanOrEqual(PACE_MS - JITTER_MS);
    }
  });

  it('one that is killed in the middle of a request keeps the other waiting for its lease only', async () => {
    const file = await linksFile('killed.json', blogs.links.slice(0, 4));
    const env = { ...through(sites), PACE: '0' };
    const before = site.visits.length;
    const killed = startGoldpan(['ingest', file], env);
    killed.stdout.resume();
    killed.stderr.resume();
    const exit = once(killed, 'exit');
    await expect
      .poll(() => site.visits.length, { timeout: 15_000, interval: 5 })
      .toBeGreaterThan(before);
    killed.kill('SIGKILL');
    await exit;
    const start = performance.now();
    expect((await goldpan(['ingest', file], env)).code).toBe(0);
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
