/** What `simulate.ts` keeps: results for the tables and the picture of docs/operations.md. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Course } from './simulation.ts';

export const FILE = join(import.meta.dirname, 'simulated.json');
/** The page that shows them. */
export const GUIDE = resolve(import.meta.dirname, '../../docs/operations.md');
export const PICTURE = resolve(import.meta.dirname, '../../docs/fleet-simulation.svg');

export interface Point {
  readonly concurrency: number;
  /** One queue; SQS looks through its first 120,000 messages. */
  readonly oneQueue: Course;
  /** As if it saw all of it: what queues of their own for the large hosts come near to. */
  readonly unhindered: Course;
}

export interface Simulated {
  readonly links: number;
  readonly hosts: number;
  readonly largestHost: number;
  /** What the pace of the largest host takes, whatever the concurrency. */
  readonly leastSeconds: number;
  readonly points: readonly Point[];
  /** By number of links, at the concurrency of prod. */
  readonly sizes: readonly {
    readonly links: number;
    readonly hosts: number;
    readonly largestHost: number;
    readonly course: Course;
  }[];
}

/** The results that were kept. */
export const readSimulated = (): Simulated => JSON.parse(readFileSync(FILE, 'utf8')) as Simulated; // Written by simulate.ts.
