/** The part of a tree that is kept, as a tree of its own: the page itself stays as it was. */
import { type AnyNode, Document, Element, isTag, Text } from 'domhandler';
import { children } from '../markdown/elements.ts';

/** Copies below (and with) a root what is not dropped. Without recursion. */
export function prunedCopy(root: Element, isDropped: (element: Element) => boolean): AnyNode[] {
  const copy = new Document([]);
  const stack: { readonly from: AnyNode; readonly to: Document | Element }[] = [
    { from: root, to: copy },
  ];
  for (let task = stack.pop(); task !== undefined; task = stack.pop()) {
    const { from, to } = task;
    if (from.type === 'text') append(to, new Text(from.data));
    else if (isTag(from) && !isDropped(from)) {
      const element = new Element(from.name, shown(from.attribs), [], from.type);
      append(to, element);
      const below = children(from);
      for (let index = below.length - 1; index >= 0; index -= 1) {
        const node = below[index];
        if (node !== undefined) stack.push({ from: node, to: element });
      }
    }
  }
  return copy.children;
}

/** What is kept is shown, also where a script of the page would have shown it. */
function shown({ hidden: _, ...attribs }: Element['attribs']): Element['attribs'] {
  const style = attribs.style;
  if (style === undefined || !/display|visibility/i.test(style)) return attribs;
  return { ...attribs, style: style.replaceAll(/(?:display|visibility)\s*:[^;]*;?/gi, '') };
}

function append(parent: Document | Element, child: Element | Text): void {
  const last = parent.children.at(-1) ?? null;
  child.parent = parent;
  child.prev = last;
  if (last !== null) last.next = child;
  parent.children.push(child);
}
