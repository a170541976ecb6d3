/** When to try again: pure functions of time and chance. */
import { ThrottledError, UpstreamError } from '../errors.ts';

export const MOST_ATTEMPTS = 3;

/** The longest a run waits for one link in process, in milliseconds; a longer wish is the queue's business. */
export const LONGEST_WAIT_MS = 10_000;

const BASE_MS = 500;
const CAP_MS = 8_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Reads `Retry-After` (RFC 9110, section 10.2.3): seconds, or an HTTP date in one of its three forms.
 *
 * @param now milliseconds since 1970
 * @returns milliseconds to wait, between 0 and a day; undefined for anything else
 * @example
 * parseRetryAfter('120', Date.now()); // 120000
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,15}$/.test(text)) return clamp(Number(text) * 1000);
  if (!/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? /i.test(text)) return undefined;
  // asctime, the third form, names no zone and means GMT.
  const date = Date.parse(/gmt$/i.test(text) ? text : `${text} GMT`);
  return Number.isNaN(date) ? undefined : clamp(date - now);
}

const clamp = (ms: number): number => Math.min(Math.max(ms, 0), DAY_MS);

/**
 * "Full jitter" back-off: anything between nothing and `min(8 s, 0.5 s · 2^n)`, so that callers who failed together do not
 * come back together (AWS Architecture Blog, "Exponential Backoff And Jitter").
 *
 * @param failures attempts that have failed, from 1
 * @param random between 0 and 1
 */
export const fullJitter = (failures: number, random: number): number =>
  random * Math.min(CAP_MS, BASE_MS * 2 ** (failures - 1));

/**
 * How long to wait before the next attempt, in milliseconds; undefined when there is to be none: the error is final, the
 * attempts are used up, or the site asks for a longer pause than a run waits for.
 */
export function waitBeforeRetry(
  error: unknown,
  failures: number,
  random: number,
): number | undefined {
  if (!(error instanceof ThrottledError || error instanceof UpstreamError)) return undefined;
  if (failures >= MOST_ATTEMPTS) return undefined;
  const wait = error.retryAfterMs ?? fullJitter(failures, random);
  return wait <= LONGEST_WAIT_MS ? wait : undefined;
}
