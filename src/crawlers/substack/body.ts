/** The body of a post, from Substack's components to plain HTML, to Markdown. */
import type { CheerioAPI } from 'cheerio/slim';
import type { AnyNode, Element } from 'domhandler';
import { isTag } from 'domhandler';
import { findElement, hasClass, textOf } from '../../extraction/markdown/elements.ts';
import { toMarkdown } from '../../extraction/markdown/to-markdown.ts';
import { parseHtml, topNodes } from '../../extraction/parse-html.ts';
import { plainComponents } from './components.ts';
import { blank } from './elements.ts';

/**
 * Writes `body_html` as Markdown. What the author wrote stays, captions and code included; what Substack adds goes; the
 * captions that authors put above a share button stay, for they are theirs to write.
 *
 * @param link of the post, to which its footnotes and relative links belong
 * @returns '' when there is nothing to read
 */
export function bodyMarkdown(bodyHtml: string, link: URL): string {
  const $ = parseHtml(bodyHtml);
  const nodes = topNodes($);
  plainComponents(nodes);
  joinFootnotes($);
  return toMarkdown(withoutEdgeRules(nodes), { baseUrl: link });
}

/** Moves each note's anchor to the note itself. A mark whose note lies behind the paywall leads nowhere and goes. */
function joinFootnotes($: CheerioAPI): void {
  const marks = $<Element, string>('a.footnote-anchor').toArray();
  const targets = new Set(marks.map(targetOf));
  const notes = new Set<string>();
  $<Element, string>('.footnote').each((_, note) => {
    const number = note.children.find(isNumber);
    const id = number?.attribs.id ?? note.attribs.id;
    if (id === undefined) return;
    notes.add(id);
    if (!targets.has(id)) return;
    if (number !== undefined) blank(number);
    note.attribs.id = id;
  });
  for (const mark of marks) if (!notes.has(targetOf(mark))) blank(mark);
}

function isNumber(node: AnyNode): node is Element {
  return isTag(node) && node.name === 'a' && hasClass(node, 'footnote-number');
}

function targetOf({ attribs: { href = '' } }: Element): string {
  return href.slice(href.indexOf('#') + 1);
}

/** A rule that parted the text from a button parts nothing when that is gone. The notes stand below both. */
function withoutEdgeRules(nodes: readonly AnyNode[]): AnyNode[] {
  const text = nodes.filter((node) => !isNote(node));
  const end = text.findLastIndex(isShown) + 1;
  const start = text.findIndex(isShown);
  return [...text.slice(Math.max(start, 0), end), ...nodes.filter(isNote)];
}

function isNote(node: AnyNode): boolean {
  return isTag(node) && hasClass(node, 'footnote');
}

const WITHOUT_TEXT = new Set(['img', 'iframe', 'video', 'audio']);

function isShown(node: AnyNode): boolean {
  const isMedium = ({ name }: Element) => WITHOUT_TEXT.has(name);
  return textOf(node).trim() !== '' || findElement(node, isMedium, Infinity) !== undefined;
}
