/** Times and amounts as the documents show them. */

/**
 * @example
 * duration(90_000); // '25 h'
 */
export function duration(seconds: number): string {
  if (seconds < 90) return `${seconds.toFixed(0)} s`;
  if (seconds < 90 * 60) return `${(seconds / 60).toFixed(0)} min`;
  if (seconds < 48 * 3_600) return `${(seconds / 3_600).toFixed(seconds < 36_000 ? 1 : 0)} h`;
  return `${(seconds / 86_400).toFixed(1)} days`;
}

export const count = (value: number): string => Math.round(value).toLocaleString('en');
