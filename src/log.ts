/** What the core logs through: powertools' Logger in a Lambda, plain lines on a laptop. Fields never hold secrets. */
export interface Log {
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

const nothing = (): void => undefined;

/** Says nothing; for tests and for callers that do not listen. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
