/** Footnotes: marks and notes as markdown-it, remark, Hugo, Pandoc, Sphinx, WordPress plug-ins and MediaWiki write them. */
import type { AnyNode, Element } from 'domhandler';
import { isTag } from 'domhandler';
import { hasClass, isBlock, textOf } from './elements.ts';
import { walk } from './survey.ts';

export interface Footnotes {
  /** The link of a mark → the label of its note. */
  readonly marks: ReadonlyMap<Element, string>;
  /** Notes in the order of their first marks: label → the element that holds the note. */
  readonly notes: ReadonlyMap<string, Element>;
  /** Notes, links back and the rule above the notes: not written where they stand. */
  readonly leftOut: ReadonlySet<Element>;
}

const NONE: Footnotes = { marks: new Map(), notes: new Map(), leftOut: new Set() };

/**
 * Finds the marks (`<sup><a href="#fn1">1</a></sup>`) whose notes are in the same nodes, and numbers them in the order of
 * their first mention.
 *
 * @param anchors the links with a fragment below the roots
 */
export function findFootnotes(
  roots: readonly AnyNode[],
  anchors: readonly Element[],
  baseUrl: URL,
): Footnotes {
  const candidates: { readonly link: Element; readonly id: string }[] = [];
  const backLinks: Element[] = [];
  for (const link of anchors) {
    const target = fragmentOf(link, baseUrl);
    if (target === undefined) continue;
    if (isBackLink(link)) backLinks.push(link);
    else if (isMark(link)) candidates.push({ link, id: target });
  }
  if (candidates.length === 0) return NONE;

  const byId = new Map<string, Element>();
  const rules: Element[] = [];
  walk(roots, (element) => {
    const id = element.attribs.id ?? (element.name === 'a' ? element.attribs.name : undefined);
    if (id && !byId.has(id)) byId.set(id, element);
    if (element.name === 'hr' && isInNotes(element)) rules.push(element);
  });
  const marks = new Map<Element, string>();
  const notes = new Map<string, Element>();
  const labels = new Map<Element, string>();
  for (const { link, id } of candidates) {
    const target = byId.get(id);
    const note = target && noteAround(target);
    // A note that holds its own mark would be the whole text: the mark leads somewhere else.
    if (note === undefined || contains(note, link) || !hasWords(note)) continue;
    const label = labels.get(note) ?? String(labels.size + 1);
    labels.set(note, label);
    notes.set(label, note);
    marks.set(link, label);
  }
  if (marks.size === 0) return NONE;
  const leftOut = new Set<Element>([...notes.values(), ...backLinks, ...rules]);
  for (const note of notes.values()) {
    leaveOutFrame(note, leftOut);
    // Sphinx repeats the mark before the note.
    for (const child of note.children)
      if (isTag(child) && child.name === 'span' && hasClass(child, 'label')) leftOut.add(child);
  }
  return { marks, notes, leftOut };
}

/** The id that a link on the same page leads to. */
function fragmentOf({ attribs }: Element, baseUrl: URL): string | undefined {
  const href = attribs.href;
  const hash = href?.indexOf('#') ?? -1;
  if (href === undefined || hash === -1 || hash === href.length - 1) return undefined;
  if (hash > 0) {
    const url = URL.parse(href, baseUrl.href);
    if (url === null || url.host !== baseUrl.host || url.pathname !== baseUrl.pathname)
      return undefined;
  }
  const id = href.slice(hash + 1);
  try {
    return decodeURIComponent(id);
  } catch {
    // A stray per cent sign: browsers then take the fragment as it is.
    return id;
  }
}

function isMark(link: Element): boolean {
  const value = textOf(link, 20).trim();
  if (!/^(?:[[(]?(?:\d{1,4}|[a-z]{1,2}|[ivx]{1,5}|note \d{1,3}|[*†‡§¶]{1,3})[\])]?)$/i.test(value))
    return false;
  if (link.attribs.role === 'doc-noteref' || link.attribs['data-footnote-ref'] !== undefined)
    return true;
  if (
    hasClass(
      link,
      'footnote-ref',
      'footnote-reference',
      'footnote',
      'footnoteRef',
      'footnote-anchor',
      'note-ref',
    )
  )
    return true;
  const { parent } = link;
  const isRaised = (node: AnyNode | null): boolean =>
    node !== null && isTag(node) && node.name === 'sup';
  return isRaised(parent) || isRaised(parent?.parent ?? null) || link.children.some(isRaised);
}

function isBackLink(link: Element): boolean {
  if (link.attribs.role === 'doc-backlink' || link.attribs['data-footnote-backref'] !== undefined)
    return true;
  if (
    hasClass(
      link,
      'footnote-backref',
      'footnote-back',
      'reversefootnote',
      'footnote-return',
      'fn-backref',
    )
  )
    return true;
  const value = textOf(link, 20).replaceAll(/[\s\d]|\p{Mn}/gu, '');
  return value !== '' && /^(?:↩|↑|⤴|⮌|\^)+$/u.test(value);
}

/** The item or paragraph around the anchor of a note. */
function noteAround(target: Element): Element | undefined {
  let element: Element | undefined = target;
  for (let up = 0; element !== undefined && up < 4; up += 1) {
    if (['li', 'p', 'aside', 'dd', 'div', 'td'].includes(element.name)) return element;
    const parent: AnyNode | null = element.parent;
    element = parent !== null && isTag(parent) ? parent : undefined;
  }
  return undefined;
}

/** An anchor that stands before the notes holds none. */
function hasWords(note: Element): boolean {
  return /[\p{L}\p{N}]/u.test(textOf(note, 500));
}

function contains(note: Element, link: Element): boolean {
  let node: AnyNode | null = link;
  // No further up than a page is deep: every mark climbs.
  for (let up = 0; node !== null && up < 300; up += 1, node = node.parent) {
    if (node === note) return true;
  }
  return false;
}

function isInNotes(element: Element): boolean {
  if (hasClass(element, 'footnotes-sep')) return true;
  const { parent } = element;
  return parent !== null && isTag(parent) && isNotesSection(parent);
}

function isNotesSection(element: Element): boolean {
  return (
    hasClass(
      element,
      'footnotes',
      'footnote-list',
      'footnotes-list',
      'endnotes',
      'easy-footnotes-wrapper',
    ) ||
    element.attribs.role === 'doc-endnotes' ||
    element.attribs['data-footnotes'] !== undefined
  );
}

/** The section that only holds notes: its heading ("Footnotes") goes with them. */
function leaveOutFrame(note: Element, leftOut: Set<Element>): void {
  for (let node = note.parent; node !== null && isTag(node); node = node.parent) {
    if (!isNotesSection(node)) continue;
    for (const child of node.children) {
      if (isTag(child) && (/^h[1-6]$/.test(child.name) || child.name === 'hr')) leftOut.add(child);
    }
    return;
  }
}

/** What is written for a note: its blocks, or its text when it is a line. */
export function contentOf(note: Element): readonly AnyNode[] {
  return isBlock(note) ? note.children : [note];
}
