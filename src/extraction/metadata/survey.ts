/** One walk over a page that notes all places where metadata may stand, so that no rule searches the page again. */
import type { AnyNode, Element } from 'domhandler';
import { isTag, isText } from 'domhandler';
import { children } from '../markdown/elements.ts';
import {
  AUTHOR,
  ClassNames,
  DATED,
  ELSEWHERE,
  PROFILE,
  SUBTITLE,
  TAG,
  TIME,
} from './class-names.ts';
import { CUT, type Line, LineCollector } from './lines.ts';

/** An element that is named after what it holds. */
export interface Mark {
  readonly element: Element;
  /** Lines from its beginning to its end, the end excluded. */
  readonly from: number;
  to: number;
  /** What its first line says before it. */
  readonly before: string;
  readonly elsewhere: boolean;
}

export interface Survey {
  html: Element | undefined;
  body: Element | undefined;
  title: string | undefined;
  readonly metas: Element[];
  readonly links: Element[];
  /** Texts of JSON-LD scripts. */
  readonly jsonLd: string[];
  /** Other scripts' texts: the state that an application starts from. */
  readonly scripts: string[];
  readonly lines: readonly Line[];
  /** `<h1>` to `<h3>`. */
  readonly headings: Mark[];
  /** `<time>`, and what carries a date in an attribute. */
  readonly times: Mark[];
  /** Elements whose name, `rel` or `itemprop` says author. */
  readonly authors: Mark[];
  /** Authors that an element's attribute names: the first post of a thread is the first of them. */
  readonly attributed: string[];
  /** The state of a Discourse topic. */
  discourse: string | undefined;
  /** Links to pages of persons. */
  readonly profiles: Mark[];
  readonly subtitles: Mark[];
  readonly tags: Element[];
}

const SKIPPED = new Set(
  'style noscript template svg math iframe object select textarea'.split(' '),
);
const MOST_MARKS = 400;

interface Frame {
  readonly element: Element | undefined;
  readonly nodes: readonly AnyNode[];
  next: number;
  /** What the names of the elements around say. */
  names: number;
  readonly level: number;
  readonly marks: Mark[] | undefined;
}

/** @param roots the page's outermost nodes */
export function surveyOf(roots: readonly AnyNode[]): Survey {
  const collector = new LineCollector();
  const classNames = new ClassNames();
  const survey: Survey = {
    html: undefined,
    body: undefined,
    title: undefined,
    metas: [],
    links: [],
    jsonLd: [],
    scripts: [],
    lines: collector.lines,
    headings: [],
    times: [],
    authors: [],
    attributed: classNames.attributed,
    discourse: undefined,
    profiles: [],
    subtitles: [],
    tags: [],
  };
  const stack: Frame[] = [
    { element: undefined, nodes: roots, next: 0, names: 0, level: 0, marks: undefined },
  ];
  const boundary = (element: Element, { level, names }: Frame) =>
    collector.boundary(element.name, level, (names & ELSEWHERE) !== 0, (names & DATED) !== 0);

  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const node = frame.nodes[frame.next];
    frame.next += 1;
    if (node === undefined) {
      stack.pop();
      if (frame.element !== undefined) boundary(frame.element, frame);
      if (frame.marks !== undefined) for (const mark of frame.marks) mark.to = collector.next;
    } else if (isText(node)) {
      collector.add(node.data);
    } else if (isTag(node)) {
      if (noted(node, survey)) continue;
      boundary(node, frame);
      const own = classNames.of(node, (frame.names & ELSEWHERE) !== 0);
      const isFirstHeading = node.name === 'h1' && (frame.names & ELSEWHERE) !== 0;
      // What holds the page's heading is the page, whatever its classes say.
      if (isFirstHeading) for (const around of stack) around.names &= ~ELSEWHERE;
      const names = frame.names | (own & (ELSEWHERE | DATED));
      const heading = headingLevel(node.name);
      const marks =
        (own & MARKED) === 0 && heading === 0
          ? undefined
          : marksOf(node, own, (names & ELSEWHERE) !== 0, collector, survey);
      const level = heading || frame.level;
      stack.push({ element: node, nodes: node.children, next: 0, names, level, marks });
    } else if (node.type === 'root' || node.type === 'cdata') {
      const { names, level } = frame;
      stack.push({
        element: undefined,
        nodes: children(node),
        next: 0,
        names,
        level,
        marks: undefined,
      });
    }
  }
  survey.discourse = classNames.discourse;
  return survey;
}

/** Notes elements that show nothing; are they the end of it? */
function noted(element: Element, survey: Survey): boolean {
  switch (element.name) {
    case 'script':
      noteScript(element, survey);
      return true;
    case 'meta':
      survey.metas.push(element);
      return true;
    case 'link':
      survey.links.push(element);
      return true;
    case 'title':
      survey.title ??= element.children.map((child) => (isText(child) ? child.data : '')).join('');
      return true;
    case 'html':
      survey.html ??= element;
      return false;
    case 'body':
      survey.body ??= element;
      return false;
    default:
      return SKIPPED.has(element.name);
  }
}

function noteScript(script: Element, { jsonLd, scripts }: Survey): void {
  const [first] = script.children;
  if (first === undefined || !isText(first)) return;
  const isJsonLd = /^\s*application\/ld\+json\s*(?:;|$)/i.test(script.attribs.type ?? '');
  (isJsonLd ? jsonLd : scripts).push(first.data);
}

/** Enough for a label such as "Published on"; a line may be endless. */
const MOST_BEFORE = 200;

const MARKED = AUTHOR | SUBTITLE | TIME | PROFILE | TAG;

function marksOf(
  element: Element,
  own: number,
  elsewhere: boolean,
  collector: LineCollector,
  survey: Survey,
): Mark[] {
  if (own & TAG) survey.tags.push(element);
  const from = collector.lines.length;
  const before = collector.open.slice(-MOST_BEFORE).replaceAll(CUT, ' ');
  const mark: Mark = { element, from, to: from, before, elsewhere };
  const { headings, times, subtitles, authors, profiles } = survey;
  const level = headingLevel(element.name);
  if (level > 0 && level <= 3) note(headings, mark);
  if (own & TIME) note(times, mark);
  if (own & SUBTITLE) note(subtitles, mark);
  if (own & AUTHOR) note(authors, mark);
  if (own & PROFILE) note(profiles, mark);
  return [mark];
}

function note(list: Mark[], mark: Mark): void {
  if (list.length < MOST_MARKS) list.push(mark);
}

function headingLevel(name: string): number {
  if (name.length !== 2 || name[0] !== 'h') return 0;
  const level = Number(name[1]);
  return level >= 1 && level <= 6 ? level : 0;
}
