/** Authors in elements that are named after them. */
import { findElement, textOf } from '../markdown/elements.ts';
import { line as oneLine } from './facts.ts';
import type { Line } from './lines.ts';
import { cleanNames, looksLikeName, looksLikePerson } from './names.ts';
import { withoutDates } from './parse-date.ts';
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
  for (const mark of marks
    .filter((one) => !one.region.elsewhere && fits(one))
    .slice(0, MOST_MARKS)) {
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
  if (text === '') return element.name === 'a' ? [] : personBeside(lines[from]);
  if (text.length > 160) return [];
  if (element.name === 'a') return cleanNames([text]);
  const pieces = lines.slice(from, Math.max(to, from + 1)).flatMap((one) => one.pieces);
  const own = pieces.filter((piece) => text.includes(piece));
  return namesInPieces(own.length === 0 ? [text] : own);
}

/** A picture of the author is followed by the name. */
function personBeside(line: Line | undefined): string[] {
  const [piece] = line !== undefined && line.text.length <= 90 ? line.pieces : [];
  return piece === undefined ? [] : cleanNames([piece]).filter(looksLikePerson);
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
