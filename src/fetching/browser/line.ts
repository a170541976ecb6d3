/** So many at once and no more; who comes later waits in line. */

export interface Line {
  /**
   * Waits until it is our turn.
   *
   * @returns lets the next one in
   * @throws the signal's reason when it is aborted before
   */
  enter(signal: AbortSignal): Promise<() => void>;
}

/**
 * @example
 * const line = createLine(2);
 * const leave = await line.enter(signal);
 */
export function createLine(most: number): Line {
  let inside = 0;
  const waiting = new Set<() => void>();

  const leave = (): void => {
    const [next] = waiting;
    if (next === undefined) {
      inside -= 1;
      return;
    }
    waiting.delete(next);
    next();
  };

  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (inside < most) {
        inside += 1;
        return leave;
      }
      const turn = Promise.withResolvers<void>();
      waiting.add(turn.resolve);
      await orAborted(turn.promise, signal).catch((reason: unknown) => {
        waiting.delete(turn.resolve);
        throw reason;
      });
      return leave;
    },
  };
}

/** The work's outcome, or the signal's reason as soon as it is aborted. Leaves no listener behind. */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
