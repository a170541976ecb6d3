/** When a link is worth another look: pure functions of what came of it and of time. */
import type { Outcome } from './outcome.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** What a source lists changes any day. */
const SOURCE_MS = DAY_MS;
const SOONEST_MS = DAY_MS;
const LATEST_MS = 90 * DAY_MS;
const FIRST_RETRY_MS = HOUR_MS;
const LONGEST_RETRY_MS = 7 * DAY_MS;
/** How long a link may wait in a run before a refresh takes it up: what was killed is not forgotten. */
const QUEUED_MS = HOUR_MS;
/** How long a link that a refresh has handed to a queue is taken to lie there. */
export const HANDED_OVER_MS = 12 * HOUR_MS;

/** What one crawl of a link came to, as far as its next one depends on it. */
export interface Crawled {
  readonly outcome: Pick<Outcome, 'found' | 'failure'>;
  /** When what the link holds was last written; when the link was first seen, where the page does not tell. */
  readonly changedAt: Date;
  /** When the attempt before this one failed, if it did. */
  readonly failedBefore?: Date | undefined;
}

/**
 * When a link is due again.
 *
 * - a source (whatever leads to further links): after a day
 * - a post: after a quarter of its age, at least a day and at most 90 days: what was not changed for a year will hardly change this week
 * - a failure that passes: after the pause that the site asks for; else after an hour, then after twice the time since it failed before, a week at most
 * - a failure for good, a page that is gone included: never
 *
 * @returns undefined for never
 * @example
 * refreshAt({ outcome, changedAt: new Date('2026-01-01') }, new Date('2026-02-10')); // 2026-02-20
 */
export function refreshAt(
  { outcome, changedAt, failedBefore }: Crawled,
  now: Date,
): Date | undefined {
  const { failure, found } = outcome;
  if (failure?.retry === 'never') return undefined;
  if (failure !== undefined) return after(retryPause(failure.retryAfterMs, failedBefore, now), now);
  if (found > 0) return after(SOURCE_MS, now);
  return after(clamp((now.getTime() - changedAt.getTime()) / 4, SOONEST_MS, LATEST_MS), now);
}

/** When a refresh takes up a link that was found and noted, if no run has crawled it by then. */
export const queuedRefreshAt = (now: Date): Date => after(QUEUED_MS, now);

/** The last of the dates that are known. */
export function latest(dates: readonly (Date | undefined)[]): Date | undefined {
  const [last] = dates
    .filter((date) => date !== undefined)
    .toSorted((one, other) => other.getTime() - one.getTime());
  return last;
}

function retryPause(asked: number | undefined, before: Date | undefined, now: Date): number {
  if (asked !== undefined) return asked;
  const since = before === undefined ? 0 : now.getTime() - before.getTime();
  return clamp(2 * since, FIRST_RETRY_MS, LONGEST_RETRY_MS);
}

const after = (ms: number, now: Date): Date => new Date(now.getTime() + ms);

const clamp = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), most);
