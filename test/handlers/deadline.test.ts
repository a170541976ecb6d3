import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDeadline } from '../../src/handlers/deadline.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an invocation comes to its end', () => {
  it.each([
    // What is left must be enough for a database that answers no more (4.5 s) and for the messages that go back.
    ['a time-out of 10 s', 10, 5],
    ['a time-out of 20 s', 20, 10],
    ['a time-out of 60 s', 60, 50],
    ['a time-out of 300 s', 300, 290],
    ['a time-out of 900 s', 900, 890],
  ])('in good time before %s', (_what, timeout, end) => {
    const { signal } = startDeadline({ getRemainingTimeInMillis: () => timeout * 1_000 });
    vi.advanceTimersByTime(end * 1_000 - 1);
    expect(signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(signal.aborted).toBe(true);
  });

  it('and stops no later one in the same container', () => {
    const deadline = startDeadline({ getRemainingTimeInMillis: () => 10_000 });
    deadline.clear();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(20_000);
    expect(deadline.signal.aborted).toBe(false);
  });
});
