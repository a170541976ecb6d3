/** For tests that do not wait: a clock that jumps over every wait. */
import type { FetchDeps } from '../../src/fetching/create-fetcher.ts';

/**
 * @example
 * const fetcher = createFetcher(settings, { ...jumpingClock(), ca });
 */
export function jumpingClock(): Pick<FetchDeps, 'now' | 'sleep'> {
  let aheadMs = 0;
  return {
    now: () => Date.now() + aheadMs,
    sleep: async (ms) => {
      aheadMs += ms;
    },
  };
}
