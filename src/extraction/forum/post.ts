/** One post of a thread as HTML of our own: who wrote it and when on a line, then a clean copy of what they wrote. */
import type { ChildNode, ParentNode } from 'domhandler';
import { cloneNode, Element, isTag, Text } from 'domhandler';
import { classesOf, hasClass } from '../markdown/elements.ts';

export interface Post {
  readonly author?: string | undefined;
  readonly date?: string | undefined;
  readonly body: Element;
}

/** Controls, notes and previews of links that forums put inside what somebody wrote. */
const NOISE = new Set(
  (
    'js-selectToQuoteEnd bbCodeBlock-expandLink bbCodeBlock-shrinkLink message-lastEdit quote-controls postedit ' +
    'cooked-selection-barrier post-menu-area codeblock-button-wrapper sigcontent lastedited post-edited js-post-menu ' +
    'ipsType_light ipsEdit_reason reply-button share-button report-button adsbygoogle ad-slot votes voting post-votes ' +
    'reactionsBar contentRow-snippet contentRow-minor contentRow-figure onebox-metadata'
  ).split(' '),
);
/** Parts of a code box and of a link's preview that have no name of their own: class of the parent → element. */
const NOISE_BELOW = new Map([
  ['codebox', 'p'],
  ['onebox-body', 'p'],
  ['onebox', 'header'],
]);

/**
 * A tree that others may change, without what the forum added; the page's own tree stays as it is.
 *
 * @param leftOut elements in the body that do not come along
 */
export function postNode({ author, date, body }: Post, leftOut: ReadonlySet<Element>): Element {
  const post = new Element('div', {});
  if (author || date) {
    const line = append(post, new Element('p', {}));
    if (author) append(append(line, new Element('strong', {})), new Text(author));
    if (date) append(line, new Text(author ? `, ${date}` : date));
  }
  append(post, cleanCopy(body, leftOut));
  return post;
}

function cleanCopy(root: Element, leftOut: ReadonlySet<Element>): Element {
  const copy = cloneNode(root);
  const open: [from: ParentNode, to: ParentNode][] = [[root, copy]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    for (const child of pair[0].children) {
      if (isTag(child) && (isNoise(child) || leftOut.has(child))) continue;
      const copied = append(pair[1], cloneNode(child));
      if (isTag(copied) && isTag(child) && isPreviewTitle(child)) copied.name = 'p';
      if (isTag(child) && isTag(copied)) open.push([child, copied]);
    }
  }
  return copy;
}

function isNoise(element: Element): boolean {
  if (element.name === 'button' || element.attribs.role === 'button') return true;
  const names = classesOf(element);
  if (names.some((name) => NOISE.has(name) || /signature/i.test(name))) return true;
  const { parent } = element;
  if (parent === null || !isTag(parent)) return false;
  return classesOf(parent).some((name) => NOISE_BELOW.get(name) === element.name);
}

/** The title of a linked page is no heading of the post. */
function isPreviewTitle(element: Element): boolean {
  if (!/^h[1-6]$/.test(element.name)) return false;
  return [element, element.parent].some(
    (one) => one !== null && isTag(one) && hasClass(one, 'contentRow-header', 'onebox-body'),
  );
}

function append<Child extends ChildNode>(parent: ParentNode, child: Child): Child {
  const last = parent.children.at(-1) ?? null;
  child.parent = parent;
  child.prev = last;
  if (last !== null) last.next = child;
  parent.children.push(child);
  return child;
}
