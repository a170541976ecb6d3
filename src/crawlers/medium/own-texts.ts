/** Short texts of elements: dates, labels, notices. */
import type { CheerioAPI } from 'cheerio/slim';

const MAX_LENGTH = 120;

/**
 * What elements below `scope` say themselves, without the elements inside them; in the page's order, white space folded.
 *
 * @example
 * [...ownTexts(parse('<article><p>Dec 1<span> 7 min  read </span></p></article>'), 'article')]; // ['Dec 1', '7 min read']
 */
export function* ownTexts($: CheerioAPI, scope: 'article' | 'html'): Generator<string> {
  const elements = $(`${scope} :is(time, span, p, a, b, div, h1, h2, h3, h4, button)`);
  for (const child of elements.toArray().flatMap(({ children }) => children)) {
    if (child.type !== 'text') continue;
    const text = child.data
      .slice(0, 2 * MAX_LENGTH)
      .replaceAll(/\s+/g, ' ')
      .trim();
    if (text !== '' && text.length <= MAX_LENGTH) yield text;
  }
}
