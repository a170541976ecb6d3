/** Dates that a page shows its readers near the headline: "Posted on 3 May 2024". */
import { type Headline, linesNear } from './headline.ts';
import type { Line } from './lines.ts';
import { findDates, MAY_HOLD_DATE, parseDate, plainLetters, writtenDay } from './parse-date.ts';
import type { Mark, Survey } from './survey.ts';

/** What the words before a date make of it. */
export type DateLabel = 'published' | 'none' | 'dateline' | 'updated' | 'other';

export interface ShownDate {
  readonly date: Date;
  /** The day as it is written, whatever its time zone. */
  readonly day: Date;
  readonly label: DateLabel;
  /** Number of its line. */
  readonly line: number;
  readonly near: boolean;
  /** An element around it is named after dates, or it is a `<time>`. */
  readonly marked: boolean;
  /** Its element says in so many words that it is the date of publication. */
  readonly declared: boolean;
}

const UPDATED =
  /updat|modif|edited|review|revis|refresh|changed|checked|verified|aktualisier|geandert|bearbeitet|mis a jour|actualiz|aggiornat|atualizad|bijgewerkt|gewijzigd|uppdatera|opdater|oppdater|zaktualizowan|guncellen|обновлен|更新|修正/;
const PUBLISHED =
  /publish|publi[eck]|pubblicat|posted|post (?:date|time)|created|written|veroffentlich[tu]|erschienen|erstellt|eingestellt|gepostet|geschrieben|verfasst|gespeichert|eingetragen|online seit|mis en ligne|ecrit|escrito|scritto|inserito|geplaatst|gepubliceerd|geschreven|publicera|skrevet|skriven|opublikowan|dodano|napisan|yayin|eklenme|опубликован|発行|公開|投稿|发布|發佈|發表|asked|started|submitted/;
/** A date that belongs to something else. */
const OTHER =
  /copyright|©|\(c\)|joined|member since|registered|registriert|mitglied seit|dabei seit|anmeldedatum|inscrit|registrad|miembro desde|lid sinds|expire|expiry|valid|deadline|until|through|effective|since|accessed|retrieved|archived|born|last (?:seen|active|visit|post|reply|edit)|founded|\bas of\b|event|webinar|next|community for|received|accepted/;

const LONGEST_LINE = 170;
/** The words beside a bare date that a byline can have. */
const MOST_OTHER_WORDS = 90;
const MOST_DATES = 3;

export interface DateContext {
  readonly survey: Survey;
  readonly headline: Headline | undefined;
  readonly dayFirst: boolean;
}

/** All dates of the page that may be the article's, those near its headline first. */
export function shownDates({ survey, headline, dayFirst }: DateContext): ShownDate[] {
  const { lines } = survey;
  const near = linesNear(survey, headline);
  const isNear = new Set(near);
  const times = survey.times
    .filter(({ region }) => !region.elsewhere)
    .slice(0, 40)
    .flatMap((mark) => timeOf(mark, survey, isNear, dayFirst) ?? []);
  const timed = new Set(times.map(({ line }) => line));
  const rank = new Map(near.map((number, index) => [number, index]));
  const written: ShownDate[] = [];
  for (let number = 0; number < lines.length && written.length < 200; number += 1) {
    const line = lines[number];
    if (line === undefined || line.elsewhere || timed.has(number)) continue;
    if (!MAY_HOLD_DATE.test(line.raw)) continue;
    if (line.text.length > LONGEST_LINE) {
      if (isNear.has(number)) written.push(...datelineOf(line, number, dayFirst));
    } else {
      written.push(...datesOfLine(survey, number, isNear.has(number), dayFirst));
    }
  }
  const far = near.length;
  return [...times, ...written].sort(
    (one, other) => (rank.get(one.line) ?? far) - (rank.get(other.line) ?? far),
  );
}

