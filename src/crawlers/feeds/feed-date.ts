/** Dates of feeds: ISO 8601 in Atom and JSON Feed, RFC 822 in RSS, and what programs write in their place. */
import { dateOf } from '../../extraction/json-ld.ts';
import { parseDate } from '../../extraction/metadata/parse-date.ts';

/** Programs write the year 1970 where there is no date. */
const FIRST_YEAR = 1990;
/** And Go's write the year 1, which ECMAScript takes for 2001. */
const YEAR_ONE = /\b0001\b/;

/**
 * @example
 * feedDate('Mon, 06 May 2024 09:12:00 +0200'); // 2024-05-06T07:12:00.000Z
 */
export function feedDate(text: string): Date | undefined {
  if (YEAR_ONE.test(text.slice(0, 100))) return undefined;
  const date = dateOf(text) ?? rfcDate(text) ?? parseDate(text.slice(0, 100));
  return date === undefined || date.getUTCFullYear() < FIRST_YEAR ? undefined : date;
}

/** The zones that RFC 822 names and ECMAScript knows. */
const ZONE = /(?:[+-]\d\d:?\d\d|\b(?:GMT|UTC?|Z|[ECMP][SD]T))$/i;

/** Read as UTC where the zone has another name ("CET"), or is missing. */
function rfcDate(text: string): Date | undefined {
  const written = text.trim().slice(0, 100);
  if (!/\d\d?:\d\d/.test(written)) return undefined;
  const date = new Date(
    ZONE.test(written) ? written : `${written.replace(/\s[A-Z]{2,5}$/, '')} GMT`,
  );
  return Number.isNaN(date.getTime()) ? undefined : date;
}
