/** The body of an article as plain text: what is searched, counted and compared. */
import { type AnyNode, type Element, isTag, type ParentNode } from 'domhandler';
import { isControl } from './content/outline.ts';
import { children, findElement, isBlock } from './markdown/elements.ts';

const SILENT = new Set('script style noscript template svg iframe'.split(' '));

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
      for (const child of children(node).toReversed()) stack.push(child);
    }
  }
  return parts
    .join('')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n[ \n]*/g, '\n')
    .trim();
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

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** @example countWords('High water at six.') // 4 */
export function countWords(text: string): number {
  const words = text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  const unspaced = UNSPACED.test(text) ? text.match(new RegExp(UNSPACED, 'gu')) : undefined;
  // Chinese, Japanese and Thai write no spaces: two of their letters count as a word.
  return Math.max(words, Math.floor((unspaced?.length ?? 0) / 2));
}
