import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/pipeline/outcome.ts';
import { type Crawled, refreshAt } from '../../src/pipeline/refresh-at.ts';

const NOW = new Date('2026-11-24T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ago = (ms: number): Date => new Date(NOW.getTime() - ms);

function crawled(outcome: Partial<Outcome>, more: Partial<Crawled> = {}): Crawled {
  const documents = { stored: 0, replaced: 0, unchanged: 0 };
  return { outcome: { state: 'stored', documents, found: 0, ...outcome }, changedAt: NOW, ...more };
}
const post = (changedAt: Date): Crawled =>
  crawled({ documents: { stored: 1, replaced: 0, unchanged: 0 } }, { changedAt });
const failed = (failure: Partial<Outcome['failure']>, failedBefore?: Date): Crawled =>
  crawled(
    {
      state: 'failed',
      failure: { code: 'throttled', message: '', hint: '', retry: 'later', ...failure },
    },
    { failedBefore },
  );
/** In days from now. */
const daysUntil = (visit: Crawled): number | undefined => {
  const at = refreshAt(visit, NOW);
  return at && (at.getTime() - NOW.getTime()) / DAY;
};

describe('a link is due again', () => {
  it.each([
    ['written today: tomorrow', 0, 1],
    ['written two days ago: tomorrow', 2, 1],
    ['written a month ago: after a quarter of that', 30, 7.5],
    ['written a year ago: after 90 days', 365 * 1, 90],
    ['written 20 years ago: after 90 days', 365 * 20, 90],
    ['dated tomorrow by its page: tomorrow', -1, 1],
  ])('a post %s', (_what, age, days) => {
    expect(daysUntil(post(ago(age * DAY)))).toBeCloseTo(days);
  });

  it('a source: tomorrow, however old it is', () => {
    expect(
      daysUntil(crawled({ state: 'followed', found: 12 }, { changedAt: ago(900 * DAY) })),
    ).toBe(1);
  });

  it('a post without words of its own: as any post', () => {
    expect(daysUntil(crawled({ state: 'followed' }, { changedAt: ago(30 * DAY) }))).toBe(7.5);
  });

  it('a failure that passes: after the pause that the site asks for', () => {
    expect(refreshAt(failed({ retryAfterMs: 90_000 }, ago(3 * HOUR)), NOW)).toEqual(ago(-90_000));
  });

  it('one without a pause: after an hour, then later and later, a week at most', () => {
    expect(refreshAt(failed({}), NOW)).toEqual(ago(-HOUR));
    expect(refreshAt(failed({}, ago(HOUR)), NOW)).toEqual(ago(-2 * HOUR));
    expect(refreshAt(failed({}, ago(2 * HOUR)), NOW)).toEqual(ago(-4 * HOUR));
    expect(refreshAt(failed({}, ago(60 * DAY)), NOW)).toEqual(ago(-7 * DAY));
  });

  it('never, where it has failed for good', () => {
    expect(refreshAt(failed({ code: 'not_found', retry: 'never' }), NOW)).toBeUndefined();
  });

  it('whatever was found: between an hour and 90 days from now, the older the later', () => {
    const age = fc.integer({ min: -10 * 365 * DAY, max: 50 * 365 * DAY });
    fc.assert(
      fc.property(age, age, (one, other) => {
        const [younger, older] = [Math.min(one, other), Math.max(one, other)];
        const [sooner = 0, later = 0] = [younger, older].map((ms) => daysUntil(post(ago(ms))));
        return sooner >= 1 && later <= 90 && sooner <= later;
      }),
    );
  });
});
