/** Whether a title, an author or a date is the expected one, whatever its spelling. */
import { wordsOf } from './words.ts';

/** The same words in the same order; case, punctuation and quotation marks do not count. */
export function isSameTitle(expected: string, found: string): boolean {
  const words = plainWords(expected);
  return isGiven(found) && words.length > 0 && words.join(' ') === plainWords(found).join(' ');
}

/** At least 6 in 10 words of both are in both: middle names, order and "By" do not count. */
export function isSameAuthor(expected: string, found: string): boolean {
  if (!isGiven(found)) return false;
  const a = nameWords(expected);
  const b = nameWords(found);
  return a.size > 0 && a.intersection(b).size / a.union(b).size >= 0.6;
}

/** The same day. */
export function isSameDate(expected: string, found: string): boolean {
  const day = dayOf(expected);
  return isGiven(found) && day !== undefined && day === dayOf(found);
}

function isGiven(found: string): boolean {
  return found !== '' && found.toLowerCase() !== 'none';
}

function plainWords(text: string): string[] {
  return wordsOf(text.normalize('NFKC').toLowerCase());
}

const BETWEEN_NAMES: ReadonlySet<string> = new Set(['by', 'and', 'und', 'et']);

function nameWords(names: string): Set<string> {
  const bare = names.replace(/^(?:by|von|par|por|di)\s+/i, '');
  return new Set(plainWords(bare)).difference(BETWEEN_NAMES);
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** '2025-9-4' out of an ISO date, or of one as people write it. */
function dayOf(text: string): string | undefined {
  const [, year, month, day] =
    /(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text) ?? /(\d{4})\/(\d{1,2})\/(\d{1,2})/.exec(text) ?? [];
  if (year !== undefined) return [year, month, day].map(Number).join('-');
  const american = /\b([A-Za-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})/.exec(text);
  const british = /\b(\d{1,2}) ([A-Za-z]{3})[a-z]*\.?,? (\d{4})/.exec(text);
  return (
    named(american?.[3], american?.[1], american?.[2]) ??
    named(british?.[3], british?.[2], british?.[1])
  );
}

function named(year?: string, month?: string, day?: string): string | undefined {
  const number = MONTHS.indexOf(month?.toLowerCase() ?? '') + 1;
  return number === 0 ? undefined : [Number(year), number, Number(day)].join('-');
}
