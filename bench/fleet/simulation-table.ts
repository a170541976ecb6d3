/** What the simulation came to, as docs/operations.md shows it. */
import { markdownTable } from '../document.ts';
import { count, duration } from './durations.ts';
import type { Simulated } from './simulated.ts';

export function simulationSection({
  points,
  links,
  hosts,
  largestHost,
  leastSeconds,
}: Simulated): string {
  const rows = points.map(({ concurrency, oneQueue, unhindered }) => [
    count(concurrency),
    duration(oneQueue.halfAt),
    duration(oneQueue.mostAt),
    duration(oneQueue.doneAt),
    duration(unhindered.halfAt),
    duration(unhindered.mostAt),
    duration(unhindered.doneAt),
  ]);
  return [
    `${count(links)} links on ${count(hosts)} hosts; the largest has ${count(largestHost)}, which its pace alone stretches to ${duration(leastSeconds)}.`,
    '',
    markdownTable([
      ['at once', 'one queue: half', '90 %', 'all', 'nothing in the way: half', '90 %', 'all'],
      ...rows,
    ]),
  ].join('\n');
}
