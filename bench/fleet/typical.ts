/** The assumptions of the simulation: none of them is measured here, all of them decide its outcome. */
import { type Course, type Fleet, type Host, simulate, zipfLinks } from './simulation.ts';

/** Messages that SQS looks through for free groups. */
export const LOOK_AHEAD = 120_000;

/** Links and the hosts that they are on. */
export const SIZES = [
  { links: 1_000, hosts: 200 },
  { links: 100_000, hosts: 5_000 },
  { links: 10_000_000, hosts: 200_000 },
] as const;

/** The maximum concurrency of the event source in prod. */
export const PROD_CONCURRENCY = 50;
const SEED = 20_261_124;

/** The two largest hosts are platforms with a rest of 2 s (Medium, LinkedIn). */
const PLATFORMS = 2;
const PLATFORM_PACE = 2;
const PACE = 1;
/** One host in fifty is ill: every fifth attempt fails in passing, half of these by a time-out. The others fail once in 1,000. */
const ILL_EVERY = 50;
const HEALTHY = { failing: 0.001, hanging: 0.5 } as const;
const ILL = { failing: 0.2, hanging: 0.5 } as const;

export const BROWSER_SHARE = 0.05;
const TIMES = {
  /** Seconds from start to end of a link, network included. */
  staticSeconds: { least: 0.2, mean: 0.5 },
  browserSeconds: { least: 2, mean: 3 },
  browserShare: BROWSER_SHARE,
  /** As the event source is set. */
  batch: 5,
} as const;

export function typicalHosts({ links, hosts }: { links: number; hosts: number }): Host[] {
  return zipfLinks(links, hosts).map((own, at) => ({
    links: own,
    paceSeconds: at < PLATFORMS ? PLATFORM_PACE : PACE,
    ...(at % ILL_EVERY === ILL_EVERY - 1 ? ILL : HEALTHY),
  }));
}

/** @param lookAhead Infinity: as if no large host were in the way of the others */
export function typicalCourse(
  hosts: readonly Host[],
  { concurrency, lookAhead }: Pick<Fleet, 'concurrency' | 'lookAhead'>,
): Course {
  return simulate({ ...TIMES, hosts, concurrency, lookAhead, seed: SEED });
}

/**
 * The least time that the largest host takes, whatever the concurrency: its links, one pace apart.
 *
 * @example
 * leastSeconds([{ links: 3, paceSeconds: 2, failing: 0, hanging: 0 }]); // 4, and the last link itself
 */
export function leastSeconds(hosts: readonly Host[]): number {
  return Math.max(
    ...[0, ...hosts.slice(0, 100).map(({ links, paceSeconds }) => (links - 1) * paceSeconds)],
  );
}
