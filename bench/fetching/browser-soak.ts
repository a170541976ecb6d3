/**
 * Many pages in a row: is the memory flat, and is nothing left behind? The replica single-page application, rendered one
 * after the other with production's limits (a new browser every 50 pages), in a temporary folder and a process of its own.
 *
 * Usage: node bench/fetching/browser-soak.ts [PAGES]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryOf } from '../../src/fetching/browser/processes.ts';
import { createFetcher } from '../../src/fetching/index.ts';
import { startReplicaSites } from '../../test/sites/replica.ts';
import { spaLinks, spaSite } from '../../test/sites/spa.ts';

const PAGES = Number(process.argv[2] ?? 200);
const STEP = 25;

/** The replica is not part of what is measured. */
async function parent(): Promise<void> {
  const replica = await startReplicaSites([spaSite]);
  const folder = await mkdtemp(join(tmpdir(), 'goldpan-soak-'));
  const child = fork(import.meta.filename, [String(PAGES)], {
    execArgv: ['--expose-gc'],
    env: {
      ...process.env,
      HTTPS_PROXY: replica.proxyUrl,
      HTTP_PROXY: replica.proxyUrl,
      NODE_EXTRA_CA_CERTS: replica.caPath,
      PACE: '0',
      TMPDIR: folder,
    },
  });
  const [code] = await once(child, 'exit');
  process.exitCode = Number(code);
  const left = (await readdir(folder)).filter((name) => !UNPACKED.test(name));
  console.log(
    `left: ${(await processesOf(folder)).length} processes, ${left.length} files and folders ${left.join(' ')}`,
  );
  await rm(folder, { recursive: true, force: true });
  await replica.close();
}

/** What @sparticuz/chromium unpacks, once. */
const UNPACKED = /^(?:chromium.*|fonts|locales|lib.*|vk_swiftshader.*|node-compile-cache)$/;

/** Processes whose command line names the folder: those of its browsers. */
async function processesOf(folder: string): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')),
  );
  return ids.filter((_, index) => lines[index]?.includes(folder)).map(Number);
}

async function child(): Promise<void> {
  const fetcher = createFetcher();
  const startedAt = performance.now();
  console.log('pages    node: heap      RSS  browser  processes  files');
  for (let page = 1; page <= PAGES; page += 1) {
    const { text } = await fetcher.render(new URL(`${spaLinks.article}?${page}`));
    if (!text.includes('Mussels are patient')) throw new Error(`page ${page} is not the article`);
    if (page % STEP > 0) continue;
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    const processes = await processesOf(tmpdir());
    const files = await readdir(tmpdir(), { recursive: true });
    const sizes = [heapUsed, rss, await memoryOf(processes)].map(
      (bytes) => `${(bytes / 1e6).toFixed(0).padStart(5)} MB`,
    );
    console.log(
      `${String(page).padStart(5)}     ${sizes.join(' ')}  ${String(processes.length).padStart(9)}  ${String(files.length).padStart(5)}`,
    );
  }
  await fetcher.close();
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(
    `${PAGES} pages in ${seconds.toFixed(0)} s: ${(PAGES / seconds).toFixed(1)} a second`,
  );
  process.disconnect?.();
}

await (process.send ? child() : parent());
