/**
 * How long the fleet takes, in virtual time: 10 million links on 200,000 hosts against the number of invocations at once, and
 * the three sizes of the cost table. Prints both; about 40 s.
 *
 * `--write` keeps the results in simulated.json and renews the table and the picture of docs/operations.md.
 *
 * Usage: node bench/fleet/simulate.ts [--write]
 */
import { writeFileSync } from 'node:fs';
import { writeSection } from '../document.ts';
import { picture } from './picture.ts';
import { FILE, GUIDE, PICTURE, type Simulated } from './simulated.ts';
import type { Course } from './simulation.ts';
import { simulationSection } from './simulation-table.ts';
import {
  LOOK_AHEAD,
  leastSeconds,
  PROD_CONCURRENCY,
  SIZES,
  typicalCourse,
  typicalHosts,
} from './typical.ts';

const CONCURRENCIES = [10, 20, 50, 100, 500, 1_000, 10_000] as const;

function simulateAll(): Simulated {
  const { links, hosts } = SIZES[2];
  const many = typicalHosts(SIZES[2]);
  const points = CONCURRENCIES.map((concurrency) => ({
    concurrency,
    oneQueue: rounded(typicalCourse(many, { concurrency, lookAhead: LOOK_AHEAD })),
    unhindered: rounded(typicalCourse(many, { concurrency, lookAhead: Number.POSITIVE_INFINITY })),
  }));
  const sizes = SIZES.map((size) => {
    const own = typicalHosts(size);
    const course = rounded(
      typicalCourse(own, { concurrency: PROD_CONCURRENCY, lookAhead: LOOK_AHEAD }),
    );
    return { ...size, largestHost: own[0]?.links ?? 0, course };
  });
  return {
    links,
    hosts,
    largestHost: many[0]?.links ?? 0,
    leastSeconds: leastSeconds(many),
    points,
    sizes,
  };
}

/** Whole seconds are enough. */
const rounded = (course: Course): Course =>
  Object.fromEntries(
    Object.entries(course).map(([name, value]) => [name, Math.round(value)]),
  ) as unknown as Course; // Every field of it is a number.

if (import.meta.main) {
  const simulated = simulateAll();
  console.log(simulationSection(simulated));
  if (process.argv.includes('--write')) {
    writeFileSync(FILE, `${JSON.stringify(simulated, undefined, 2)}\n`);
    writeFileSync(PICTURE, picture(simulated));
    writeSection(GUIDE, 'simulation', simulationSection(simulated));
  }
}
