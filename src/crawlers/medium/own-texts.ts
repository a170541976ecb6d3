/** Short texts of elements: dates, labels, notices. */
import type { CheerioAPI } from 'cheerio/slim';
import { type Element, isTag } from 'domhandler';

const MAX_LENGTH = 120;

const ELEMENTS = new Set('time span p a b div h1 h2 h3 h4 button'.split(' '));

/**
 * What elements below `scope` say themselves, without the elements inside them; in the page's order, white space folded.
 *
 * @example
 * [...ownTexts(parse('<article><p>Dec 1<span> 7 min  read </span></p></article>'), 'article')]; // ['Dec 1', '7 min read']
 */
export function* ownTexts($: CheerioAPI, scope: 'article' | 'html'): Generator<string> {
  for (const element of elementsBelow($, scope)) {
    if (!ELEMENTS.has(element.name)) continue;
    for (const child of element.children) {
      if (child.type !== 'text') continue;
      const text = child.data
        .slice(0, 2 * MAX_LENGTH)
        .replaceAll(/\s+/g, ' ')
        .trim();
      if (text !== '' && text.length <= MAX_LENGTH) yield text;
    }
  }
}

/** By hand: a selector of cheerio asks each of 100,000 elements about the 400 around it. */
function* elementsBelow($: CheerioAPI, scope: string): Generator<Element> {
  const stack = $.root()
    .children()
    .toArray()
    .map((element) => ({ element, isInside: false }));
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { element, isInside } = next;
    if (isInside) yield element;
    const isBelow = isInside || element.name === scope;
    for (const child of element.children.toReversed()) {
      if (isTag(child)) stack.push({ element: child, isInside: isBelow });
    }
  }
}
