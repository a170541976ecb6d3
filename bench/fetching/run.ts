/**
 * How goldpan compares with Crawlee: 1,000 replica links on 50 hosts, each answer 100 ms late, articles of 100 to 200 kB
 * over TLS, stored in the embedded database; the same server, database, links and number of links in flight for both. Each
 * run is a process of its own, the two take turns, robots and pace are off on both sides; then goldpan with its manners on.
 * Crawlee is installed into `bench/fetching/crawlee/` the first time.
 *
 * Usage: node bench/fetching/run.ts [ROUNDS]
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { startEmbeddedServer } from '../../src/documents/embedded/index.ts';
import type { Cost } from './cost.ts';
import { AT_A_TIME, HOSTS, hostName, LATENCY_MS, linksAt } from './shape.ts';

const HERE = import.meta.dirname;
const CRAWLEE = join(HERE, 'crawlee');
const run = promisify(execFile);

async function installCrawlee(): Promise<void> {
  if (existsSync(join(CRAWLEE, 'node_modules'))) return;
  console.log('Installing Crawlee into bench/fetching/crawlee (npm ci) …');
  await run('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: CRAWLEE });
}

async function startReplica(folder: string): Promise<Replica> {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const names = Array.from({ length: HOSTS }, (_, host) => `DNS:${hostName(host)}`).join(',');
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-days', '2', '-subj', '/CN=goldpan bench', '-addext', `subjectAltName=${names}`],
    ...['-keyout', key, '-out', cert],
  ]);
  const child = spawn(process.execPath, [join(HERE, 'replica.ts'), key, cert], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  return { ...JSON.parse(String(line)), cert, stop: () => child.kill() };
}

interface Replica {
  readonly port: number;
  readonly kilobytesAPage: number;
  readonly cert: string;
  stop(): void;
}

async function measure(script: string, args: string[], env: NodeJS.ProcessEnv): Promise<Cost> {
  const child = spawn(process.execPath, [join(HERE, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
    cwd: tmpdir(),
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
  return JSON.parse(output) as Cost; // Written by the same folder.
}

const median = (runs: readonly Cost[], figure: keyof Cost): number =>
  runs.map((each) => each[figure]).toSorted((a, b) => a - b)[Math.floor(runs.length / 2)] ??
  Number.NaN;

function row(name: string, runs: readonly Cost[]): void {
  const [speed, cpu, peak] = (['linksPerSecond', 'cpuMsALink', 'peakMB'] as const).map((figure) =>
    median(runs, figure),
  );
  console.log(
    `${name.padEnd(24)} ${speed?.toFixed(1).padStart(7)} links/s ${cpu?.toFixed(1).padStart(7)} ms CPU a link ${peak?.toFixed(0).padStart(6)} MB peak`,
  );
}

async function compare(rounds: number): Promise<void> {
  await installCrawlee();
  const folder = await mkdtemp(join(tmpdir(), 'goldpan-bench-'));
  const server = await startEmbeddedServer({ dataDir: join(folder, 'db'), toolsDir: '.data' });
  const replica = await startReplica(folder);
  const links = linksAt(replica.port);
  console.log(
    `${links.length} links, ${HOSTS} hosts, ${replica.kilobytesAPage} kB a page, ${LATENCY_MS} ms latency, ${AT_A_TIME} at a time, ${rounds} rounds in turn, medians; database: ${server.engine}`,
  );
  try {
    const allowed = Array.from({ length: HOSTS }, (_, host) => `${hostName(host)}:${replica.port}`);
    const env = (database: string): NodeJS.ProcessEnv => ({
      NODE_EXTRA_CA_CERTS: replica.cert,
      MONGODB_URI: server.uri,
      // Every run stores into an empty database.
      MONGODB_DATABASE: database,
      ALLOW_HOSTS: allowed.join(','),
      PACE: '0',
    });
    const goldpan: Cost[] = [];
    const crawlee: Cost[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const port = String(replica.port);
      goldpan.push(await measure('goldpan.ts', [port, 'bare'], env(`goldpan_${round}`)));
      crawlee.push(await measure('crawlee/crawl.mjs', [port], env(`crawlee_${round}`)));
    }
    row('goldpan', goldpan);
    row('Crawlee + Readability', crawlee);
    const ratio = (figure: keyof Cost): number => median(goldpan, figure) / median(crawlee, figure);
    console.log(
      `goldpan has ${ratio('linksPerSecond').toFixed(1)} x the throughput, ${(1 / ratio('cpuMsALink')).toFixed(1)} x fewer CPU seconds a link, ${(1 / ratio('peakMB')).toFixed(1)} x less memory`,
    );
    const { PACE: _off, ...mannered } = env('goldpan_polite');
    row('goldpan, manners on', [
      await measure('goldpan.ts', [String(replica.port), 'polite'], mannered),
    ]);
  } finally {
    replica.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await compare(Number(process.argv[2] ?? 3));
