/** One walk over the nodes, for what the mapping has to know of them before it starts. */
import type { AnyNode, Element } from 'domhandler';
import { isTag } from 'domhandler';
import { children, hasClass, isBlock } from './elements.ts';

export interface Survey {
  /** The elements that hold a block somewhere below them: an inline element among them is a wrapper, not a phrase. */
  readonly holders: ReadonlySet<Element>;
  /** Links with a fragment, in the order of the document: what may be the mark of a note. */
  readonly anchors: readonly Element[];
}

export function survey(roots: readonly AnyNode[]): Survey {
  const holders = new Set<Element>();
  const anchors: Element[] = [];
  walk(roots, (element) => {
    if (element.name === 'a') {
      if (element.attribs.href?.includes('#')) anchors.push(element);
    } else if (isBlock(element) || isDisplayMath(element)) {
      let parent = element.parent;
      while (parent !== null && isTag(parent) && !holders.has(parent)) {
        holders.add(parent);
        parent = parent.parent;
      }
    }
  });
  return { holders, anchors };
}

function isDisplayMath(element: Element): boolean {
  const { display } = element.attribs;
  return hasClass(element, 'katex-display') || display === 'block' || display === 'true';
}

/** Visits every element, in the order of the document and without recursion. */
export function walk(roots: readonly AnyNode[], visit: (element: Element) => void): void {
  const stack = [...roots].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'text') continue;
    if (isTag(node)) visit(node);
    const below = children(node);
    for (let index = below.length - 1; index >= 0; index -= 1) stack.push(below[index] as AnyNode);
  }
}
