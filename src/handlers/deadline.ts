/** The moment at which an invocation has to come to its end, before Lambda ends it. */
import type { Context } from 'aws-lambda';

/** What is left for recording aborted links, answering, and a slow connection. */
const RESERVE_MS = 10_000;

export interface Deadline {
  /** Aborts when the time is nearly up. */
  readonly signal: AbortSignal;
  /** Stops the clock; a timer that outlives its invocation would abort a later one. */
  clear(): void;
}

/**
 * Starts the clock of one invocation: it stops 10 s before Lambda would, or after half the time where less than
 * 20 s remain.
 *
 * @example
 * const deadline = startDeadline(context);
 * try { await crawl(deadline.signal) } finally { deadline.clear() }
 */
export function startDeadline(context: Pick<Context, 'getRemainingTimeInMillis'>): Deadline {
  const remaining = context.getRemainingTimeInMillis();
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(),
    Math.max(remaining - RESERVE_MS, remaining / 2),
  );
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}
