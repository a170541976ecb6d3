/** Values of options: checked at the edge, refused with the nearest value that would do. */

import { InvalidArgumentError } from 'commander';

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
