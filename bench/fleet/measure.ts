/**
 * What a link costs, measured on the real function: the bundle of dist/ in the local Lambda, batches as SQS gives them, the
 * replica sites, the embedded database. CPU is that of the function and its browser together (/proc); times are given only
 * where they consist of waiting. Run `make build` first.
 *
 * Where `../shared/pages` holds captured pages of Medium, Substack and LinkedIn, those are measured as well: they are larger
 * than the replica's. Figures are kept only with them.
 *
 * Usage: node bench/fleet/measure.ts [--write]     --write keeps the figures in measured.json
 */
import { availableParallelism, cpus } from 'node:os';
import { githubLinks } from '../../test/sites/github.ts';
import { spaLinks } from '../../test/sites/spa.ts';
import { BATCH, withFunction } from './function-bench.ts';
import { type Kind, type LinkCost, writeMeasured } from './measured.ts';
import { BLOGS, byTurns, captured } from './measured-sites.ts';

/** Without rests: they cost time, and no CPU. */
const { coldCpuMs, connections, costs } = await withFunction({ PACE: '0' }, async (bench) => {
  const measured: Partial<Record<Kind, LinkCost>> = {};
  await bench.invoke(bench.newUser(), BLOGS.links.slice(0, 1));
  const coldCpuMs = await bench.cpuMsSoFar();
  const run = async (kind: Kind, links: readonly string[], people = 1): Promise<void> => {
    // The first round is the cold start, robots.txt and what is loaded on demand.
    await bench.invoke(bench.newUser(), links.slice(0, BATCH));
    measured[kind] = await bench.cost(people, links);
    console.log(kind, JSON.stringify(measured[kind]));
  };
  await run('blog', byTurns(BLOGS.links, 20));
  if (captured.length > 0)
    await run(
      'platform',
      captured.map(({ link }) => link),
    );
  await run('repository', [githubLinks.repository.href], 10);
  await run('source', ['https://gazette.example/feed.xml'], 10);
  await run(
    'browser',
    Array.from({ length: 25 }, (_, at) => `${spaLinks.article}?${at}`),
  );
  return { coldCpuMs, connections: bench.connections, costs: measured };
});

/** With production's rests: what a batch of one host and one of five hosts take. Seconds that are nearly all waiting. */
const batches = await withFunction({}, async (bench) => {
  const oneHost = BLOGS.links.filter((link) => link.includes('harbour-0.'));
  const fiveHosts = byTurns(BLOGS.links, 20).filter((link) => /harbour-[1-5]\./.test(link));
  const seconds = async (links: readonly string[]): Promise<number> => {
    const user = bench.newUser();
    await bench.invoke(user, links.slice(0, BATCH));
    const all = [];
    for (let at = BATCH; at < 4 * BATCH; at += BATCH) {
      all.push(await bench.invoke(user, links.slice(at, at + BATCH)));
    }
    return Math.round((all.reduce((sum, one) => sum + one, 0) / all.length) * 100) / 100;
  };
  return { oneHostSeconds: await seconds(oneHost), fiveHostsSeconds: await seconds(fiveHosts) };
});
console.log(JSON.stringify(batches));

if (process.argv.includes('--write')) {
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`;
  if (costs.platform === undefined)
    throw new Error('Figures are those with captured pages: see above');
  const measuredAt = new Date().toISOString().slice(0, 10);
  writeMeasured({
    measuredAt,
    machine,
    coldCpuMs,
    connections,
    batches,
    costs: costs as Record<Kind, LinkCost>, // All kinds but `platform` are always there.
  });
}
