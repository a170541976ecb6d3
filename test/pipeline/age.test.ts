import { describe, expect, it } from 'vitest';
import { parseAge } from '../../src/pipeline/age.ts';

describe('a span of time', () => {
  it.each([
    ['7d', 604_800_000],
    ['12h', 43_200_000],
    [' 30M ', 1_800_000],
    ['4w', 2_419_200_000],
    ['0d', 0],
  ])('%s', (text, ms) => {
    expect(parseAge(text)).toBe(ms);
  });

  it.each(['', '7', 'd', '-7d', '7 days', '1.5d', '999999d', '7d 3h'])('%j is none', (text) => {
    expect(parseAge(text)).toBeUndefined();
  });
});
