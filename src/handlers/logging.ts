/** powertools' Logger as the core sees it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Redaction } from './redaction.ts';

type Keys = Readonly<Record<string, unknown>>;

/**
 * What the lines of the link in hand have in common. Links are crawled side by side, through one fetcher and one logger, so
 * that theirs cannot be keys of the logger; children of it would each call themselves a cold start.
 */
const correlation = new AsyncLocalStorage<Keys>();

/**
 * Runs work whose every line in the log carries these keys, and those of the work around it.
 *
 * @example
 * await correlate({ user: 'Mara Lindqvist', link: 'https://mara.example/' }, () => crawl(message));
 */
export function correlate<Result>(keys: Keys, work: () => Result): Result {
  return correlation.run({ ...correlation.getStore(), ...keys }, work);
}

/** The logger of a process. Whatever text ends in it passes the redaction, messages and stacks of errors included. */
export function createLogger({
  serviceName,
  logLevel,
  redaction,
}: {
  readonly serviceName: string;
  readonly logLevel: Config['LOG_LEVEL'];
  readonly redaction: Redaction;
}): Logger {
  return new Logger({
    serviceName,
    logLevel,
    jsonReplacerFn: (_key, value: unknown) =>
      typeof value === 'string' ? redaction.of(value) : value,
  });
}

/**
 * @example
 * const log = logOf(logger);
 */
export function logOf(logger: Logger): Log {
  const line = (fields: Keys = {}): Keys => ({ ...correlation.getStore(), ...fields });
  return {
    debug: (message, fields) => logger.debug(message, line(fields)),
    info: (message, fields) => logger.info(message, line(fields)),
    warn: (message, fields) => logger.warn(message, line(fields)),
    error: (message, fields) => logger.error(message, line(fields)),
  };
}
