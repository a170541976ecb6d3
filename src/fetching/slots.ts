/** The one slot of a lane: who waits for it, who has it, and what is known of the lane when it is given back. */
import { randomUUID } from 'node:crypto';
import { StorageError, ThrottledError } from '../errors.ts';
import { boundedMap } from './bounded-map.ts';
import type { HostMemory, LaneState } from './host-memory.ts';
import type { Received } from './reception.ts';
import { LONGEST_WAIT_MS } from './retry-timing.ts';
import { createTurns } from './turns.ts';

export interface SlotDeps {
  readonly hosts: HostMemory;
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects at once when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<unknown>;
}

export interface SlotWish {
  readonly lane: string;
  /** From this start to the next one, in milliseconds. */
  readonly restMs: number;
  /** For messages. */
  readonly url: URL;
  readonly signal: AbortSignal;
}

export interface Slot {
  /** The request goes out now: the rest counts from here, and not from the connection that came before. */
  sent(): void;
  /** Given back, with what the host has made of us. */
  release(received: Received): Promise<void>;
}

export interface Slots {
  /**
   * Resolves when the lane is the caller's.
   *
   * @throws ThrottledError when the lane is paused for longer than a run waits
   * @throws StorageError when the memory of hosts is a database that cannot be reached
   */
  take(wish: SlotWish): Promise<Slot>;
  /** Resolves when every slot is given back. */
  idle(): Promise<void>;
}

/** A holder that has died keeps others waiting for at most this long. */
const LEASE_MS = 5_000;
const RENEW_EVERY_MS = 1_500;
/** How often a process looks whether another one has given the slot back. */
const LOOK_EVERY_MS = 40;

/** So many refusals in a row mean that we are not wanted now. */
const MOST_REFUSALS = 3;
const LEFT_ALONE_MS = 30 * 60_000;

const MOST_LANES = 5_000;

/**
 * Slots of a process. They wait for each other in order of arrival, so that only the first of a line asks the memory, which
 * is shared with other processes.
 */
export function createSlots({ hosts, now, sleep }: SlotDeps): Slots {
  const turns = createTurns();
  const held = new Set<Promise<void>>();
  /** When each lane has rested from our own last request: until then the memory need not be asked. */
  const rested = boundedMap<string, { readonly at: number }>(MOST_LANES);

  /** @returns the time of the start */
  async function claim({ lane, restMs, url, signal }: SlotWish, token: string): Promise<number> {
    const ownRestMs = (rested.get(lane)?.at ?? 0) - now();
    if (ownRestMs > 0) await sleep(ownRestMs, signal);
    for (;;) {
      signal.throwIfAborted();
      const start = now();
      const mine = { token, now: start, busyUntil: start + LEASE_MS, nextAt: start + restMs };
      if (await hosts.claim(lane, mine)) return start;
      const state = await hosts.stateOf(lane);
      const pauseMs = (state?.pausedUntil ?? 0) - now();
      if (state !== undefined && pauseMs > LONGEST_WAIT_MS) {
        throw leftAlone(lane, state, pauseMs, url);
      }
      const isBusy = (state?.busyUntil ?? 0) > start;
      const restLeftMs = (state?.nextAt ?? 0) - now();
      await sleep(Math.max(pauseMs, restLeftMs, isBusy ? LOOK_EVERY_MS : 1), signal);
    }
  }

  /** What is remembered before the slot is free again, so that nobody slips in between. */
  async function remember(lane: string, { reception, pauseMs, answer }: Received): Promise<void> {
    if (pauseMs !== undefined) {
      await hosts.pause(lane, now() + pauseMs, `it asked for a pause (${answer})`);
    }
    if (reception !== 'refused') return;
    const refusals = ((await hosts.stateOf(lane))?.refusals ?? 0) + 1;
    if (refusals >= MOST_REFUSALS) {
      const story = `it refused ${refusals} requests in a row (the last with ${answer})`;
      await hosts.pause(lane, now() + LEFT_ALONE_MS, story);
    }
  }

  return {
    async take(wish) {
      const { lane, restMs, signal } = wish;
      const pass = await turns.take(lane, signal);
      const token = randomUUID();
      let start: number;
      try {
        start = await claim(wish, token);
      } catch (error) {
        pass();
        throw error;
      }
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      held.add(ended);
      const renewal = setInterval(() => {
        void unlessUnreachable(hosts.renew(lane, token, now() + LEASE_MS));
      }, RENEW_EVERY_MS).unref();
      return {
        sent: () => {
          start = now();
        },
        async release(received) {
          clearInterval(renewal);
          await unlessUnreachable(remember(lane, received));
          const nextAt = start + restMs;
          rested.set(lane, { at: nextAt });
          const { reception } = received;
          await unlessUnreachable(hosts.release(lane, token, { reception, nextAt }));
          held.delete(ended);
          end();
          pass();
        },
      };
    },
    async idle() {
      while (held.size > 0) await Promise.all(held);
    },
  };
}

function leftAlone(lane: string, { pausedUntil, pausedBecause }: LaneState, ms: number, url: URL) {
  const until = new Date(pausedUntil).toISOString().slice(0, 16).replace('T', ' ');
  return new ThrottledError(`${lane} is left alone until ${until} UTC: ${pausedBecause}.`, {
    link: url,
    retryAfterMs: ms,
    hint: 'Nothing was asked of it now. Run the same command again after that time.',
  });
}

/**
 * A memory that cannot be reached while a slot is held or given back costs nothing: the lease runs out by itself. Whoever
 * needs the database next says that it is gone.
 */
async function unlessUnreachable(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof StorageError)) throw error;
  });
}
