/** The body of an article as plain text: what is searched, counted and compared. */
import type { AnyNode } from 'domhandler';
import { children } from './markdown/elements.ts';

const BLOCKS =
  /^(?:address|article|aside|blockquote|br|dd|details|div|dl|dt|figure|h[1-6]|hr|li|main|ol|p|pre|section|summary|table|tbody|td|th|thead|tr|ul)$/;
const SILENT =
  /^(?:script|style|noscript|template|svg|button|select|textarea|form|iframe|figcaption)$/;

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
    else if ('name' in node && SILENT.test(node.name)) continue;
    else {
      const isBlock = 'name' in node && BLOCKS.test(node.name);
      if (isBlock) {
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

/** @example countWords('High water at six.') // 4 */
export function countWords(text: string): number {
  const words = text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  const unspaced = text.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu,
  );
  // Chinese, Japanese and Thai write no spaces: two of their letters count as a word.
  return Math.max(words, Math.floor((unspaced?.length ?? 0) / 2));
}
