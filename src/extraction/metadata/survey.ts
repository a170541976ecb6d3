/** One walk over a page that notes all places where metadata may stand, so that no rule searches the page again. */
import type { AnyNode, Element } from 'domhandler';
import { isTag, isText } from 'domhandler';
import { children } from '../markdown/elements.ts';
import {
  AUTHOR,
  ClassNames,
  DATED,
  ELSEWHERE,
  FOOTER,
  PROFILE,
  SIDEBAR,
  SUBTITLE,
  TAG,
  TIME,
} from './class-names.ts';
import { noted } from './hidden-elements.ts';
import { CUT, type Line, LineCollector } from './lines.ts';
import { type Region, Regions } from './regions.ts';

/** An element that is named after what it holds. */
export interface Mark {
  readonly element: Element;
  /** Lines from its beginning to its end, the end excluded. */
  readonly from: number;
  to: number;
  /** What its first line says before it. */
  readonly before: string;
  readonly region: Region;
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

const MOST_MARKS = 400;

interface Frame {
  readonly element: Element | undefined;
  readonly nodes: readonly AnyNode[];
  next: number;
  /** What the names of the elements around say. */
  names: number;
  readonly region: Region;
  readonly level: number;
  readonly marks: Mark[] | undefined;
}

/** @param roots the page's outermost nodes */
export function surveyOf(roots: readonly AnyNode[]): Survey {
  const collector = new LineCollector();
  const classNames = new ClassNames();
  const regions = new Regions();
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
    {
      element: undefined,
      nodes: roots,
      next: 0,
      names: 0,
      region: regions.page,
      level: 0,
      marks: undefined,
    },
  ];
  const boundary = (element: Element, { level, names, region }: Frame) =>
    collector.boundary(element.name, level, region, (names & DATED) !== 0);

  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const node = frame.nodes[frame.next];
    frame.next += 1;
    if (node === undefined) {
      stack.pop();
      if (frame.element !== undefined) boundary(frame.element, frame);
      if (frame.marks !== undefined) for (const mark of frame.marks) mark.to = collector.next;
    } else if (isText(node)) {
      collector.add(node.data, frame.region);
    } else if (isTag(node)) {
      if (noted(node, survey)) continue;
      boundary(node, frame);
      let own = classNames.of(node, frame.region.elsewhere);
      if (own & FOOTER && isBelowHeading(survey, collector.next)) own &= ~ELSEWHERE;
      if (node.name === 'h1') regions.isPage(frame.region);
      const region =
        (own & ELSEWHERE) === 0 ? frame.region : regions.begin(frame.region, (own & SIDEBAR) !== 0);
      const names = frame.names | (own & DATED);
      const heading = headingLevel(node.name);
      const marks =
        (own & MARKED) === 0 && heading === 0
          ? undefined
          : marksOf(node, own, region, collector, survey);
      // Nothing is in it; most pages are full of pictures and line breaks.
      if (node.children.length === 0) continue;
      const level = heading || frame.level;
      stack.push({ element: node, nodes: node.children, next: 0, names, region, level, marks });
    } else if (node.type === 'root' || node.type === 'cdata') {
      const { names, region, level } = frame;
      stack.push({
        element: undefined,
        nodes: children(node),
        next: 0,
        names,
        region,
        level,
        marks: undefined,
      });
    }
  }
  regions.end();
  survey.discourse = classNames.discourse;
  return survey;
}

/** What is called a footer and stands right below a headline is the headline's: it says who wrote the text and when. */
function isBelowHeading({ headings }: Survey, next: number): boolean {
  const last = headings.at(-1);
  return last !== undefined && next === last.to;
}

/** Enough for a label such as "Published on"; a line may be endless. */
const MOST_BEFORE = 200;

const MARKED = AUTHOR | SUBTITLE | TIME | PROFILE | TAG;

function marksOf(
  element: Element,
  own: number,
  region: Region,
  collector: LineCollector,
  survey: Survey,
): Mark[] {
  if (own & TAG) survey.tags.push(element);
  const from = collector.lines.length;
  const before = collector.open.slice(-MOST_BEFORE).replaceAll(CUT, ' ');
  const mark: Mark = { element, from, to: from, before, region };
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
