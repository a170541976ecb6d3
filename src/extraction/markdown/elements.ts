/** Which elements start a block, which are not shown, and how to read their attributes. */
import type { AnyNode, Element, ParentNode } from 'domhandler';
import { hasChildren, isTag } from 'domhandler';

const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li main menu nav ol p pre search section summary table ' +
    'tbody td tfoot th thead tr ul video audio'
  ).split(' '),
);

const DROPPED = new Set(
  (
    'script style template head title meta link base input button select option optgroup datalist textarea progress meter ' +
    'object embed param applet canvas svg map area dialog frame frameset noframes noembed xmp'
  ).split(' '),
);

export function isBlock(element: Element): boolean {
  return BLOCKS.has(element.name);
}

export function children(node: AnyNode): readonly AnyNode[] {
  return hasChildren(node) ? (node as ParentNode).children : [];
}

export function childElements(element: Element): Element[] {
  return element.children.filter(isTag);
}

export function classesOf(element: Element): readonly string[] {
  const value = element.attribs.class;
  return value ? value.split(/\s+/).filter(Boolean) : [];
}

/** Is one of the element's classes in the given ones? */
export function hasClass(element: Element, ...names: readonly string[]): boolean {
  const value = element.attribs.class;
  if (!value) return false;
  for (const name of names) {
    for (let at = value.indexOf(name); at !== -1; at = value.indexOf(name, at + name.length)) {
      if (isEdge(value, at - 1) && isEdge(value, at + name.length)) return true;
    }
  }
  return false;
}

/** Most elements have none of the classes: to look for a name is cheaper than to take the attribute apart. */
function isEdge(value: string, at: number): boolean {
  const char = value.charAt(at);
  return char === '' || char === ' ' || /\s/.test(char);
}

/** Not shown to a reader, or not text: scripts, form controls, hidden elements. */
export function isDropped(element: Element): boolean {
  if (DROPPED.has(element.name)) return true;
  const { attribs } = element;
  if ('hidden' in attribs && !isShownLater(attribs)) return true;
  const style = attribs.style;
  return (
    style !== undefined && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
  );
}

/**
 * The panel of another tab is one click away: manuals put the code for each system or language into one. And React
 * streams parts of a page ("S:0") hidden, for its script to put in place.
 */
function isShownLater({ hidden, role, id }: Element['attribs']): boolean {
  return (
    hidden === 'until-found' || role === 'tabpanel' || (id !== undefined && /^S:\d+$/.test(id))
  );
}

/** Text below a node, walked without recursion: pages may nest deeper than the stack. */
export function textOf(
  node: AnyNode | readonly AnyNode[],
  limit = Number.POSITIVE_INFINITY,
): string {
  const parts: string[] = [];
  let length = 0;
  const stack: AnyNode[] = 'length' in node ? [...node].reverse() : [node];
  while (stack.length > 0 && length < limit) {
    const next = stack.pop();
    if (next === undefined) break;
    if (next.type === 'text') {
      parts.push(next.data);
      length += next.data.length;
    } else if (!isTag(next) || !isDropped(next)) {
      const below = children(next);
      for (let index = below.length - 1; index >= 0; index -= 1)
        stack.push(below[index] as AnyNode);
    }
  }
  return parts.join('');
}

/** The first element below (or at) a node that fits, in document order. Looks at no more than `limit` nodes. */
export function findElement(
  root: AnyNode,
  fits: (element: Element) => boolean,
  limit = 5_000,
): Element | undefined {
  const stack: AnyNode[] = [root];
  for (let seen = 0; stack.length > 0 && seen < limit; seen += 1) {
    const next = stack.pop();
    if (next === undefined) break;
    if (isTag(next) && fits(next)) return next;
    const below = children(next);
    for (let index = below.length - 1; index >= 0; index -= 1) stack.push(below[index] as AnyNode);
  }
  return undefined;
}
