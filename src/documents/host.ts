/**
 * What all processes and Lambdas together remember of hosts: robots.txt, who may ask a host now, and whether its pages need
 * a browser. Has the shape of fetching's `HostMemory`; times are milliseconds since 1970 there and dates in the database.
 */
import type { Document as Update } from 'mongodb';
import * as z from 'zod';
import { defineDocument } from './define-document.ts';
import { naturalId } from './identity.ts';

import { inStorage, isDuplicate } from './storage-error.ts';

const COLLECTION = 'hosts';
const BROWSER_USE_MS = 30 * 24 * 60 * 60_000;

const hostSchema = z.object({
  kind: z.enum(['robots', 'lane', 'browser']),
  /** An origin (`robots`), a host or a domain with its sub-domains (`lane`), a host (`browser`). */
  name: z.string().min(1),

  /** Only with `robots`: the lines of robots.txt that concern us. */
  text: z.string().exactOptional(),
  readAt: z.date().exactOptional(),

  /** Only with `lane`: who asks the host now, until when at most; and the earliest next start. */
  holder: z.string().exactOptional(),
  busyUntil: z.date().exactOptional(),
  nextAt: z.date().exactOptional(),
  pausedUntil: z.date().exactOptional(),
  pausedBecause: z.string().exactOptional(),
  /** How many requests in a row were refused. */
  refusals: z.int().min(0).exactOptional(),

  /** Only with `browser`: does rendering give text that HTTP does not give? */
  use: z.enum(['needed', 'useless']).exactOptional(),
  foundAt: z.date().exactOptional(),
});

const model = defineDocument({
  collection: COLLECTION,
  schema: hostSchema,
  key: ['kind', 'name'],
});

type Kind = z.output<typeof hostSchema>['kind'];

const identity = (kind: Kind, name: string): { readonly _id: string } => ({
  _id: naturalId(COLLECTION, [kind, name]),
});

const EPOCH = new Date(0);
/** A lane that nobody has used yet, in the database's names. */
const FREE_LANE = {
  holder: '',
  busy_until: EPOCH,
  next_at: EPOCH,
  paused_until: EPOCH,
  paused_because: '',
  refusals: 0,
};

export const HostDocument = {
  ...model,

  robotsOf: async (origin: string): Promise<{ text: string; readAt: number } | undefined> => {
    const found = await model.find({ kind: 'robots', name: origin });
    const { text, readAt } = found ?? {};
    return text === undefined || readAt === undefined
      ? undefined
      : { text, readAt: readAt.getTime() };
  },

  keepRobots: (origin: string, copy: { text: string; readAt: number }): Promise<void> =>
    keep('robots', origin, { text: copy.text, read_at: new Date(copy.readAt) }),

  /**
   * Takes the one slot of a lane. One `updateOne`, which is atomic: where the lane is busy, resting or paused it matches
   * nothing, and what it then tries to insert is there already.
   *
   * @returns whether the slot is the asker's
   * @example
   * const isMine = await HostDocument.claim('medium.com', { token, now, busyUntil: now + 5_000, nextAt: now + 2_000 });
   */
  claim: (
    lane: string,
    claim: { token: string; now: number; busyUntil: number; nextAt: number },
  ): Promise<boolean> => {
    const past = { $lte: new Date(claim.now) };
    const mine = {
      holder: claim.token,
      busy_until: new Date(claim.busyUntil),
      next_at: new Date(claim.nextAt),
    };
    return updateLane(lane, { busy_until: past, next_at: past, paused_until: past }, mine);
  },

  /** Keeps the slot for longer. @returns false when it is no longer the holder's */
  renew: (lane: string, token: string, busyUntil: number): Promise<boolean> =>
    inStorage('keep the turn at a host', async () => {
      const collection = await model.driver();
      const { matchedCount } = await collection.updateOne(
        { ...identity('lane', lane), holder: token },
        { $set: { busy_until: new Date(busyUntil) } },
      );
      return matchedCount > 0;
    }),

  /** Frees the slot, unless it is somebody else's by now. */
  release: (
    lane: string,
    token: string,
    end: { reception: 'welcome' | 'refused' | 'silent'; nextAt: number },
  ): Promise<void> =>
    inStorage('give back the turn at a host', async () => {
      const collection = await model.driver();
      const free = { holder: '', busy_until: EPOCH, next_at: new Date(end.nextAt) };
      const update: Update = {
        $set: { ...free, ...(end.reception === 'welcome' && { refusals: 0 }) },
        ...(end.reception === 'refused' && { $inc: { refusals: 1 } }),
      };
      await collection.updateOne({ ...identity('lane', lane), holder: token }, update);
    }),

  /** Lets nobody start before then; a longer pause stays. */
  pause: async (lane: string, until: number, because: string): Promise<void> => {
    const pause = { paused_until: new Date(until), paused_because: because };
    await updateLane(lane, { paused_until: { $lt: pause.paused_until } }, pause);
  },

  stateOf: async (
    lane: string,
  ): Promise<
    | {
        busyUntil: number;
        nextAt: number;
        pausedUntil: number;
        pausedBecause: string;
        refusals: number;
      }
    | undefined
  > => {
    const found = await model.find({ kind: 'lane', name: lane });
    return (
      found && {
        busyUntil: found.busyUntil?.getTime() ?? 0,
        nextAt: found.nextAt?.getTime() ?? 0,
        pausedUntil: found.pausedUntil?.getTime() ?? 0,
        pausedBecause: found.pausedBecause ?? '',
        refusals: found.refusals ?? 0,
      }
    );
  },

  /** Undefined when it is not known, or not any more: a site may be rebuilt. */
  browserUse: async (host: string, now: number): Promise<'needed' | 'useless' | undefined> => {
    const found = await model.find({ kind: 'browser', name: host });
    const foundAt = found?.foundAt?.getTime() ?? 0;
    return now - foundAt < BROWSER_USE_MS ? found?.use : undefined;
  },

  keepBrowserUse: (host: string, use: 'needed' | 'useless', now: number): Promise<void> =>
    keep('browser', host, { use, found_at: new Date(now) }),
};

function keep(kind: Kind, name: string, fields: Record<string, unknown>): Promise<void> {
  return inStorage('remember something of a host', async () => {
    const collection = await model.driver();
    const update = { $set: fields, $setOnInsert: { kind, name } };
    await collection.updateOne(identity(kind, name), update, { upsert: true }).catch((error) => {
      // Two that remember the same at once: either may win.
      if (!isDuplicate(error)) throw error;
    });
  });
}

/** Changes a lane where the condition holds, or makes it. @returns whether it did */
function updateLane(
  lane: string,
  condition: Record<string, unknown>,
  change: Partial<typeof FREE_LANE>,
): Promise<boolean> {
  return inStorage('take a turn at a host', async () => {
    const collection = await model.driver();
    const fresh = Object.entries({ ...FREE_LANE, kind: 'lane', name: lane }).filter(
      ([field]) => !(field in change),
    );
    const filter = { ...identity('lane', lane), ...condition };
    const update = { $set: change, $setOnInsert: Object.fromEntries(fresh) };
    try {
      await collection.updateOne(filter, update, { upsert: true });
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  });
}
