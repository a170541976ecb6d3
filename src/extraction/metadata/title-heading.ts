/** The heading of a page that its own title repeats. */
import { findElement } from '../markdown/elements.ts';
import { isHome, sameSite } from './canonical-link.ts';
import type { PageFacts, Ruled } from './facts.ts';
import { headingText } from './headline.ts';
import { isSiteName, lettersOf } from './letters.ts';
import type { Mark } from './survey.ts';

/** What separates a title from its section and its site. */
export const SEPARATOR = /\s+[|•·»«–—:\\/-]\s+|\s*\|\s*|:\s+/g;

const SECTION = /\s+[|•·»«–—\\/-]\s+|\s*\|\s*/g;

const MOST_HEADINGS = 10;
/** Shorter headings of lower rank may say the same by chance. */
const FEWEST_LETTERS = 6;

interface Heading {
  readonly text: string;
  readonly letters: string;
  readonly mark: Mark;
}

interface Title {
  readonly letters: string;
  /** Letters of the parts that separators cut it into. */
  readonly parts: readonly string[];
  /** The same without colons: what stands before one is often a heading of its own within the text. */
  readonly sections: readonly string[];
}

/** The `<h1>`s of the page, without those that are the name of the site and lead to its home page. */
export function mainHeadings(facts: PageFacts): string[] {
  return headingsOf(facts, ({ element }) => element.name === 'h1').map(({ text }) => text);
}

/** @param titles that the page gives itself, the most trustworthy first */
export function titleHeading(
  facts: PageFacts,
  titles: readonly string[],
  siteName: string | undefined,
): Ruled<string> | undefined {
  const main = headingsOf(facts, ({ element }) => element.name === 'h1');
  const lower = headingsOf(
    facts,
    ({ element, region }) => element.name !== 'h1' && !region.elsewhere,
  ).filter(({ letters, text }) => letters.length >= FEWEST_LETTERS && !isOfSite(text));
  for (const title of titles.map(titleOf)) {
    const heading = bestOf(title, main, lower);
    if (heading !== undefined) {
      const isPart = title.parts.length > 1 && heading.letters === title.parts[0];
      const how = isPart ? 'part of' : 'as';
      return { value: heading.text, rule: `${heading.mark.element.name}, ${how} ` };
    }
    const piece = pieceOf(facts, main, title);
    if (piece !== undefined) return { value: piece, rule: 'h1, part of ' };
  }
  return undefined;

  function isOfSite(text: string): boolean {
    return isSiteName(text, siteName, facts.url.hostname);
  }
}

/** From the heading that repeats all of the title to those that repeat an end of it. */
function bestOf(
  title: Title,
  main: readonly Heading[],
  lower: readonly Heading[],
): Heading | undefined {
  const { letters, parts, sections } = title;
  const isWhole = (heading: Heading) => heading.letters === letters;
  const goesOn = (heading: Heading) => letters.length > 12 && heading.letters.startsWith(letters);
  const begins = (heading: Heading) => covers(title, heading, letters.startsWith(heading.letters));
  const ends = (heading: Heading) => covers(title, heading, letters.endsWith(heading.letters));
  const section = (index: number) => (heading: Heading) =>
    sections.length > 1 && heading.letters === sections.at(index);
  const isFirst = ({ letters: own }: Heading) =>
    parts.length > 1 && own.length >= 3 && own === parts[0];

  const whole = main.find(isWhole) ?? (main.some(goesOn) ? undefined : lower.find(isWhole));
  if (whole !== undefined) return whole;
  const first = main.find(begins) ?? main.find(isFirst) ?? lower.find(section(0));
  const last = lower.find(section(-1));
  // Some begin with the name of the site, which is shorter than most titles.
  const isSite =
    first !== undefined && last !== undefined && last.letters.length > first.letters.length;
  return isSite ? last : (first ?? main.find(ends) ?? last);
}

function titleOf(title: string): Title {
  return {
    letters: lettersOf(title),
    parts: title.split(SEPARATOR).map(lettersOf),
    sections: title.split(SECTION).map(lettersOf),
  };
}

/** All of the title but a site's name before or after it. */
function covers(title: Title, { letters }: Heading, isAtEdge: boolean): boolean {
  return isAtEdge && letters.length > 8 && letters.length >= title.letters.length / 2;
}

/** Labels, numbers and buttons stand within headings, in elements of their own. */
function pieceOf(
  { survey }: PageFacts,
  headings: readonly Heading[],
  { letters, parts }: Title,
): string | undefined {
  return headings
    .flatMap(({ mark }) => survey.lines.slice(mark.from, mark.to).flatMap(({ pieces }) => pieces))
    .find((piece) => {
      const own = lettersOf(piece);
      return piece.length >= 3 && (own === letters || own === parts[0]);
    });
}

function headingsOf(facts: PageFacts, fits: (mark: Mark) => boolean): Heading[] {
  const { survey } = facts;
  const found: Heading[] = [];
  for (const mark of survey.headings) {
    if (found.length >= MOST_HEADINGS) break;
    if (!fits(mark)) continue;
    const text = headingText(survey, mark)
      .replaceAll(/[\u00AD\u200B]/g, '')
      .replace(/\s*[¶§#]$/, '');
    const letters = lettersOf(text);
    if (letters !== '' && !leadsHome(mark, facts)) found.push({ text, letters, mark });
  }
  return found;
}

/** The name of a site, above each of its pages, is a link to the home page. */
function leadsHome({ element }: Mark, { url }: PageFacts): boolean {
  const around = element.parent;
  const link =
    around?.type === 'tag' && 'name' in around && around.name === 'a'
      ? around
      : findElement(element, ({ name }) => name === 'a', 50);
  const to = link?.attribs.href === undefined ? null : URL.parse(link.attribs.href, url.href);
  return (
    to !== null &&
    to.hash === '' &&
    sameSite(to.hostname, url.hostname) &&
    isHome(to) &&
    !isHome(url)
  );
}
