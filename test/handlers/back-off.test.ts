import { expect, it } from 'vitest';
import { backOff } from '../../src/handlers/back-off.ts';

const minutes = (code: string, retryAfterMs?: number): number[] =>
  [1, 2, 3, 4].map(
    (receives) => backOff({ code, ...(retryAfterMs && { retryAfterMs }) }, receives) / 60_000,
  );

it.each([
  ['a site that errs is tried again soon, and ever later', minutes('upstream'), [0.5, 1, 2, 4]],
  ['a database that is away may be so for half an hour', minutes('storage'), [0.5, 2, 8, 32]],
  ['a pause that a site asks for is kept', minutes('throttled', 600_000), [10, 10, 10, 10]],
  ['what the time-out stopped comes again at once', minutes('aborted'), [0, 0, 0, 0]],
])('%s', (_, waits, expected) => {
  expect(waits).toEqual(expected);
});

it('nobody waits for more than an hour', () => {
  expect(backOff({ code: 'upstream' }, 20)).toBe(3_600_000);
});