function timeOf(
  { element, from, before }: Mark,
  survey: Survey,
  near: ReadonlySet<number>,
  dayFirst: boolean,
): ShownDate | undefined {
  const { attribs } = element;
  const said = attribs.datetime ?? attribs.content ?? attribs.title ?? '';
  const shown = shownWithin(element, survey, from, dayFirst);
  const date = parseDate(said, { dayFirst }) ?? shown;
  if (date === undefined) return undefined;
  const day = shown ?? writtenDay(said, { dayFirst }) ?? date;
  const own = `${attribs.itemprop ?? attribs.property ?? ''} ${attribs.class ?? ''}`;
  const declared =
    'pubdate' in attribs ||
    /date(?:published|created)|(?:^|[\s-])(?:published|entry-date)(?:\s|$)/i.test(own);
  const byName = declared ? 'published' : /modified|updated/i.test(own) ? 'updated' : undefined;
  const label = byName ?? labelOf(before, survey, from);
  return { date, day, label, line: from, near: near.has(from), marked: true, declared };
}

function shownWithin(
  element: Mark['element'],
  { lines }: Survey,
  from: number,
  dayFirst: boolean,
): Date | undefined {
  const text = lines[from]?.text ?? '';
  return element.name !== 'time' || text.length <= LONGEST_LINE
    ? parseDate(text, { dayFirst })
    : undefined;
}

/** As much of a paragraph as place and day take at most. */
const LONGEST_DATELINE = 60;

/** "Hamburg, 3 May 2024 – The tide came in": a day at the beginning of the text. */
function datelineOf(line: Line, number: number, dayFirst: boolean): ShownDate[] {
  const start = line.text.slice(0, LONGEST_DATELINE);
  const [found] = findDates(start, { dayFirst });
  if (found === undefined) return [];
  const { date } = found;
  const plain = plainLetters(start);
  const isDateline =
    /^\W?(?:[\p{L} ./-]{2,30}[\s,(]+)?$/u.test(plain.slice(0, found.start)) &&
    /^\W{0,3}[–—:|)-]/.test(plain.slice(found.end));
  if (!isDateline) return [];
  const label = 'dateline';
  return [{ date, day: date, label, line: number, near: true, marked: false, declared: false }];
}

function datesOfLine(
  survey: Survey,
  number: number,
  near: boolean,
  dayFirst: boolean,
): ShownDate[] {
  const line = survey.lines[number];
  if (line === undefined) return [];
  const dates = findDates(line.text, { dayFirst });
  if (dates.length === 0 || dates.length > MOST_DATES) return [];
  const plain = plainLetters(line.text);
  const shown = dates.reduce((sum, { start, end }) => sum + end - start, 0);
  let start = 0;
  return dates.flatMap((found, index) => {
    const before = plain.slice(start, found.start);
    start = found.end;
    const label = index === 0 ? labelOf(before, survey, number) : labelBefore(before);
    if (label === 'none' && plain.length - shown > MOST_OTHER_WORDS) return [];
    return [
      {
        date: found.date,
        day: found.date,
        label,
        line: number,
        near,
        marked: line.dated,
        declared: false,
      },
    ];
  });
}

/** The label before a date on its line; when nothing stands there, that of the short line before it. */
function labelOf(before: string, { lines }: Survey, number: number): DateLabel {
  const text = plainLetters(before).trim();
  if (/\p{L}/u.test(text)) return labelBefore(text);
  const previous = lines[number - 1];
  const isLabel =
    previous !== undefined &&
    previous.text.length <= 30 &&
    previous.level !== 1 &&
    // Below a picture stands whose it is.
    !previous.text.includes('©');
  return isLabel ? labelBefore(plainLetters(previous.text)) : 'none';
}

function labelBefore(text: string): DateLabel {
  const near = text.slice(-40);
  if (OTHER.test(near)) return 'other';
  if (UPDATED.test(near)) return 'updated';
  return PUBLISHED.test(near) ? 'published' : 'none';
}
