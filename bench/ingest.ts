/**
 * How fast a whole ingest is: 200 replica links on 20 hosts, 16 at a time, stored in the embedded database; against the
 * same links fetched through the same proxy by bare undici, without parsing or storing. Each run is a process of its own;
 * the two take turns, and medians are compared.
 *
 * Usage: node bench/ingest.ts
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { EnvHttpProxyAgent, request } from 'undici';
import { closeDatabase, useServer } from '../src/documents/connection.ts';
import { startEmbeddedServer } from '../src/documents/embedded/index.ts';
import { createFetcher } from '../src/fetching/index.ts';
import { silentLog } from '../src/log.ts';
import { ingest } from '../src/pipeline/ingest.ts';
import { manyBlogs } from '../test/sites/many-blogs.ts';
import { startReplicaSites } from '../test/sites/replica.ts';

const BLOGS = manyBlogs({ blogs: 20, postsEach: 10 });
const AT_A_TIME = 16;
const ROUNDS = 5;

type Contestant = 'goldpan' | 'undici';

interface Run {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMB: number;
}

const CONTESTANTS: Record<Contestant, () => Promise<void>> = {
  goldpan: async () => {
    const fetcher = createFetcher();
    const report = await ingest([{ user: 'Mara Lindqvist', links: BLOGS.links }], {
      fetcher,
      log: silentLog,
      signal: new AbortController().signal,
      concurrency: AT_A_TIME,
    });
    const failed = report.outcomes.filter(({ state }) => state !== 'stored');
    if (failed.length > 0) throw new Error(`not stored: ${JSON.stringify(failed[0])}`);
    await fetcher.close();
    await closeDatabase();
  },
  undici: async () => {
    const dispatcher = new EnvHttpProxyAgent();
    const waiting = [...BLOGS.links];
    const work = async (): Promise<void> => {
      for (let link = waiting.pop(); link !== undefined; link = waiting.pop()) {
        const { body } = await request(link, { dispatcher });
        await body.arrayBuffer();
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    await dispatcher.close();
  },
};

async function measureHere(contestant: Contestant): Promise<void> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  await CONTESTANTS[contestant]();
  const { user, system } = process.cpuUsage(before);
  const run: Run = {
    seconds: (performance.now() - startedAt) / 1_000,
    cpuSeconds: (user + system) / 1e6,
    peakMB: process.resourceUsage().maxRSS / 1_024,
  };
  console.log(JSON.stringify(run));
}

async function measure(contestant: Contestant, env: NodeJS.ProcessEnv): Promise<Run> {
  const child = spawn(process.execPath, [import.meta.filename, contestant], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${contestant} ended with ${code}`);
  return JSON.parse(output) as Run;
}

async function compare(): Promise<void> {
  const sites = await startReplicaSites([BLOGS]);
  const dataDir = await mkdtemp(join(tmpdir(), 'goldpan-bench-'));
  const server = await startEmbeddedServer({ dataDir, toolsDir: '.data' });
  useServer(server.uri);
  const runs: Record<Contestant, Run[]> = { goldpan: [], undici: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const env = {
      HTTPS_PROXY: sites.proxyUrl,
      HTTP_PROXY: sites.proxyUrl,
      NODE_EXTRA_CA_CERTS: sites.caPath,
      MONGODB_URI: server.uri,
      // Every round stores into an empty database.
      MONGODB_DATABASE: `bench_${round}`,
    };
    runs.goldpan.push(await measure('goldpan', env));
    runs.undici.push(await measure('undici', env));
  }
  await server.stop();
  await sites.close();
  await rm(dataDir, { recursive: true, force: true });

  const links = BLOGS.links.length;
  console.log(
    `${links} links, ${AT_A_TIME} at a time, ${ROUNDS} rounds in turn, medians; database: ${server.engine}`,
  );
  for (const [name, own] of Object.entries(runs)) {
    const perSecond = links / median(own, 'seconds');
    const cpuMs = (median(own, 'cpuSeconds') / links) * 1_000;
    console.log(
      `${name.padEnd(8)} ${perSecond.toFixed(0).padStart(5)} links/s ${cpuMs.toFixed(1).padStart(6)} ms CPU a link ${median(own, 'peakMB').toFixed(0).padStart(5)} MB peak`,
    );
  }
  const ratio = (figure: keyof Run): string =>
    (median(runs.goldpan, figure) / median(runs.undici, figure)).toFixed(1);
  console.log(
    `goldpan / bare undici: ${ratio('seconds')} x the time, ${ratio('cpuSeconds')} x the CPU, ${ratio('peakMB')} x the memory`,
  );
}

function median(runs: readonly Run[], figure: keyof Run): number {
  return (
    runs.map((run) => run[figure]).toSorted((a, b) => a - b)[Math.floor(runs.length / 2)] ??
    Number.NaN
  );
}

const [contestant] = process.argv.slice(2);
if (contestant === 'goldpan' || contestant === 'undici') await measureHere(contestant);
else await compare();
