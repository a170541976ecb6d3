/** Lines to stand in, first come, first served: one for each name, within this process. */

export interface Turns {
  /**
   * Resolves when it is the caller's turn.
   *
   * @returns passes the turn on; to be called once, whatever happens
   * @throws the reason of the signal; the place in the line is given up then
   */
  take(name: string, signal: AbortSignal): Promise<() => void>;
}

/**
 * @example
 * const turns = createTurns();
 * const pass = await turns.take('medium.com', signal);
 * try { await request(); } finally { pass(); }
 */
export function createTurns(): Turns {
  /** The end of each line; a line in which nobody stands is forgotten. */
  const ends = new Map<string, Promise<void>>();
  return {
    async take(name, signal) {
      const { promise: passed, resolve: pass } = Promise.withResolvers<void>();
      const before = ends.get(name);
      const end = before === undefined ? passed : before.then(() => passed);
      ends.set(name, end);
      void end.then(() => {
        if (ends.get(name) === end) ends.delete(name);
      });
      try {
        if (before !== undefined) await unlessAborted(before, signal);
      } catch (error) {
        pass();
        throw error;
      }
      return pass;
    },
  };
}

/** Waits for something that never fails, or until the signal is aborted. */
export function unlessAborted<T>(waiting: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    void waiting.then((value) => {
      signal.removeEventListener('abort', stop);
      resolve(value);
    });
  });
}
