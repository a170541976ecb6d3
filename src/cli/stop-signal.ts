/** Ctrl-C: the first one asks to stop, the second one ends the process at once. */

export interface StopSignal extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * @param onStop told at the first Ctrl-C
 * @example
 * using stop = stopSignal(() => console.error('Stopping …'));
 */
export function stopSignal(onStop: () => void = () => undefined): StopSignal {
  const controller = new AbortController();
  const listener = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    onStop();
  };
  process.on('SIGINT', listener).on('SIGTERM', listener);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      process.off('SIGINT', listener).off('SIGTERM', listener);
    },
  };
}
