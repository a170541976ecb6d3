/** The text of a page as the lines that a reader sees. */
import { folded } from '../white-space.ts';
import type { Region } from './regions.ts';

/** Stands between the texts of different elements on one line: white space, but none that pages write. */
export const CUT = '\u2028';
/** Longer lines are prose; how they end does not matter. */
export const LONGEST_LINE = 320;
/** Shorter texts are those of menus and labels. */
const PROSE_TEXT = 80;

/** What a reader sees as one line: the text of a block without other blocks in it. */
export class Line {
  /** As in the source, with a `CUT` between elements. */
  readonly raw: string;
  /** 1 to 6 in a heading, else 0. */
  readonly level: number;
  readonly #first: Region;
  readonly #last: Region;
  /** An element around it is named after dates. */
  readonly dated: boolean;
  #text: string | undefined;
  #pieces: readonly string[] | undefined;

  constructor(
    raw: string,
    level: number,
    [first, last]: readonly [first: Region, last: Region],
    dated: boolean,
  ) {
    this.raw = raw;
    this.level = level;
    this.#first = first;
    this.#last = last;
    this.dated = dated;
  }

  /** In a menu, a footer, among comments or links to other articles; one badge or button on a line is not the line. */
  get elsewhere(): boolean {
    return this.#first.elsewhere && this.#last.elsewhere;
  }

  get text(): string {
    this.#text ??= folded(this.raw);
    return this.#text;
  }

  /** The text in the pieces that its elements cut it into. */
  get pieces(): readonly string[] {
    this.#pieces ??= this.raw.split(CUT).flatMap((piece) => folded(piece) || []);
    return this.#pieces;
  }
}

/** Elements that do not end a word. */
const WITHIN_WORDS = new Set('b i em strong u s sup sub mark font wbr'.split(' '));
const WITHIN_LINES = new Set(
  'a abbr bdi bdo cite code data date label local-time q small span time ins del kbd tt nobr'.split(
    ' ',
  ),
);

/** Collects lines while the page is walked. */
export class LineCollector {
  readonly lines: Line[] = [];
  #open = '';
  /** Where the current line began; `undefined` before its first text. */
  #region: Region | undefined;

  /** The text of the current line until now. */
  get open(): string {
    return this.#open;
  }

  /** Number of the line that the next text comes to, or of the one after the current text. */
  get next(): number {
    return this.lines.length + (this.#region === undefined ? 0 : 1);
  }

  add(text: string, region: Region): void {
    if (text.length > PROSE_TEXT) region.prose += text.length;
    if (this.#open.length > LONGEST_LINE) return;
    if (this.#region === undefined) {
      if (!/\S/.test(text)) return;
      this.#region = region;
    }
    this.#open += text.length > 2 * LONGEST_LINE ? text.slice(0, 2 * LONGEST_LINE) : text;
  }

  /** An element begins or ends; `level`, `region` and `dated` are those of what was read before. */
  boundary(name: string, level: number, region: Region, dated: boolean): void {
    if (this.#region === undefined || WITHIN_WORDS.has(name)) return;
    if (WITHIN_LINES.has(name)) {
      this.#open += CUT;
      return;
    }
    this.lines.push(new Line(this.#open, level, [this.#region, region], dated));
    this.#open = '';
    this.#region = undefined;
  }
}
