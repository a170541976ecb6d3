/** Tries again what passes by itself: 408, 425, 429, 5xx, network failures. */
import type { Layer } from './exchange.ts';
import { asCrawlError } from './network-errors.ts';
import { waitBeforeRetry } from './retry-timing.ts';

export interface RetryDeps {
  /** Between 0 and 1. */
  random(): number;
  /** Rejects at once when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<unknown>;
}

/** At most three attempts; which error earns another one, and when, says `retry-timing.ts`. */
export function retrying({ random, sleep }: RetryDeps): Layer {
  return (next) => async (request) => {
    for (let failures = 1; ; failures += 1) {
      try {
        return await next(request);
      } catch (error) {
        const wait = waitBeforeRetry(error, failures, random());
        if (wait === undefined || request.signal.aborted) throw error;
        await sleep(wait, request.signal).catch((aborted: unknown) => {
          throw asCrawlError(aborted, request.url, request.signal);
        });
      }
    }
  };
}
