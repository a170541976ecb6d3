import type { Log } from '../../../src/log.ts';

export interface RecordedLog {
  readonly log: Log;
  /** Warnings, with what was said about each. */
  readonly warnings: { readonly message: string; readonly fields: unknown }[];
}

/** Keeps what a user would be warned of. */
export function recordedLog(): RecordedLog {
  const warnings: RecordedLog['warnings'] = [];
  const nothing = (): void => undefined;
  const log: Log = {
    debug: nothing,
    info: nothing,
    warn: (message, fields) => warnings.push({ message, fields }),
    error: nothing,
  };
  return { log, warnings };
}
