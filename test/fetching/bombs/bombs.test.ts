import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BombServer, startBombServer } from './server.ts';
import { suffer } from './suffer.ts';
import { BOMBS } from './table.ts';
import type { Damage } from './victim.ts';

/** So many hosts send the same bomb at the same time. */
const COPIES = 2;
/** One bomb alone peaks under 200 MB, 115 of which are Node and undici; fifty in a row leave garbage. */
const MOST_MB = 500;
/** A page of the largest size takes 0.03 s to unpack; a shared machine may take its time. */
const MOST_BLOCKED_MS = 5_000;

let server: BombServer;
let damage: Damage;

beforeAll(async () => {
  server = await startBombServer();
  damage = await suffer(
    server.port,
    BOMBS.map((_, index) => index),
    COPIES,
  );
}, 300_000);
afterAll(() => server.close());

describe('a hostile server', () => {
  test.each(BOMBS.map(({ name, outcome }, index) => ({ name, outcome, index })))(
    '$name is refused with a typed error, or read as the page it is',
    ({ outcome, index }) => {
      const outcomes = damage.hits.filter((hit) => hit.index === index);
      expect(outcomes.length).toBeGreaterThan(0);
      for (const hit of outcomes) expect(hit.outcome, hit.message).toMatch(outcome);
    },
  );

  test(`all of it together takes less than ${MOST_MB} MB, and never holds up the rest for long`, () => {
    expect(damage.peakMB).toBeLessThan(MOST_MB);
    expect(damage.blockedMs).toBeLessThan(MOST_BLOCKED_MS);
  });
});
