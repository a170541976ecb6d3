/** One request in flight a lane, and a rest between two: in this process by a line, among processes by the hosts' memory. */
import type { Answer, Layer, Request } from './exchange.ts';
import type { LaneOf } from './lanes.ts';
import { asCrawlError } from './network-errors.ts';
import { receptionOf, SILENT } from './reception.ts';
import { createSlots, type Slot, type SlotDeps } from './slots.ts';

export interface PaceDeps extends SlotDeps {
  readonly laneOf: LaneOf;
}

export interface Pace {
  readonly layer: Layer;
  /** Resolves when every slot that was taken is given back. */
  idle(): Promise<void>;
}

/**
 * Lets a request through when its lane has no other one in flight and has rested since the last one. The slot is given
 * back when all of the answer has arrived, and what the answer means for the lane is remembered with it.
 *
 * The layer throws `ThrottledError` at once, without a request, for a lane that is paused for longer than a run waits.
 *
 * @example
 * const pace = createPace({ hosts, laneOf: readPace('1,medium.com=2'), now: Date.now, sleep });
 * const answer = await pace.layer(exchange)(request);
 */
export function createPace(deps: PaceDeps): Pace {
  const slots = createSlots(deps);

  const giveBack = (slot: Slot, request: Request, answer?: Answer): Promise<void> =>
    slot.release(answer === undefined ? SILENT : receptionOf(answer, request, deps.now()));

  const layer: Layer = (next) => async (request) => {
    const { url, signal, offTheClock = (waiting) => waiting } = request;
    const lane = deps.laneOf(url.hostname);
    const restMs = Math.max(lane.paceMs, request.crawlDelayMs ?? 0);
    const name = request.headers.authorization === undefined ? lane.name : withToken(lane.name);
    const slot = await offTheClock(slots.take({ lane: name, restMs, url, signal })).catch(
      (error: unknown) => {
        throw asCrawlError(error, url, signal);
      },
    );
    const answer = await next({ ...request, onSent: slot.sent }).catch(async (error: unknown) => {
      await giveBack(slot, request);
      throw error;
    });
    const givenBack = answer.arrived?.then(() => giveBack(slot, request, answer));
    // A stream is handed on while it holds its slot.
    if (givenBack === undefined) await giveBack(slot, request, answer);
    return answer;
  };

  return { layer, idle: slots.idle };
}

/** A lane of its own: a quota that is used up is the caller's, and whoever then sets a token has another one. */
const withToken = (lane: string): string => `${lane} (with our token)`;
