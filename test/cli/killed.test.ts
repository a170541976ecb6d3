import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArticleDocument } from '../../src/documents/article.ts';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { manyBlogs } from '../sites/many-blogs.ts';
import { type ReplicaSites, startReplicaSites } from '../sites/replica.ts';
import { goldpan, startGoldpan, through } from './goldpan.ts';

freshDatabase();

const blogs = manyBlogs({ blogs: 6, postsEach: 6, delayMs: 40 });
let sites: ReplicaSites;
let folder: string;
let file: string;

beforeAll(async () => {
  sites = await startReplicaSites([blogs]);
  folder = await mkdtemp(join(tmpdir(), 'goldpan-killed-'));
  file = join(folder, 'links.json');
  await writeFile(file, JSON.stringify([{ user: 'Mara Lindqvist', links: blogs.links }]));
});
afterAll(async () => {
  await sites.close();
  await rm(folder, { recursive: true, force: true });
});

/** Lets a run go until so many links are done, then sends it a signal. @returns the links it said were stored */
async function interrupt(
  signal: NodeJS.Signals,
  afterLinks: number,
): Promise<{ said: string[]; code: number | null }> {
  const child = startGoldpan(['ingest', file, '--concurrency', '4'], through(sites));
  child.stdout.resume();
  const said: string[] = [];
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stderr })) {
    const link = /✓ stored\s+(https:\S+)/.exec(line)?.[1];
    if (link !== undefined && said.push(link) === afterLinks) child.kill(signal);
  }
  const [code] = await ended;
  return { said, code: code as number | null };
}

describe('a run that ends in the middle', () => {
  it('SIGKILL: nothing that was said to be stored is lost, and the next run completes the rest', async () => {
    const { said } = await interrupt('SIGKILL', 8);
    const stored = new Set(
      (await Array.fromAsync(ArticleDocument.bulkFind())).map(({ link }) => link),
    );
    expect(said.filter((link) => !stored.has(link))).toEqual([]);
    expect(stored.size).toBeLessThan(blogs.links.length);
    const before = sites.requests.length;

    const resumed = await goldpan(['ingest', file], through(sites));
    expect(resumed.code).toBe(0);
    expect(resumed.stdout).toContain('Went on with an interrupted run');
    const all = await Array.fromAsync(ArticleDocument.bulkFind());
    expect(all.map(({ link }) => link).toSorted()).toEqual(blogs.links.toSorted());
    expect(all.every(({ revision }) => revision === 1)).toBe(true);
    expect(await CrawlDocument.countBy('state')).toEqual({ stored: blogs.links.length });
    // It asked only for what was not done: at most the links in flight a second time.
    expect(sites.requests.length - before).toBeLessThanOrEqual(blogs.links.length - said.length);
  });

  it('Ctrl-C: stops within seconds, says how many links are left, and goes on next time', async () => {
    await (await ArticleDocument.driver()).deleteMany({});
    await (await CrawlDocument.driver()).deleteMany({});
    const startedAt = Date.now();
    const { code } = await interrupt('SIGINT', 5);
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    expect(code).toBe(1);
    const left = (await CrawlDocument.countBy('state')).queued ?? 0;
    expect(left).toBeGreaterThan(0);
    const resumed = await goldpan(['ingest', file], through(sites));
    expect(resumed.code).toBe(0);
    expect(await Array.fromAsync(ArticleDocument.bulkFind())).toHaveLength(blogs.links.length);
  });
});
