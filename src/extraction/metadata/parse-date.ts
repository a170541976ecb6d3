/** Dates as pages write them: by machines, and by people in the languages whose month names are known here. */

/** Full names and abbreviations, accents taken off, one line a month. */
const MONTHS: ReadonlyMap<string, number> = new Map(
  [
    'jan january januar januari janvier janv ene enero gen gennaio janeiro stycznia ledna ocak ianuarie january tammikuuta января янв يناير',
    'feb february februar februari fevrier fev fevr febrero febbraio fevereiro lutego unora subat februarie helmikuuta februari февраля фев فبراير',
    'mar march marz mars marzo marco maart marca brezna mart martie maaliskuuta maret mrz март марта مارس',
    'apr april avril avr abr abril aprile kwietnia dubna nisan aprilie huhtikuuta апр апреля ابريل',
    'may mai mayo maggio mag maio mei maj maja kvetna mayis toukokuuta мая май مايو',
    'jun june juni juin junio giugno giu junho czerwca cervna haziran iunie kesakuuta июн июня يونيو',
    'jul july juli juillet juil julio luglio lug julho lipca cervence temmuz iulie heinakuuta июл июля يوليو',
    'aug august augusti augustus aout aou agosto ago sierpnia srpna agustos elokuuta agustus авг августа اغسطس',
    'sep sept september septembre septiembre settembre set setembro wrzesnia zari eylul septembrie syyskuuta сен сентября سبتمبر',
    'oct october oktober octobre octubre okt ottobre ott outubro out pazdziernika rijna ekim octombrie lokakuuta окт октября اكتوبر',
    'nov november novembre noviembre novembro listopada listopadu kasim noiembrie marraskuuta ноя ноября نوفمبر',
    'dec december decembre diciembre dic dicembre dezember dez dezembro grudnia prosince aralik decembrie joulukuuta desember des дек декабря ديسمبر',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

export interface FoundDate {
  readonly date: Date;
  /** Where it is in the text as `plainLetters` gives it. */
  readonly start: number;
  readonly end: number;
}

export interface DateOptions {
  /** Does `3/5/2024` mean 3 May? */
  readonly dayFirst?: boolean;
}

/**
 * The first date in a text. A date alone, and a time without zone, is read as UTC; a day with slashes is read as month/day
 * unless it cannot be, or the page is in a language that writes the day first.
 *
 * @example
 * parseDate('Posted on 3 May 2024 by Mara'); // 2024-05-03T00:00:00.000Z
 */
export function parseDate(text: string, options: DateOptions = {}): Date | undefined {
  return compactDate(text) ?? machineDate(text) ?? findDates(text, options)[0]?.date;
}

/** The day as it is written: that of the writer's time zone, at midnight UTC. */
export function writtenDay(text: string, options: DateOptions = {}): Date | undefined {
  return parseDate(text.replace(/(\d{4}-\d\d-\d\d)[T ].*/s, '$1'), options);
}

/** Nothing to take off: most texts are so, and it is seen ten times faster. */
const PLAIN = /^[\0-\x7f]*$/;

/** Lower case, accents taken off: in such a text labels and months are looked for. */
export function plainLetters(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ı', 'i');
}

const MACHINE_DATE =
  /^((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/;

const FORMS: readonly {
  pattern: RegExp;
  read: (match: RegExpExecArray, dayFirst: boolean) => Date | undefined;
}[] = [
  {
    pattern:
      /(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)(?:[t ]{1,2}(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s?(z|[+-]\d\d:?\d\d)?)?/g,
    read: isoDate,
  },
  {
    pattern:
      /(?<![\d.,/])(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?,?\s{1,2}(?:de |of |di )?(\p{L}{3,13})\.?,?\s{1,2}(?:de |del )?((?:19|20)\d\d)(?!\d)/gu,
    read: ([, date, month, year]) => named(year, month, date),
  },
  {
    pattern:
      /(?<!\p{L})(\p{L}{3,13})\.?,?\s{1,2}(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?:,\s{0,2}|\s{1,2}|\.\s)((?:19|20)\d\d)(?!\d)/gu,
    read: ([, month, date, year]) => named(year, month, date),
  },
  {
    pattern: /(?<!\d)((?:19|20)\d\d)[.,]?\s{1,2}(\p{L}{3,13})\.?,?\s{1,2}(\d{1,2})(?!\d)/gu,
    read: ([, year, month, date]) => named(year, month, date),
  },
  {
    pattern: /(?<!\d)(\d{1,2})-(\p{L}{3,9})-((?:19|20)\d\d)(?!\d)/gu,
    read: ([, date, month, year]) => named(year, month, date),
  },
  {
    pattern: /(?<!\d)((?:19|20)\d\d)\s?[./年년-]\s?(\d{1,2})\s?[./月월-]\s?(\d{1,2})(?!\d)/g,
    read: ([, year, month, date]) => day(Number(year), Number(month), Number(date)),
  },
  {
    pattern: /(?<![\d.,/-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)/g,
    read: numbered,
  },
  {
    // Two digits could be anything, were it not for the time after them.
    pattern: /(?<![\d.,/-])(\d{1,2})([./])(\d{1,2})\2(\d\d)(?=,?\s{1,2}(?:um |at |- )?\d\d?:\d\d)/g,
    read: numbered,
  },
];

/** Cheap to ask of every line: is there a year, or a day that ends in two digits of one? */
export const MAY_HOLD_DATE = /(?:19|20)\d\d|\d[./]\d\d?[./]\d\d/;

/** All dates in a text, first things first. */
export function findDates(text: string, { dayFirst = false }: DateOptions = {}): FoundDate[] {
  if (!MAY_HOLD_DATE.test(text)) return [];
  const plain = plainLetters(text);
  const found: FoundDate[] = [];
  for (const { pattern, read } of FORMS) {
    for (const match of plain.matchAll(pattern)) {
      const date = read(match, dayFirst);
      const end = match.index + match[0].length;
      if (date === undefined) continue;
      if (found.some((other) => match.index < other.end && end > other.start)) continue;
      found.push({ date, start: match.index, end });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

/** "3 May 2024 by Mara" is "by Mara": the day is not a name. */
export function withoutDates(text: string): string {
  const [date] = findDates(text);
  if (date === undefined || plainLetters(text).length !== text.length) return text;
  return `${text.slice(0, date.start)} | ${text.slice(date.end)}`;
}

function isoDate(match: RegExpExecArray): Date | undefined {
  const [, year, month, day, hour = '00', minute = '00', second = '00', zone = 'Z'] = match;
  const offset = /^[+-]\d{4}$/.test(zone)
    ? `${zone.slice(0, 3)}:${zone.slice(3)}`
    : zone.toUpperCase();
  return checked(new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`));
}

/** What machines write, alone: of the other forms none needs to be tried. */
function machineDate(text: string): Date | undefined {
  const match = MACHINE_DATE.exec(text);
  return match === null ? undefined : isoDate(match);
}

/** `20240503` and `20240503T101500`, alone. */
function compactDate(text: string): Date | undefined {
  const match = /^\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?\s*$/.exec(text);
  return match === null ? undefined : day(Number(match[1]), Number(match[2]), Number(match[3]));
}

function named(year = '', month = '', date = ''): Date | undefined {
  const number = MONTHS.get(month);
  return number === undefined ? undefined : day(Number(year), number, Number(date));
}

function numbered(match: RegExpExecArray, dayFirst: boolean): Date | undefined {
  const [first, second, said] = [Number(match[1]), Number(match[3]), Number(match[4])];
  const year = said >= 100 ? said : said + (said < 70 ? 2000 : 1900);
  return match[2] === '.' || first > 12 || (dayFirst && second <= 12)
    ? day(year, second, first)
    : day(year, first, second);
}

function day(year: number, month: number, date: number): Date | undefined {
  const made = new Date(Date.UTC(year, month - 1, date));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? made : undefined;
}

function checked(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date;
}
