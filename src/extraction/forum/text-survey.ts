/** How much text each element of a page holds, in one pass and without recursion. */
import type { AnyNode, Element } from 'domhandler';
import { isTag } from 'domhandler';
import { isDropped } from '../markdown/elements.ts';

export interface TextSurvey {
  /** The elements that are shown, in the page's order. */
  readonly elements: readonly Element[];
  /** Characters below an element, white space at the ends of each piece not counted. */
  readonly letters: ReadonlyMap<Element, number>;
  /** Those of them in links. */
  readonly linked: ReadonlyMap<Element, number>;
}

/** No text of the page itself. */
const FRAMES = new Set(['nav', 'footer', 'noscript']);

export function surveyText(roots: readonly AnyNode[]): TextSurvey {
  const elements: Element[] = [];
  const letters = new Map<Element, number>();
  const linked = new Map<Element, number>();
  const stack: AnyNode[] = [...roots].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'text') {
      const { parent } = node;
      if (parent !== null && isTag(parent)) add(letters, parent, node.data.trim().length);
      continue;
    }
    if (isTag(node)) {
      if (FRAMES.has(node.name) || isDropped(node)) continue;
      elements.push(node);
    }
    if (!('children' in node)) continue;
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child !== undefined) stack.push(child);
    }
  }
  for (let index = elements.length - 1; index >= 0; index -= 1) {
    const element = elements[index];
    const parent = element?.parent;
    if (element === undefined || !parent || !isTag(parent)) continue;
    const own = letters.get(element) ?? 0;
    add(letters, parent, own);
    add(linked, parent, element.name === 'a' ? own : (linked.get(element) ?? 0));
  }
  return { elements, letters, linked };
}

function add(counts: Map<Element, number>, element: Element, count: number): void {
  counts.set(element, (counts.get(element) ?? 0) + count);
}
