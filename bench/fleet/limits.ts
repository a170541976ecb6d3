/** Where the fleet ends, in the order in which the limits are met, with what follows from the measured and simulated figures. */
import { textTable } from '../document.ts';
import { count } from './durations.ts';
import type { Course } from './simulation.ts';
import { LOOK_AHEAD, PROD_CONCURRENCY } from './typical.ts';

const DAY = 86_400;
const KEPT_DAYS = 14;
/** maxPoolSize of src/documents/connection.ts, and what the driver opens to watch a node. */
const POOL = 10;
const WATCHING = 2;
/** Connections a node, by tier of Atlas. */
const TIERS = { M10: 1_500, M30: 3_000, M50: 16_000 } as const;
const BATCH = 5;
/** Receives a second of a FIFO queue, without and with high throughput (N. Virginia, Ireland). */
const PLAIN_FIFO = 300;
const FAST_FIFO = 70_000;

export interface LimitInputs {
  /** To the database, of one function, as measured. */
  readonly connections: number;
  readonly commandsALink: number;
  /** Of many links. */
  readonly course: Course;
  readonly links: number;
}

export function limitsSection({ connections, commandsALink, course, links }: LimitInputs): string {
  const secondsALink = course.billedSeconds / links;
  const secondsABatch = course.billedSeconds / course.invocations;
  const tiers = Object.entries(TIERS).map(
    ([tier, most]) =>
      `${tier} (${count(most)}): ${count(Math.floor(most / (POOL + WATCHING)))} functions, ${count(Math.floor(most / connections))} as measured`,
  );
  const linksASecond = 1_000 / secondsALink;
  return textTable([
    ['limit', 'where it bites', 'what to change'],
    [
      'the hosts: pace, Retry-After',
      `${count(DAY)} links a day and host, ${count(DAY / 2)} on Medium and on LinkedIn, for the whole fleet; GitHub: 5,000 requests an hour with a token`,
      'nothing that is polite. Exports, feeds with the full text, fewer refreshes',
    ],
    [
      `SQS looks for free groups among ${count(LOOK_AHEAD)} messages`,
      'as soon as more than that wait and a few hosts have most of them',
      'hand over in portions (several links files); a queue for each large platform (not built)',
    ],
    [
      `SQS keeps a message for ${KEPT_DAYS} days, then drops it`,
      `${count(KEPT_DAYS * DAY)} links of one host at 1 s, ${count((KEPT_DAYS * DAY) / 2)} at 2 s, handed over at once`,
      'portions. What was dropped is still `queued` in the ledger, and the tick sends it again',
    ],
    [
      `database connections: a function opens up to ${POOL}, and ${WATCHING} a node to watch it`,
      tiers.join('; '),
      'a larger tier; `maxPoolSize` in `src/documents/connection.ts`: a batch of one host needs two',
    ],
    [
      'concurrency of the account: 1,000 unless raised, 10 in some new ones',
      '`concurrency` + 5 are reserved, and AWS keeps 100 for others',
      'the quota (Service Quotas, Lambda); `"concurrency": 0` reserves nothing',
    ],
    [
      'concurrency of an event source: its setting ends at 1,000; 1,250 without one',
      '`concurrency` takes 2 to 1,000',
      'provisioned mode of the mapping; or shard by user: a queue each (not built: stages are dev and prod; the pace is kept in the database, for all of them together)',
    ],
    [
      `FIFO throughput: ${PLAIN_FIFO} calls a second and action`,
      `not here: the queue is in high-throughput mode (${count(FAST_FIFO)}, and ${PLAIN_FIFO} a partition). ${PROD_CONCURRENCY} at once are ${(PROD_CONCURRENCY / secondsABatch).toFixed(0)} receives a second; without the mode, ${count(Math.round((PLAIN_FIFO * secondsABatch) / 100) * 100)} at once would meet it`,
      'nothing',
    ],
    [
      'messages in flight: 120,000 (20,000 before November 2024)',
      `concurrency × ${BATCH}: ${count(1_000 * BATCH)} at 1,000 at once, and what waits for its back-off`,
      'nothing',
    ],
    [
      'database load',
      `1,000 at once on enough hosts: ${count(Math.round(linksASecond / 10) * 10)} links, ${count(Math.round((linksASecond * commandsALink) / 100) * 100)} commands a second`,
      'M50 and above; shard by `author_id` and `user_id`',
    ],
  ]);
}
