/** Facts of an item in XML. */
import { type Element, hasChildren, isTag, isText } from 'domhandler';

/** The text of the first child of that name, CDATA included; '' when there is none. */
export function childText(item: Element, name: string): string {
  const child = item.children.find((node) => isTag(node) && node.name === name);
  if (child === undefined || !hasChildren(child)) return '';
  return child.children
    .flatMap((node) => (hasChildren(node) ? node.children : [node]))
    .map((node) => (isText(node) ? node.data : ''))
    .join('')
    .trim();
}
