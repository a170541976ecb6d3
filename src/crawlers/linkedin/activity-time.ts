/** When a post was published, from its number alone. */

/** Before this LinkedIn did not exist: a number that tells an earlier time is no activity id. */
const FOUNDED = Date.UTC(2003, 4, 5);
const CLOCK_TOLERANCE_MS = 86_400_000;

/**
 * The upper bits of an activity id are the milliseconds since 1970 at which it was made. That is 21 to 36 ms after the
 * `datePublished` of the same post (10 of 10 captured pages): good where a page gives no date, not a replacement for it.
 *
 * @returns `undefined` for a number that tells no possible time
 * @example
 * activityTime('7379151296441516032')?.toISOString(); // '2025-10-01T13:52:47.073Z'
 */
export function activityTime(id: string, now = Date.now()): Date | undefined {
  const time = Number(BigInt(id) >> 22n);
  return time >= FOUNDED && time <= now + CLOCK_TOLERANCE_MS ? new Date(time) : undefined;
}
