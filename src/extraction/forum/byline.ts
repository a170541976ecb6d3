/** Who wrote a post and when, as the page shows it. */
import type { Element } from 'domhandler';
import { textOf } from '../markdown/elements.ts';
import { folded } from '../white-space.ts';

/** A name that is longer is none. */
const LONGEST = 60;

/** The text of an author's element in one line; `undefined` when it holds no name. */
export function authorText(element: Element | undefined): string | undefined {
  const text = element === undefined ? '' : folded(textOf(element, 1_000));
  return text === '' || text.length > LONGEST ? undefined : text;
}

/** A date as it is written; where that is only an age ("3 days ago"), what the element's attributes tell. */
export function dateText(element: Element | undefined): string | undefined {
  if (element === undefined) return undefined;
  // phpBB: "by Mara » Mon Mar 04, 2024 7:12 pm"
  const written = folded(textOf(element, 1_000)).slice(0, 200);
  const text = (written.split('»').at(-1) ?? '')
    .replace(/^(?:posted )?on |[\s|,·#]+$/gi, '')
    .trim();
  if (/\d{4}/.test(text) && text.length <= LONGEST) return text;
  const { datetime, title } = element.attribs;
  const told = [datetime, title].find((value) => value && /\d{4}/.test(value));
  return told === undefined || told.length > LONGEST
    ? undefined
    : told.replace(/[T ]\d\d:\d\d.*/, '');
}

const WRITTEN_DATE =
  /\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\b|\b\d{4}-\d\d-\d\d\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4}\b|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{4}\b/i;

/** Is the text a date, with little around it? */
export function isWrittenDate(text: string): boolean {
  return text.length <= LONGEST && WRITTEN_DATE.test(text);
}
