/** When a message that goes back to the queue may be received again. */
import type { Failure } from '../pipeline/outcome.ts';

const FIRST_MS = 30_000;
const LONGEST_MS = 60 * 60_000;

/**
 * Failures that say something of the whole site, or of this function: the next link of the site would meet the same.
 * Others may be of one page alone.
 */
const OF_MORE_THAN_ONE_LINK: ReadonlySet<string> = new Set(['throttled', 'storage', 'aborted']);

/**
 * After the pause that the site asks for; at once for what the time-out stopped; else after half a minute, and twice as
 * long with every further receive, an hour at most. Four times as long where the database is away: it is so for all links, and
 * their last receives must not be over before it is back.
 *
 * @param receives how often the message was received, this time included
 * @returns milliseconds
 * @example
 * backOff({ code: 'upstream' }, 3); // 120_000
 */
export function backOff(
  { code, retryAfterMs }: Pick<Failure, 'code' | 'retryAfterMs'>,
  receives: number,
): number {
  if (retryAfterMs !== undefined) return retryAfterMs;
  if (code === 'aborted') return 0;
  const factor = code === 'storage' ? 4 : 2;
  return Math.min(FIRST_MS * factor ** (Math.max(1, receives) - 1), LONGEST_MS);
}

/** Would the next link of the same site fail alike? */
export const concernsTheSite = ({
  code,
  retryAfterMs,
}: Pick<Failure, 'code' | 'retryAfterMs'>): boolean =>
  retryAfterMs !== undefined || OF_MORE_THAN_ONE_LINK.has(code);
