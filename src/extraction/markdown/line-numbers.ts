/** Line numbers that no class name gives away, as on sites whose class names a build step made up. */
import type { Element } from 'domhandler';
import { isTag } from 'domhandler';
import { childElements, isBlock, isDropped } from './elements.ts';

/**
 * The elements of a code block that number its lines: rows side by side, each of which begins with the next number in an
 * element of its own, beside a block that holds the line. (Numbers beside other phrases may be code: `1, ebb`.)
 */
export function lineNumbers(code: Element): ReadonlySet<Element> {
  const found = new Set<Element>();
  const stack: Element[] = [code];
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    const rows = childElements(element);
    const numbers = rows.map(numberOf);
    const first = numbers[0]?.value ?? Number.NaN;
    if (numbers.every((number, at) => number?.value === first + at)) {
      for (const number of numbers) if (number) found.add(number.element);
    }
    for (const row of rows) stack.push(row);
  }
  return found;
}

function numberOf(row: Element): { readonly element: Element; readonly value: number } | undefined {
  // Emotion and its like put a `<style>` before the first element that needs it.
  const [element, line] = row.children.filter((child) => !isTag(child) || !isDropped(child));
  if (element === undefined || !isTag(element) || line === undefined) return undefined;
  if (!isTag(line) || !isBlock(line)) return undefined;
  const [text, ...more] = element.children;
  const isNumber = text?.type === 'text' && more.length === 0 && /^\s*\d{1,6}\s*$/.test(text.data);
  return isNumber ? { element, value: Number(text.data) } : undefined;
}
