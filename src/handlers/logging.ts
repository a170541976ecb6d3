/** powertools' Logger as the core sees it. */
import type { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '../log.ts';

/**
 * @param keys go into every line: what the lines of one link have in common. The records of a batch run side by side, so
 *   theirs cannot be keys of the shared logger; its children would each call themselves a cold start
 * @example
 * const log = logOf(logger, { user: 'Mara Lindqvist', link: 'https://mara.example/' });
 */
export function logOf(logger: Logger, keys: Record<string, unknown> = {}): Log {
  return {
    debug: (message, fields) => logger.debug(message, { ...keys, ...fields }),
    info: (message, fields) => logger.info(message, { ...keys, ...fields }),
    warn: (message, fields) => logger.warn(message, { ...keys, ...fields }),
    error: (message, fields) => logger.error(message, { ...keys, ...fields }),
  };
}
