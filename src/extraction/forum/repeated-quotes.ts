/** Quotes that say again what stands further up on the same page. */
import type { AnyNode, Element } from 'domhandler';
import { isTag } from 'domhandler';
import { classesOf } from '../markdown/elements.ts';

/** A quote of less than this much of a post is its author's choice: the part that is answered. */
const WHOLE = 0.8;
/** Each quote is compared with each post before it: beyond so many of both the rest is left as it is. */
const MOST_POSTS = 200;
const MOST_QUOTES = 1_000;

const QUOTES = new Set('bbCodeBlock--quote bbcode_container quote ipsQuote quotebox'.split(' '));
const ATTRIBUTION = /title|attribution|posted_?by|cite|citation|expandLink/i;

/**
 * The quotes in posts, given in the page's order, that repeat a post above them as a whole: who reads the thread has
 * read it. What somebody picked from a post, and what is quoted from elsewhere, is not among them.
 */
export function repeatedQuotes(bodies: readonly Element[]): ReadonlySet<Element> {
  const repeated = new Set<Element>();
  if (bodies.length > MOST_POSTS) return repeated;
  const said: string[] = [];
  let compared = 0;
  for (const body of bodies) {
    const { own, quotes } = split(body);
    for (const quote of quotes) {
      compared += 1;
      if (compared > MOST_QUOTES) return repeated;
      const text = split(quote).own;
      const isWhole = said.some(
        (post) => text.length >= WHOLE * post.length && post.includes(text),
      );
      if (text !== '' && isWhole) repeated.add(quote);
    }
    said.push(own);
  }
  return repeated;
}

/** Letters and digits of a post or quote itself, and the quotes right in it. */
function split(root: Element): { own: string; quotes: Element[] } {
  const quotes: Element[] = [];
  const parts: string[] = [];
  const stack: AnyNode[] = root.children.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'text') parts.push(node.data);
    else if (!isTag(node) || isAttribution(node)) continue;
    else if (isQuote(node) && !isFrame(root, node)) quotes.push(node);
    else for (const child of node.children.toReversed()) stack.push(child);
  }
  return {
    own: parts
      .join('')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ''),
    quotes,
  };
}

/** `<aside class="quote"><blockquote>` is one quote, not two. */
function isFrame(root: Element, inner: Element): boolean {
  return inner.name === 'blockquote' && root.name !== 'blockquote' && isQuote(root);
}

function isQuote(element: Element): boolean {
  return element.name === 'blockquote' || classesOf(element).some((name) => QUOTES.has(name));
}

function isAttribution(element: Element): boolean {
  return element.name === 'cite' || classesOf(element).some((name) => ATTRIBUTION.test(name));
}
