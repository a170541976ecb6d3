import { expect, it } from 'vitest';
import * as errors from '../../src/errors.ts';
import { errorOf } from '../../src/handlers/failure.ts';
import { failureOf } from '../../src/pipeline/outcome.ts';

const TYPES = Object.values(errors).filter(
  (one): one is typeof errors.NotFoundError =>
    typeof one === 'function' &&
    one.prototype instanceof errors.CrawlError &&
    one !== (errors.CrawlError as unknown),
);

it.each(TYPES.map((Type) => [new Type('It failed.').code, Type] as const))(
  'a failure of code %s becomes its own type again, with hint and pause',
  (code, Type) => {
    const failure = failureOf(new Type('It failed.', { hint: 'Look at it.', retryAfterMs: 5 }));
    const error = errorOf(failure, 'https://mara.example/');
    expect(error).toBeInstanceOf(Type);
    expect(error.code).toBe(code);
    // What an unexpected error says stays in the log.
    if (Type !== (errors.UnexpectedError as unknown)) {
      expect(failureOf(error)).toEqual(failure);
    }
  },
);

it('every code is its own', () => {
  const codes = TYPES.map((Type) => new Type('It failed.').code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes).toContain('browser_crash');
});
