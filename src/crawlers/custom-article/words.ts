/** The words of a Markdown text, without the addresses of its links and pictures. */
import { countWords } from '../../extraction/count-words.ts';

/** @example countMarkdownWords('**High** [water](https://x.example)') // 2 */
export function countMarkdownWords(markdown: string): number {
  return countWords(
    markdown.replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/<?https?:\/\/\S+/g, ''),
  );
}
