/** HTML of a peer → its text, a block a line: `textContent` would glue the last word of a block to the first of the next. */
import { Parser } from 'htmlparser2';

const INLINE =
  /^(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)$/;
const SILENT = /^(?:script|style|noscript|template|svg)$/;

/** @example blockText('<p>Ebb</p><p>Fl<b>ow</b></p>') // 'Ebb\nFlow' */
export function blockText(html: string): string {
  let text = '';
  let silent = 0;
  const parser = new Parser({
    onopentag(name) {
      if (SILENT.test(name)) silent += 1;
      else if (!INLINE.test(name)) text += '\n';
    },
    ontext(data) {
      if (silent === 0) text += data;
    },
    onclosetag(name) {
      if (SILENT.test(name)) silent -= 1;
      else if (!INLINE.test(name)) text += '\n';
    },
  });
  parser.end(html);
  return text.replaceAll(/\s*\n\s*/g, '\n').trim();
}
