/** Where the headline stands on the page: who wrote it and when stands near it. */
import { lettersOf } from './letters.ts';
import type { Mark, Survey } from './survey.ts';

/** Lines of the headline, the end excluded. */
export interface Headline {
  readonly from: number;
  readonly to: number;
}

/** Lines after the headline that can belong to it. */
const MOST_AFTER = 45;
const MOST_BEFORE = 14;
/** So many characters of prose begin the text, whatever stands before them. */
const PROSE = 900;
const PROSE_LINE = 120;

export function headingText({ lines }: Survey, heading: Mark): string {
  return lines
    .slice(heading.from, heading.to)
    .map(({ text }) => text)
    .join(' ');
}

/** The heading that repeats the title, else the first `<h1>`, else the first line that repeats it. */
export function headlineOf(survey: Survey, title: string): Headline | undefined {
  const letters = lettersOf(title);
  const isTitle = (text: string) => text !== '' && lettersOf(text) === letters;
  return (
    survey.headings.find((heading) => isTitle(headingText(survey, heading))) ??
    survey.headings.find(({ element, from, to }) => element.name === 'h1' && to > from) ??
    lineOf(survey, isTitle)
  );
}

function lineOf({ lines }: Survey, isTitle: (text: string) => boolean): Headline | undefined {
  const from = lines.findIndex(({ text }) => isTitle(text));
  return from < 0 ? undefined : { from, to: from + 1 };
}

/** Numbers of the lines around the headline where its byline can stand: those after it first, then those before it. */
export function linesNear({ lines }: Survey, headline: Headline | undefined): number[] {
  const near: number[] = [];
  let prose = 0;
  // Some headings have the byline within them.
  const start = headline === undefined ? 0 : headline.from + 1;
  for (let number = start; number < lines.length && near.length < MOST_AFTER; number += 1) {
    const line = lines[number];
    if (line === undefined || prose > PROSE) break;
    if (line.text.length > PROSE_LINE) prose += line.text.length;
    if (!line.elsewhere) near.push(number);
  }
  const first = headline?.from ?? 0;
  const before: number[] = [];
  for (let number = first - 1; number >= 0 && before.length < MOST_BEFORE; number -= 1) {
    if (lines[number]?.elsewhere === false) before.push(number);
  }
  return [...near, ...before];
}
