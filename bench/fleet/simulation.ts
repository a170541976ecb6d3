/**
 * The fleet in virtual time: a FIFO queue with host groups, pollers that hand batches of one group to a limited number of
 * invocations, hosts with a pace, links that take their time, fail and come back. A discrete-event simulation: nothing waits,
 * and the same seed gives the same result.
 *
 * What it takes from AWS and from goldpan:
 * - a batch is up to five messages of one group (SQS returns as many of one group as it can), and the group is locked until the
 *   batch is done; the group with the oldest message goes first
 * - only the first 120,000 messages that are not deleted are looked at (`lookAhead`)
 * - links of a batch are crawled one after the other, their starts at least the pace apart
 * - a message that failed in passing comes back after 30 s x 2^(receives - 1), and as long nobody gets a message of its group;
 *   then it is in their first batch; the fifth receive is the last. A refusal (429) ends the batch, as the next link would meet the
 *   same; a time-out does not
 */
import { EventHeap } from './event-heap.ts';
import { LookAhead } from './look-ahead.ts';

export interface Host {
  readonly links: number;
  readonly paceSeconds: number;
  /** Share of the attempts that fail in passing; the part of these that only a time-out ends, the others are refused. */
  readonly failing: number;
  readonly hanging: number;
}

export interface Fleet {
  readonly hosts: readonly Host[];
  /** Invocations at the same time. */
  readonly concurrency: number;
  /** Messages an invocation is given at most. */
  readonly batch: number;
  /** Infinity: SQS sees the whole queue. */
  readonly lookAhead: number;
  readonly staticSeconds: { readonly least: number; readonly mean: number };
  readonly browserSeconds: { readonly least: number; readonly mean: number };
  /** Share of the links that need the browser. */
  readonly browserShare: number;
  readonly seed: number;
}

export interface Course {
  /** When all links were done, and when this share of them was, in seconds. */
  readonly doneAt: number;
  readonly halfAt: number;
  readonly mostAt: number;
  /** Of all invocations together: what Lambda bills. */
  readonly billedSeconds: number;
  readonly invocations: number;
  readonly attempts: number;
  readonly deadLetters: number;
}

const HALF = 0.5;
/** 'Most' links. */
export const MOST = 0.9;
const MAX_RECEIVES = 5;
const TIMEOUT_SECONDS = 30;
const FIRST_DELAY_SECONDS = 30;
const LONGEST_DELAY_SECONDS = 3_600;

/**
 * Runs until the queue is empty.
 *
 * @example
 * simulate({ hosts: zipfHosts({ links: 10_000_000, hosts: 200_000 }), concurrency: 50, ...TYPICAL }).doneAt / 86_400; // days
 */
export function simulate(fleet: Fleet): Course {
  const { hosts, concurrency, batch, staticSeconds, browserSeconds, browserShare } = fleet;
  const random = randomOf(fleet.seed);
  const total = hosts.reduce((sum, { links }) => sum + links, 0);
  const done = new Int32Array(hosts.length);
  /** How often each message was received that a host has to see again. */
  const again = new Map<number, number[]>();
  const phase = Float64Array.from(hosts, () => random());
  /** Where the next message of a host lies: the messages of all hosts are spread evenly over the queue. */
  const positionOf = (host: number, index: number): number =>
    ((index + (phase[host] ?? 0)) / (hosts[host]?.links ?? 1)) * total;
  const seen = new LookAhead(total, { window: fleet.lookAhead });
  const free = new EventHeap();
  const returning = new EventHeap();
  const running = new EventHeap();
  for (let host = 0; host < hosts.length; host += 1) free.push(positionOf(host, 0), host);

  let now = 0;
  let finished = 0;
  let halfAt = 0;
  let mostAt = 0;
  let [billedSeconds, invocations, attempts, deadLetters] = [0, 0, 0, 0];
  const nextStart = new Float64Array(hosts.length);

  const blockedUntil = new Map<number, number>();

  const take = (host: number): void => {
    const { links, paceSeconds, failing, hanging } = hosts[host] as Host; // Every index comes from `hosts`.
    const returned = again.get(host);
    const size = Math.max(returned?.length ?? 0, Math.min(batch, links - (done[host] ?? 0)));
    let left: number[] | undefined;
    let at = now;
    let until = 0;
    for (let index = 0; index < size; index += 1) {
      at = Math.max(at, nextStart[host] ?? 0);
      nextStart[host] = at + paceSeconds;
      attempts += 1;
      const fails = random() < failing;
      const hangs = fails && random() < hanging;
      const { least, mean } = random() < browserShare ? browserSeconds : staticSeconds;
      at += hangs ? TIMEOUT_SECONDS : least - Math.log(1 - random()) * (mean - least);
      const received = (returned?.[index] ?? 0) + 1;
      if (fails && received < MAX_RECEIVES) {
        left ??= [];
        left.push(received);
        const delay = Math.min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** (received - 1));
        until = Math.max(until, at + delay);
        if (hangs) continue;
        left.push(...(returned?.slice(index + 1) ?? []));
        break;
      }
      if (fails) deadLetters += 1;
      seen.delete(positionOf(host, done[host] ?? 0));
      done[host] = (done[host] ?? 0) + 1;
      finished += 1;
      if (finished === Math.ceil(HALF * total)) halfAt = at;
      if (finished === Math.ceil(MOST * total)) mostAt = at;
    }
    if (left !== undefined) {
      again.set(host, left);
      blockedUntil.set(host, until);
    } else if (returned !== undefined) again.delete(host);
    invocations += 1;
    billedSeconds += at - now;
    running.push(at, host);
  };

  for (;;) {
    while (running.size < concurrency && free.smallestKey <= seen.end) take(free.pop());
    if (running.size === 0 && returning.size === 0) break;
    now = Math.min(running.smallestKey, returning.smallestKey);
    while (running.smallestKey <= now) {
      const host = running.pop();
      const until = blockedUntil.get(host);
      if (until !== undefined) {
        blockedUntil.delete(host);
        returning.push(until, host);
      } else if ((done[host] ?? 0) < (hosts[host]?.links ?? 0)) {
        free.push(positionOf(host, done[host] ?? 0), host);
      }
    }
    while (returning.smallestKey <= now) {
      const host = returning.pop();
      free.push(positionOf(host, done[host] ?? 0), host);
    }
  }
  return { doneAt: now, halfAt, mostAt, billedSeconds, invocations, attempts, deadLetters };
}

/**
 * Links by host as they are found on the web: the k-th largest host has 1/k of the links of the largest.
 *
 * @example
 * zipfLinks(10_000_000, 200_000)[0]; // 782_539
 */
export function zipfLinks(links: number, hosts: number): number[] {
  const harmonic = Array.from({ length: hosts }, (_, at) => 1 / (at + 1)).reduce((a, b) => a + b);
  const shares = Array.from({ length: hosts }, (_, at) =>
    Math.max(1, Math.floor(links / ((at + 1) * harmonic))),
  );
  // What rounding left over goes to the first ones.
  let left = links - shares.reduce((a, b) => a + b);
  for (let at = 0; left > 0; at = (at + 1) % hosts, left -= 1) shares[at] = (shares[at] ?? 0) + 1;
  return shares;
}

/** Mulberry32: small, fast, and the same everywhere. Numbers from 0 to 1, 1 excluded. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
