/** Values of options: checked at the edge, refused with the nearest value that would do. */

import { InvalidArgumentError } from 'commander';
import { parseAge } from '../pipeline/age.ts';

/**
 * A reader of whole numbers within bounds, for commander.
 *
 * @throws InvalidArgumentError that names the nearest number that would do
 * @example
 * program.option('--concurrency <n>', 'links at the same time', wholeNumber(1, 64), 8);
 */
export function wholeNumber(least: number, most: number): (given: string) => number {
  return (given) => {
    const value = Number(given);
    if (given.trim() !== '' && Number.isInteger(value) && value >= least && value <= most)
      return value;
    const nearest = Number.isNaN(value)
      ? least
      : Math.min(most, Math.max(least, Math.round(value)));
    throw new InvalidArgumentError(
      `It takes a whole number from ${least} to ${most}. Did you mean ${nearest}?`,
    );
  };
}

/**
 * Reads '7d' and the like, for commander.
 *
 * @returns milliseconds
 * @throws InvalidArgumentError that shows what it takes
 */
export function age(given: string): number {
  const ms = parseAge(given);
  if (ms !== undefined) return ms;
  const [count = '7'] = /\d{1,5}/.exec(given) ?? [];
  throw new InvalidArgumentError(
    `It takes minutes (m), hours (h), days (d) or weeks (w). Did you mean ${count}d?`,
  );
}
