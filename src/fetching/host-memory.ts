/**
 * What is remembered of hosts. The memory of a process alone is `in-memory-hosts.ts`; one that all processes share is the
 * collection `hosts` (`HostDocument`), which has this shape without knowing it.
 *
 * Times are milliseconds since 1970 by the clock of the asker. A _lane_ is what keeps one pace: a host, or a domain with
 * all its sub-domains.
 */

/** robots.txt of an origin, as far as it concerns us. */
export interface RobotsCopy {
  readonly text: string;
  readonly readAt: number;
}

/** The claim on the one slot of a lane. */
export interface SlotClaim {
  /** Names the holder. */
  readonly token: string;
  readonly now: number;
  /** The slot is free again then, unless it is renewed: a holder that has died blocks nobody. */
  readonly busyUntil: number;
  /** Nobody starts before then. */
  readonly nextAt: number;
}

export interface LaneState {
  readonly busyUntil: number;
  readonly nextAt: number;
  /** Nobody starts before then, because the host asked for it or refused us too often; 0 when it never did. */
  readonly pausedUntil: number;
  /** Half a sentence: why it is paused. */
  readonly pausedBecause: string;
  /** How many requests in a row were refused. */
  readonly refusals: number;
}

/** What the answer was like: `welcome` ends a row of refusals, `refused` is one more, `silent` says nothing. */
export type Reception = 'welcome' | 'refused' | 'silent';

export interface SlotEnd {
  readonly reception: Reception;
  /** Nobody starts before then: known better now than at the claim. */
  readonly nextAt: number;
}

/** Does rendering a page of this host give text that HTTP does not give? */
export type BrowserUse = 'needed' | 'useless';

export interface HostMemory {
  /** The last copy, however old. */
  robotsOf(origin: string): Promise<RobotsCopy | undefined>;
  keepRobots(origin: string, copy: RobotsCopy): Promise<void>;

  /** Atomic: true for one asker only, and only when the lane is neither busy nor paused nor before its next start. */
  claim(lane: string, claim: SlotClaim): Promise<boolean>;
  /** Keeps the slot for longer. False when it is no longer ours. */
  renew(lane: string, token: string, busyUntil: number): Promise<boolean>;
  /** Frees the slot and counts refusals, if it is still ours. */
  release(lane: string, token: string, end: SlotEnd): Promise<void>;
  /** Lets nobody start before then; an earlier, longer pause stays. */
  pause(lane: string, until: number, because: string): Promise<void>;
  stateOf(lane: string): Promise<LaneState | undefined>;

  /** Undefined when it is not known, or was found out more than 30 days ago. */
  browserUse(host: string, now: number): Promise<BrowserUse | undefined>;
  keepBrowserUse(host: string, use: BrowserUse, now: number): Promise<void>;
}
