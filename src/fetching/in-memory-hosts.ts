/** The memory of one process, for runs without a database. Its size is bounded: the hosts longest out of use are forgotten. */
import { boundedMap } from './bounded-map.ts';
import type { BrowserUse, HostMemory, LaneState, RobotsCopy } from './host-memory.ts';

const MOST_HOSTS = 5_000;
/** Characters of all robots.txt together. */
const MOST_ROBOTS = 8 * 1024 * 1024;
const BROWSER_USE_MS = 30 * 24 * 60 * 60 * 1000;

type Lane = { -readonly [Field in keyof LaneState]: LaneState[Field] } & { holder: string };

/**
 * @example
 * const fetcher = createFetcher(config, { hosts: inMemoryHosts() });
 */
export function inMemoryHosts(): HostMemory {
  const robots = boundedMap<string, RobotsCopy>(MOST_ROBOTS, ({ text }) => text.length + 200);
  const lanes = boundedMap<string, Lane>(MOST_HOSTS);
  const browser = boundedMap<string, { use: BrowserUse; foundAt: number }>(MOST_HOSTS);

  const laneOf = (name: string): Lane => {
    const known = lanes.get(name);
    if (known !== undefined) return known;
    const fresh = {
      holder: '',
      busyUntil: 0,
      nextAt: 0,
      pausedUntil: 0,
      pausedBecause: '',
      refusals: 0,
    };
    lanes.set(name, fresh);
    return fresh;
  };

  return {
    robotsOf: async (origin) => robots.get(origin),
    keepRobots: async (origin, copy) => robots.set(origin, copy),

    async claim(name, { token, now, busyUntil, nextAt }) {
      const lane = laneOf(name);
      if (Math.max(lane.busyUntil, lane.nextAt, lane.pausedUntil) > now) return false;
      Object.assign(lane, { holder: token, busyUntil, nextAt });
      return true;
    },
    async renew(name, token, busyUntil) {
      const lane = laneOf(name);
      if (lane.holder !== token) return false;
      lane.busyUntil = busyUntil;
      return true;
    },
    async release(name, token, { reception, nextAt }) {
      const lane = laneOf(name);
      if (lane.holder !== token) return;
      if (reception !== 'silent') lane.refusals = reception === 'refused' ? lane.refusals + 1 : 0;
      Object.assign(lane, { holder: '', busyUntil: 0, nextAt });
    },
    async pause(name, until, because) {
      const lane = laneOf(name);
      if (until > lane.pausedUntil) {
        Object.assign(lane, { pausedUntil: until, pausedBecause: because });
      }
    },
    stateOf: async (name) => lanes.get(name),

    async browserUse(host, now) {
      const known = browser.get(host);
      return known && now - known.foundAt < BROWSER_USE_MS ? known.use : undefined;
    },
    keepBrowserUse: async (host, use, now) => browser.set(host, { use, foundAt: now }),
  };
}
