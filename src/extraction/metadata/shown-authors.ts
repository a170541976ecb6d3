/** Authors that a page shows its readers near the headline: "By Mara Lindqvist and Ann Lee". */
import { BY_LINE, FULL_BY_LINE, MAY_BE_BY_LINE, ONLY_BY, TRAIL } from './byline-words.ts';
import { type Headline, linesNear } from './headline.ts';
import { lettersOf } from './letters.ts';
import { cleanNames, looksLikeName, looksLikePerson } from './names.ts';
import { findDates, withoutDates } from './parse-date.ts';
import type { Survey } from './survey.ts';

const LONGEST_LINE = 200;

/** "By Mara Lindqvist" on lines near the headline, or "By" and the name on the next. */
export function bylines(survey: Survey, headline: Headline | undefined): string[] {
  for (const number of linesNear(survey, headline)) {
    const names = bylineAt(survey, number);
    if (names.length > 0) return names;
  }
  return [];
}

/**
 * The same anywhere, where it says so in full: "Written by Mara Lindqvist", "Autorin: Mara Lindqvist"; or where a line
 * holds nothing else, "Von Mara Lindqvist", and no other line names somebody else in this way.
 */
export function farBylines(survey: Survey): string[] {
  const { lines } = survey;
  const alone = new Map<string, string[]>();
  for (let number = 0; number < lines.length; number += 1) {
    const line = lines[number];
    if (line === undefined || line.elsewhere || line.raw.length > 160) continue;
    if (!MAY_BE_BY_LINE.test(line.raw)) continue;
    const { text } = line;
    const isFull = FULL_BY_LINE.test(text);
    const names = ONLY_BY.test(text)
      ? persons(lines[number + 1]?.pieces[0] ?? '', false)
      : isFull || BY_LINE.test(text)
        ? bylineAt(survey, number)
        : [];
    if (names.length === 0) continue;
    if (isFull || ONLY_BY.test(text)) return names;
    if (holdsOnly(text.replace(BY_LINE, ''), names)) alone.set(names.join(), names);
  }
  const [only] = alone.values();
  return alone.size === 1 && only !== undefined ? only : [];
}

function holdsOnly(text: string, names: readonly string[]): boolean {
  return lettersOf(text.replaceAll(JOINER, '')) === lettersOf(names.join(''));
}

const JOINER = /[,&]|\s(?:and|und|et|y|e|en|og|och)(?=\s)/g;

function bylineAt({ lines }: Survey, number: number): string[] {
  const line = lines[number];
  if (line === undefined || line.level === 1 || !MAY_BE_BY_LINE.test(line.raw)) return [];
  if (line.text.length > LONGEST_LINE) return [];
  if (ONLY_BY.test(line.text)) {
    const next = lines[number + 1];
    if (next === undefined || next.text.length > 120) return [];
    return persons(next.pieces[0] ?? '', true, next.pieces.slice(1));
  }
  const [, login] = /^by:?\s+(\S+)$/i.exec(line.text) ?? [];
  if (login !== undefined) return persons(login, true);
  const pieces = line.pieces.map((piece) => piece.replace(BULLET, ''));
  const start = pieces.findIndex((piece) => BY_LINE.test(piece) || ONLY_BY.test(piece));
  if (start < 0) {
    const middle = /\s(?:written |posted )?(?:by|von|par|por):?\s+(?=\p{Lu})/u.exec(line.text);
    return middle !== null && line.text.length <= 90 && findDates(line.text).length > 0
      ? persons(line.text.slice(middle.index + middle[0].length), false)
      : [];
  }
  const [first = '', ...rest] = pieces.slice(start);
  if (ONLY_BY.test(first)) return persons(rest[0] ?? '', true, rest.slice(1));
  const said = first.replace(BY_LINE, '').replace(TRAIL, '');
  const isLogin = FULL_BY_LINE.test(first) && !said.includes(' ');
  return persons(said, isLogin, rest);
}

/** Stands between the parts of a byline. */
const BULLET = /^[|•·~–—-]\s+/;

const CLOCK = /\b\d{1,2}[:.]\d\d(?:\s?(?:uhr|h|am|pm))?/gi;

/** "Mara Lindqvist | Staff Writer | 3 May 2024", "03.05.2024 - Mara Lindqvist" on a line near the headline. */
export function namesBesideDates(survey: Survey, headline: Headline | undefined): string[] {
  for (const number of linesNear(survey, headline)) {
    const text = survey.lines[number]?.text ?? '';
    if (text.length > 120 || findDates(text).length === 0) continue;
    const parts = withoutDates(text)
      .replaceAll(CLOCK, '|')
      .split(/(?:\s*[|•·/~]|\s+[-–—](?=\s))+\s*|,\s*$/)
      .filter(Boolean);
    const [name] = parts;
    if (name !== undefined && parts.length <= 3 && looksLikePerson(name)) return [name];
  }
  return [];
}

const STARTER = /^(?:thread|discussion|topic) (?:starter|author)$|^original poster$/i;

/** Who a forum marks as the one who began the thread: the name stands before or after the mark. */
export function threadStarter({ lines }: Survey): string[] {
  for (const [number, line] of lines.entries()) {
    if (line.raw.length > 200 || !/starter|poster|author/i.test(line.raw)) continue;
    const at = line.pieces.findIndex((piece) => STARTER.test(piece));
    if (at < 0) continue;
    const name = line.pieces[at - 1] ?? line.pieces[at + 1] ?? lines[number + 1]?.pieces[0];
    if (name !== undefined && looksLikeName(name)) return [name];
  }
  return [];
}

/**
 * @param alone is the text all that its element holds? Then it may be one word.
 * @param rest what comes after it on the line
 */
function persons(text: string, alone: boolean, rest: readonly string[] = []): string[] {
  const clean = withoutDates(text);
  const names = cleanNames([clean]).filter(
    (name) => looksLikePerson(name) || (alone && looksLikeName(name)),
  );
  const goesOn = /^(?:[,&]|and|und|et|y)$/i;
  for (let index = 0; index < rest.length; index += 1) {
    const piece = rest[index] ?? '';
    if (goesOn.test(piece)) continue;
    if (index === 0 && clean.trim() !== '' && !/(?:[,&]|\band)\s*$/i.test(text)) break;
    const more = cleanNames([piece]).filter(looksLikePerson);
    if (more.length === 0 || (names.length > 0 && !goesOn.test(rest[index - 1] ?? text.slice(-1))))
      break;
    names.push(...more);
  }
  return [...new Set(names)];
}
