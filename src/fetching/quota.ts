/** Knows when GitHub's answer means "your quota is used up", which it says with 403 as often as with 429. */
import type { Answer } from './exchange.ts';
import { parseRetryAfter } from './retry-timing.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * Milliseconds until the quota of api.github.com is there again; undefined when the answer is about something else.
 * Primary limit: `x-ratelimit-remaining: 0` with `x-ratelimit-reset` in seconds since 1970; secondary limit: `retry-after`
 * (docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
 *
 * @param now milliseconds since 1970
 */
export function githubQuotaWait(answer: Answer, now: number): number | undefined {
  const { url, status, headers, beginning } = answer;
  if (url.hostname !== 'api.github.com' || (status !== 403 && status !== 429)) return undefined;
  const retryAfter = parseRetryAfter(headers.get('retry-after'), now);
  if (retryAfter !== undefined) return retryAfter;
  const reset = Number(headers.get('x-ratelimit-reset')) * 1000;
  if (headers.get('x-ratelimit-remaining') === '0' && reset > 0) {
    return Math.min(Math.max(reset - now, 0), DAY_MS);
  }
  // GitHub asks for a minute where it names no time.
  return status === 429 || beginning.includes('secondary rate limit') ? MINUTE_MS : undefined;
}
