import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AbortedError,
  BlockedError,
  NotFoundError,
  ThrottledError,
  UpstreamError,
} from '../../src/errors.ts';
import {
  fullJitter,
  LONGEST_WAIT_MS,
  parseRetryAfter,
  waitBeforeRetry,
} from '../../src/fetching/retry-timing.ts';

const NOW = Date.UTC(1994, 10, 6, 8, 49, 37);
const DAY = 86_400_000;

describe('Retry-After', () => {
  test.each([
    ['seconds', '120', 120_000],
    ['nothing to wait', '0', 0],
    ['blanks around', ' 3 ', 3_000],
    ['more than a day', '999999999', DAY],
    ['IMF-fixdate', 'Sun, 06 Nov 1994 08:50:37 GMT', 60_000],
    ['RFC 850', 'Sunday, 06-Nov-94 08:50:37 GMT', 60_000],
    ['asctime', 'Sun Nov  6 08:50:37 1994', 60_000],
    ['the past', 'Sun, 06 Nov 1994 08:00:00 GMT', 0],
    ['the far future', 'Fri, 31 Dec 2099 23:59:59 GMT', DAY],
    ['absent', undefined, undefined],
    ['empty', '', undefined],
    ['negative', '-5', undefined],
    ['a word', 'soon', undefined],
    ['a date without a day', '1994-11-06', undefined],
    ['a broken date', 'Sun, 99 Foo 1994 08:50:37 GMT', undefined],
  ])('%s: %j', (_what, value, expected) => {
    expect(parseRetryAfter(value, NOW)).toBe(expected);
  });

  test('whatever the header holds, the wait is between nothing and a day, or not known', () => {
    const value = fc.oneof(
      fc.string(),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      fc.nat().map(String),
    );
    fc.assert(
      fc.property(value, (header) => {
        const wait = parseRetryAfter(header, NOW);
        if (wait === undefined) return;
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(DAY);
      }),
    );
  });

  test('any number of seconds and any date says the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400 }), (seconds) => {
        const date = new Date(NOW + seconds * 1000).toUTCString();
        expect(parseRetryAfter(date, NOW)).toBe(parseRetryAfter(String(seconds), NOW));
      }),
    );
  });
});

describe('the wait before the next attempt', () => {
  test('is a random part of a time that doubles up to a cap', () => {
    expect([1, 2, 3, 4, 5, 6].map((failures) => fullJitter(failures, 1))).toEqual([
      500, 1000, 2000, 4000, 8000, 8000,
    ]);
    expect(fullJitter(3, 0.25)).toBe(500);
    expect(fullJitter(3, 0)).toBe(0);
  });

  test('is what the site asks for, when it asks', () => {
    expect(waitBeforeRetry(new ThrottledError('', { retryAfterMs: 3_000 }), 1, 0.5)).toBe(3_000);
    expect(waitBeforeRetry(new UpstreamError('', { retryAfterMs: 0 }), 2, 0.5)).toBe(0);
  });

  test('is not made when the site asks for more than a run waits', () => {
    expect(waitBeforeRetry(new ThrottledError('', { retryAfterMs: LONGEST_WAIT_MS }), 1, 0)).toBe(
      LONGEST_WAIT_MS,
    );
    expect(
      waitBeforeRetry(new ThrottledError('', { retryAfterMs: LONGEST_WAIT_MS + 1 }), 1, 0),
    ).toBeUndefined();
  });

  test('is not made after the third attempt', () => {
    expect(waitBeforeRetry(new UpstreamError(''), 2, 0)).toBe(0);
    expect(waitBeforeRetry(new UpstreamError(''), 3, 0)).toBeUndefined();
  });

  test.each([new NotFoundError(''), new BlockedError(''), new TypeError('a defect')])(
    'is not made for %s',
    (error) => {
      expect(waitBeforeRetry(error, 1, 0)).toBeUndefined();
    },
  );

  test('is not made when the run was stopped', () => {
    expect(waitBeforeRetry(new AbortedError(''), 1, 0)).toBeUndefined();
  });
});
