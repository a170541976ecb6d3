/** JSON-LD that a template has escaped as if it were HTML: `Spring &amp; neap`. */
import { textOf } from '../markdown/elements.ts';
import { parseHtml, topNodes } from '../parse-html.ts';

/** Longer texts are no title and no name. */
const LONGEST = 1_000;

export function unescaped(text: string): string {
  return text.includes('&') ? textOf(topNodes(parseHtml(text.slice(0, LONGEST)))) : text;
}
