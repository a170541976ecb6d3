/**
 * A process that does nothing but fetch bombs, with production's fetcher and limits (only the times are shorter), and says
 * what came of it and what it cost: its peak is the peak of the fetcher.
 *
 * The bombs are thrown one after another, COPIES of each at the same time; those that only end by a time
 * limit side by side, one of each.
 *
 * Usage: node test/fetching/bombs/victim.ts PORT COPIES INDEX…
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { CrawlError } from '../../../src/errors.ts';
import { createFetcher } from '../../../src/fetching/create-fetcher.ts';
import { LIMITS } from '../../../src/fetching/limits.ts';
import { bombHost } from './server.ts';
import { BOMBS } from './table.ts';

export interface Hit {
  readonly index: number;
  /** The code of the error, or 'page'. */
  readonly outcome: string;
  readonly message: string;
  readonly tookMs: number;
}

export interface Damage {
  readonly hits: readonly Hit[];
  readonly peakMB: number;
  readonly cpuMs: number;
  /** The longest time that nothing else could run. */
  readonly blockedMs: number;
}

const [port, copies, ...indexes] = process.argv.slice(2).map(Number);
const copyNumbers = Array.from({ length: copies ?? 1 }, (_, copy) => copy);
const fetcher = createFetcher(
  {
    PACE: '0',
    ALLOW_HOSTS: indexes
      .flatMap((index) => copyNumbers.map((copy) => `${bombHost(index, copy)}:${port}`))
      .join(','),
  },
  {
    resolve: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
    // Waits between attempts are no part of what is measured.
    sleep: (ms, signal) => setTimeout(Math.min(ms, 10), undefined, { signal }),
    limits: { ...LIMITS, idleMs: 1_500, pageMs: 2_000, callMs: 3_000 },
  },
);

async function hit(index: number, copy: number): Promise<Hit> {
  const startedAt = performance.now();
  const link = new URL(`http://${bombHost(index, copy)}:${port}/`);
  const { outcome, message } = await fetcher.page(link).then(
    () => ({ outcome: 'page', message: '' }),
    (error: unknown) => ({
      outcome: error instanceof CrawlError ? error.code : 'untyped',
      message: String(error),
    }),
  );
  return { index, outcome, message, tookMs: performance.now() - startedAt };
}

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const cpu = process.cpuUsage();
const hits: Hit[] = [];
for (const index of indexes) {
  if (BOMBS[index]?.isSlow) continue;
  hits.push(...(await Promise.all(copyNumbers.map((copy) => hit(index, copy)))));
}
// They keep the processor busy for as long as they are let: one of each is enough.
const slow = indexes.filter((index) => BOMBS[index]?.isSlow);
hits.push(...(await Promise.all(slow.map((index) => hit(index, 0)))));
const { user, system } = process.cpuUsage(cpu);
const damage: Damage = {
  hits,
  peakMB: process.resourceUsage().maxRSS / 1024,
  cpuMs: (user + system) / 1_000,
  blockedMs: delay.max / 1e6,
};
await fetcher.close();
process.stdout.write(JSON.stringify(damage));
