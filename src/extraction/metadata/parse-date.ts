/** Dates as pages write them: by machines, and by people in the languages whose month names are known here. */

/** The first three letters (four where three are not enough) of month names, accents taken off. */
const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'jan ene gen januar janv', // en de es it fr
    'feb fev fevr',
    'mar mrz marz mars maart',
    'apr avr abr',
    'may mai mei mag maj',
    'jun juin giu',
    'jul juil lug',
    'aug aou aout ago',
    'sep set sept',
    'oct okt ott out',
    'nov',
    'dec dez dic',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1])),
);

const ISO =
  /\b(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)?)?/;

/**
 * The first date in a text. A date alone, and a time without zone, is read as UTC; a day with slashes is read as month/day
 * unless it cannot be.
 *
 * @example
 * parseDate('Posted on 3 May 2024 by Mara'); // 2024-05-03T00:00:00.000Z
 */
export function parseDate(text: string): Date | undefined {
  return isoDate(text) ?? compactDate(text) ?? namedDate(text) ?? numberedDate(text);
}

function isoDate(text: string): Date | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', zone = 'Z'] = match;
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  return checked(new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`));
}

/** `20240503` and `20240503T101500`, alone. */
function compactDate(text: string): Date | undefined {
  const match = /^\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?\s*$/.exec(text);
  return match === null ? undefined : day(Number(match[1]), Number(match[2]), Number(match[3]));
}

function namedDate(text: string): Date | undefined {
  const plain = text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();
  for (const match of plain.matchAll(
    /(?:\b(\d{1,2})(?:st|nd|rd|th|\.|er)?,?\s+(?:de\s+|of\s+)?)?\b([a-z]{3,10})\.?,?\s+(?:de\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?((?:19|20)\d\d)\b/g,
  )) {
    const month = monthOf(match[2] ?? '');
    const number = match[1] ?? match[3];
    if (month !== undefined && number !== undefined)
      return day(Number(match[4]), month, Number(number));
  }
  return undefined;
}

function monthOf(name: string): number | undefined {
  return MONTHS[name.slice(0, 4)] ?? MONTHS[name.slice(0, 3)];
}

function numberedDate(text: string): Date | undefined {
  const yearFirst = /\b((?:19|20)\d\d)[./年](\d{1,2})[./月](\d{1,2})\b/.exec(text);
  if (yearFirst !== null)
    return day(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const yearLast = /\b(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)\b/.exec(text);
  if (yearLast === null) return undefined;
  const [first, second] = [Number(yearLast[1]), Number(yearLast[3])];
  const dayFirst = yearLast[2] === '.' || first > 12;
  return dayFirst
    ? day(Number(yearLast[4]), second, first)
    : day(Number(yearLast[4]), first, second);
}

function day(year: number, month: number, date: number): Date | undefined {
  const made = new Date(Date.UTC(year, month - 1, date));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? made : undefined;
}

function checked(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date;
}
