/**
 * How rendering compares with Crawlee's PlaywrightCrawler: the replica single-page application, the same Chromium, one page
 * at a time and two, each side a process of its own and the sides by turns. Crawlee waits for a quiet network as goldpan
 * does, and, in a row of its own, for the article, which takes knowing the page. It is installed into
 * `bench/fetching/crawlee-browser/` the first time.
 *
 * Usage: node bench/fetching/browser.ts [PAGES]
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { bundledChromium } from '../../src/fetching/browser/bundled-chromium.ts';
import { memoryOf } from '../../src/fetching/browser/processes.ts';
import { startReplicaSites } from '../../test/sites/replica.ts';
import { spaLinks, spaSite } from '../../test/sites/spa.ts';

const HERE = import.meta.dirname;
const CRAWLEE = join(HERE, 'crawlee-browser');

/** goldpan shows one page a host at a time; two of them need two hosts. */
const HOSTS = ['log.tidewater.example', 'second.tidewater.example'];

interface Figures {
  readonly firstMs: number;
  readonly warmMs: number;
  readonly pagesPerSecond: number;
  /** Node and browser together. */
  readonly peakMB: number;
}

/** The process and all that it has started, by /proc. */
async function descendants(root: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 1).split(' ')[2]));
  }
  const isBelow = (id: number): boolean => id === root || (id > 1 && isBelow(parents.get(id) ?? 0));
  return [...parents.keys()].filter(isBelow);
}

async function measure(command: string[], env: NodeJS.ProcessEnv): Promise<Figures> {
  const child = spawn(process.execPath, command, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  let peak = 0;
  const watch = setInterval(async () => {
    peak = Math.max(peak, await memoryOf(await descendants(child.pid ?? 0)));
  }, 200);
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  clearInterval(watch);
  if (code !== 0) throw new Error(`${command[0]} ended with ${code}`);
  const times = JSON.parse(output) as number[]; // Written by the same folder.
  const [first = Number.NaN, ...warm] = times;
  const sum = warm.reduce((total, ms) => total + ms, 0);
  return {
    firstMs: first,
    warmMs: warm.toSorted((a, b) => a - b)[Math.floor(warm.length / 2)] ?? Number.NaN,
    pagesPerSecond: warm.length / (sum / 1_000),
    peakMB: peak / 1e6,
  };
}

/** Of two pages at once no time of a single page is known, only how many are done in a second. */
function row(name: string, atOnce: string, figures: Figures): void {
  const { firstMs, warmMs, pagesPerSecond, peakMB } = figures;
  const times =
    atOnce === '1'
      ? `first ${firstMs.toFixed(0).padStart(5)} ms, warm ${warmMs.toFixed(0).padStart(4)} ms, `
      : '';
  console.log(
    `${`${name}, ${atOnce} at once`.padEnd(44)} ${times}${pagesPerSecond.toFixed(2)} pages/s, ${peakMB.toFixed(0)} MB peak`,
  );
}

if (!existsSync(join(CRAWLEE, 'node_modules'))) {
  console.log('Installing Crawlee into bench/fetching/crawlee-browser (npm ci) …');
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: CRAWLEE,
  });
}
const pages = process.argv[2] ?? '30';
const replica = await startReplicaSites([{ ...spaSite, hosts: HOSTS }]);
try {
  const executable = await bundledChromium();
  const env = {
    LINKS: HOSTS.map((host) => spaLinks.article.replace(HOSTS[0] ?? '', host)).join(' '),
    HTTPS_PROXY: replica.proxyUrl,
    HTTP_PROXY: replica.proxyUrl,
    NODE_EXTRA_CA_CERTS: replica.caPath,
    PACE: '0',
  };
  const goldpan = join(HERE, 'browser-goldpan.ts');
  const crawlee = join(CRAWLEE, 'crawl.mjs');
  console.log(
    `${pages} pages of a React application over TLS; times of the first page include loading and starting.`,
  );
  for (const atOnce of ['1', '2']) {
    const run = (script: string, ...more: string[]): Promise<Figures> =>
      measure([script, executable, pages, atOnce, ...more], env);
    row('goldpan', atOnce, await run(goldpan));
    row('Crawlee, quiet network', atOnce, await run(crawlee, 'quiet'));
    row('Crawlee, told what to wait for', atOnce, await run(crawlee, 'article'));
  }
} finally {
  await replica.close();
}
