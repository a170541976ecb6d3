/** Spans of time as people write them: '7d'. */

const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * Reads a span of minutes, hours, days or weeks.
 *
 * @returns milliseconds; undefined for anything else
 * @example
 * parseAge('7d'); // 604800000
 */
export function parseAge(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([mhdw])$/.exec(text.trim().toLowerCase()) ?? [];
  const ms = UNITS[unit];
  return count === undefined || ms === undefined ? undefined : Number(count) * ms;
}
