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
  return (
    names.some((name) => value.includes(name)) &&
    classesOf(element).some((one) => names.includes(one))
  );
}

/** Not shown to a reader, or not text: scripts, form controls, hidden elements. */
export function isDropped(element: Element): boolean {
  if (DROPPED.has(element.name)) return true;
  const { attribs } = element;
  if ('hidden' in attribs && attribs.hidden !== 'until-found') return true;
  const style = attribs.style;
  return (
    style !== undefined && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
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

/** The elements that hold a block somewhere below them: an inline element among them is a wrapper, not a phrase. */
export function holdersOfBlocks(roots: readonly AnyNode[]): Set<Element> {
  const holders = new Set<Element>();
  const stack: AnyNode[] = [...roots];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (isTag(next) && (isBlock(next) || isDisplayMath(next))) {
      let parent = next.parent;
      while (parent !== null && isTag(parent) && !holders.has(parent)) {
        holders.add(parent);
        parent = parent.parent;
      }
    }
    for (const child of children(next)) stack.push(child);
  }
  return holders;
}

function isDisplayMath(element: Element): boolean {
  return hasClass(element, 'katex-display') || element.attribs.display === 'block';
}
