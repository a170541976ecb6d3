/** The lines that the logger writes, on either stream, kept from the test's own output. */
import { afterEach, beforeEach, vi } from 'vitest';

/** @returns reads what was logged since the test began, or since the last `clear` */
export function captureLog(): { text: () => string; clear: () => void } {
  const lines: string[] = [];
  const keep = (line: unknown): boolean => {
    lines.push(String(line));
    return true;
  };
  beforeEach(() => {
    lines.length = 0;
    vi.spyOn(process.stdout, 'write').mockImplementation(keep);
    vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return {
    text: () => lines.join(''),
    clear: () => {
      lines.length = 0;
    },
  };
}
