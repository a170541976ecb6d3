/** The body of an article as plain text: what is searched, counted and compared. */
import { type AnyNode, type Element, isTag, type ParentNode } from 'domhandler';
import { isControl } from './content/outline.ts';
import { children, findElement, isBlock } from './markdown/elements.ts';

const SILENT = new Set('script style noscript template svg iframe'.split(' '));

/** A blank alone, and a line end alone, are what they shall be: most are, and are passed over. */
const BLANKS = /[^\S\n]{2,}|[^\S\n ]/g;
const LINE_ENDS = / \n[ \n]*|\n[ \n]+/g;

/**
 * The text of nodes, a block a line, without the captions of images. Walks without recursion: pages nest as they like.
 *
 * @example
 * plainText(topNodes(parseHtml('<p>Ebb</p><p>Flow</p>'))); // 'Ebb\nFlow'
 */
export function plainText(nodes: readonly AnyNode[]): string {
  const parts: string[] = [];
  const stack: (AnyNode | string)[] = [...nodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (typeof node === 'string') parts.push(node);
    else if (node.type === 'text') parts.push(node.data);
    else if (isTag(node) && isLeftOut(node)) continue;
    else {
      const startsLine = isTag(node) && (isBlock(node) || node.name === 'br');
      if (startsLine) {
        parts.push('\n');
        stack.push('\n');
      }
      const below = children(node);
      for (let at = below.length - 1; at >= 0; at -= 1) stack.push(below[at] ?? '');
    }
  }
  return parts.join('').replaceAll(BLANKS, ' ').replaceAll(LINE_ENDS, '\n').trim();
}

function isLeftOut(element: Element): boolean {
  if (SILENT.has(element.name) || isControl(element)) return true;
  return element.name === 'figcaption' && !isOfCode(element.parent);
}

/** The caption of a listing or a table is read with it; that of an image is not. */
function isOfCode(figure: ParentNode | null): boolean {
  return (
    figure !== null &&
    findElement(figure, ({ name }) => /^(?:pre|table)$/.test(name), 200) !== undefined
  );
}

/** Scripts that write no spaces between words. */
