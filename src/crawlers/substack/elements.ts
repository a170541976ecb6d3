/** Elements made into others where they stand: to take one of thousands out means to look for it among them. */
import { type ChildNode, Element, Text } from 'domhandler';
import { findElement, hasClass, textOf } from '../../extraction/markdown/elements.ts';

type Content = string | readonly ChildNode[];

/** Makes another element of an element. What it held goes. */
export function become(
  element: Element,
  name: string,
  attribs: Readonly<Record<string, string>>,
  content: Content,
): void {
  element.name = name;
  element.attribs = { ...attribs };
  element.children = typeof content === 'string' ? [new Text(content)] : [...content];
  for (const child of element.children) child.parent = element;
}

/** Leaves nothing of an element to read. */
export function blank(element: Element): void {
  become(element, 'span', {}, []);
}

export function newElement(
  name: string,
  attribs: Readonly<Record<string, string>>,
  content: Content,
): Element {
  const element = new Element(name, {});
  become(element, name, attribs, content);
  return element;
}

/** More than any of Substack's components holds. A page may nest them, and each is looked into. */
const MOST_NODES = 100;

/** The first element in a component that fits. */
export function within(
  component: Element,
  fits: (element: Element) => boolean,
): Element | undefined {
  return findElement(component, fits, MOST_NODES);
}

/** The text of the first element of a class in a component; `undefined` when there is none. */
export function textWithin(component: Element, name: string): string | undefined {
  const found = within(component, (element) => hasClass(element, name));
  return found === undefined ? undefined : textOf(found).trim() || undefined;
}
