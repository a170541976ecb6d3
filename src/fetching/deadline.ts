/** A time limit that is also ended by the caller's signal, and that leaves neither timer nor listener behind. */
import { AbortedError, CrawlError, UpstreamError } from '../errors.ts';

export interface Deadline extends Disposable {
  /** Its reason is always a `CrawlError`, ready to be thrown. */
  readonly signal: AbortSignal;
  /** Stops the clock while this is waited for. */
  offTheClock<T>(waiting: Promise<T>): Promise<T>;
}

/**
 * Starts a time limit.
 *
 * @param ms the limit in milliseconds
 * @param parent ends it early: with its own reason when that is a `CrawlError`, else with an `AbortedError`
 * @param late makes the error for a limit that has passed
 * @example
 * using deadline = startDeadline(20_000, signal, () => tookTooLong(link, 20_000));
 * await request(link, { signal: deadline.signal });
 */
export function startDeadline(
  ms: number,
  parent: AbortSignal | undefined,
  late: () => CrawlError,
): Deadline {
  const controller = new AbortController();
  const stop = (): void => controller.abort(abortError(parent?.reason));
  let leftMs = ms;
  let runsSince = 0;
  let pauses = 0;
  let timer: NodeJS.Timeout | undefined;
  const run = (): void => {
    runsSince = performance.now();
    timer = setTimeout(() => controller.abort(late()), leftMs);
  };
  const pause = (): void => {
    clearTimeout(timer);
    leftMs -= performance.now() - runsSince;
  };
  run();
  if (parent?.aborted) stop();
  else parent?.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    async offTheClock(waiting) {
      pauses += 1;
      if (pauses === 1) pause();
      try {
        return await waiting;
      } finally {
        pauses -= 1;
        if (pauses === 0) run();
      }
    },
    [Symbol.dispose]() {
      // A wait that ends later does not start the clock again.
      pauses += 1;
      clearTimeout(timer);
      parent?.removeEventListener('abort', stop);
    },
  };
}

/** The error for a signal that was aborted with this reason. */
export function abortError(reason: unknown): CrawlError {
  if (reason instanceof CrawlError) return reason;
  return new AbortedError('The run was stopped before this link was done.', { cause: reason });
}

export const tookTooLong = (link: URL, ms: number): UpstreamError =>
  new UpstreamError(`${link.hostname} took longer than ${ms / 1000} s.`, { link });
