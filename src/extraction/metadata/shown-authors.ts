/** Authors that a page shows its readers near the headline: "By Mara Lindqvist and Ann Lee". */
import { findElement, textOf } from '../markdown/elements.ts';
import { line as oneLine } from './facts.ts';
import { type Headline, linesNear } from './headline.ts';
import { cleanNames, looksLikeName, looksLikePerson } from './names.ts';
import { findDates, plainLetters } from './parse-date.ts';
import type { Mark, Survey } from './survey.ts';

const MOST_MARKS = 40;
/** Those of one article stand together. */
const LINES_BETWEEN = 8;

/** Names in elements that fit, of the first such element and of its like beside it. */
export function markedAuthors(
  marks: readonly Mark[],
  survey: Survey,
  fits: (mark: Mark) => boolean,
  accepts: (name: string) => boolean = looksLikeName,
): string[] {
  const names: string[] = [];
  let first: Mark | undefined;
  let last = 0;
  for (const mark of marks.filter((one) => !one.elsewhere && fits(one)).slice(0, MOST_MARKS)) {
    if (first !== undefined && (mark.from > last + LINES_BETWEEN || !alike(first, mark))) break;
    const found = namesWithin(mark, survey).filter(accepts);
    if (found.length === 0) continue;
    first ??= mark;
    last = mark.to;
    names.push(...found);
  }
  return [...new Set(names)];
}

function alike(one: Mark, other: Mark): boolean {
  const [a, b] = [one.element, other.element];
  return (
    a.name === b.name &&
    a.attribs.class === b.attribs.class &&
    (a.parent === b.parent || a.parent?.parent === b.parent?.parent)
  );
}

function namesWithin({ element, from, to }: Mark, { lines }: Survey): string[] {
  const content = element.attribs.content;
  if (content !== undefined) return cleanNames([content]);
  const named = findElement(element, ({ attribs }) => attribs.itemprop === 'name', 200);
  if (named !== undefined) return cleanNames([named.attribs.content ?? textOf(named, 200)]);
  if (to - from > 6) return [];
  const text = oneLine(textOf(element, 300)) ?? '';
  if (text === '' || text.length > 160) return [];
  if (element.name === 'a') return cleanNames([text]);
  const pieces = lines.slice(from, Math.max(to, from + 1)).flatMap((one) => one.pieces);
  const own = pieces.filter((piece) => text.includes(piece));
  return namesInPieces(own.length === 0 ? [text] : own);
}

/** The first piece that names somebody; those after it when they go on with "and" or a comma. */
function namesInPieces(pieces: readonly string[]): string[] {
  const names: string[] = [];
  let open = false;
  for (const piece of pieces) {
    const text = withoutDates(piece);
    const found =
      names.length === 0 ? cleanNames([text]) : cleanNames([text]).filter(looksLikePerson);
    if (names.length === 0 || open) names.push(...found);
    else if (!/^(?:[,&]|and|und|et|y)$/i.test(text)) break;
    open = names.length > 0 && /(?:[,&]|\b(?:and|und|et|y))\s*$/i.test(text);
  }
  return names;
}

/** "3 May 2024 by Mara" is "by Mara": the day is not a name. */
function withoutDates(text: string): string {
  const [date] = findDates(text);
  if (date === undefined || plainLetters(text).length !== text.length) return text;
  return `${text.slice(0, date.start)} | ${text.slice(date.end)}`;
}

const BY_LINE =
  /^(?:(?:written|posted|published|authored|created|story|words|text|article|contributed|reported|a post)\s+)?(?:by|von|par|por|di|door|av|af|authors?|contributors?|written by)\s*:?\s+(?=\S)/i;
const ONLY_BY =
  /^(?:(?:written|posted|published|authored|created|story|words|text|article)?\s*by|authors?|von|par|por|contributors?)\s*:?$/i;
const LONGEST_LINE = 200;

/** "By Mara Lindqvist" on lines near the headline, or "By" and the name on the next. */
export function bylines(survey: Survey, headline: Headline | undefined): string[] {
  for (const number of linesNear(survey, headline)) {
    const names = bylineAt(survey, number);
    if (names.length > 0) return names;
  }
  return [];
}

/** The same anywhere, where it says so in full: "Written by Mara Lindqvist". */
export function farBylines(survey: Survey): string[] {
  const { lines } = survey;
  for (let number = 0; number < lines.length; number += 1) {
    const line = lines[number];
    if (line === undefined || line.elsewhere || line.raw.length > 160) continue;
    if (!/by|author|contributor/i.test(line.raw)) continue;
    const { text } = line;
    if (ONLY_BY.test(text)) {
      const names = persons(lines[number + 1]?.pieces[0] ?? '', false);
      if (names.length > 0) return names;
    }
    if (!/^(?:written|posted|authored|article|words|post)\s+by\b|^author\s*:/i.test(text)) continue;
    const names = bylineAt(survey, number);
    if (names.length > 0) return names;
  }
  return [];
}

function bylineAt({ lines }: Survey, number: number): string[] {
  const line = lines[number];
  if (line === undefined || line.text.length > LONGEST_LINE || line.level === 1) return [];
  if (ONLY_BY.test(line.text)) {
    const next = lines[number + 1];
    if (next === undefined || next.text.length > 120) return [];
    return persons(next.pieces[0] ?? '', true, next.pieces.slice(1));
  }
  const [, login] = /^by:?\s+(\S+)$/i.exec(line.text) ?? [];
  if (login !== undefined) return persons(login, true);
  const start = line.pieces.findIndex((piece) => BY_LINE.test(piece) || ONLY_BY.test(piece));
  if (start < 0) {
    const middle = /\s(?:written |posted )?by:?\s+(?=\p{Lu})/iu.exec(line.text);
    return middle !== null && line.text.length <= 90 && findDates(line.text).length > 0
      ? persons(line.text.slice(middle.index + middle[0].length), false)
      : [];
  }
  const [first = '', ...rest] = line.pieces.slice(start);
  const said = first.replace(BY_LINE, '');
  if (ONLY_BY.test(first)) return persons(rest[0] ?? '', true, rest.slice(1));
  return persons(said, false, rest);
}

/** "Mara Lindqvist | Staff Writer | 3 May 2024" on a line near the headline. */
export function namesBesideDates(survey: Survey, headline: Headline | undefined): string[] {
  for (const number of linesNear(survey, headline)) {
    const text = survey.lines[number]?.text ?? '';
    if (text.length > 120 || findDates(text).length === 0) continue;
    const parts = withoutDates(text)
      .split(/\s*[|•·]\s*/)
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
    if (index === 0 && names.length > 0 && !/(?:[,&]|\band)\s*$/i.test(text)) break;
    const more = cleanNames([piece]).filter(looksLikePerson);
    if (more.length === 0 || (names.length > 0 && !goesOn.test(rest[index - 1] ?? text.slice(-1))))
      break;
    names.push(...more);
  }
  return [...new Set(names)];
}
