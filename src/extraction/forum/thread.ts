/** The posts of a thread: a question and its answers, a first post and the replies. */
import type { CheerioAPI } from 'cheerio/slim';
import type { AnyNode, Element } from 'domhandler';
import { isTag } from 'domhandler';
import type { PageSigns } from '../kind/page-signs.ts';
import { surveyOf } from '../kind/survey.ts';
import { findElement, textOf } from '../markdown/elements.ts';
import { authorText, dateText } from './byline.ts';
import { type Post, postNode } from './post.ts';
import { repeatedPosts } from './repeated-posts.ts';
import { repeatedQuotes } from './repeated-quotes.ts';
import { FORUM_SHAPES, type ForumShape } from './shapes.ts';

/**
 * The posts of the thread that the page shows, in its order: each one a line with author and date as far as the page
 * tells them, and what was written (with the quotes in it). Menus, votes, signatures, user cards and controls are left
 * out, and so is a quote that repeats a whole post above it. The nodes are copies: the page's tree is not changed.
 *
 * @param signs of that page, where they are there already
 * @returns `undefined` when there is no thread on the page
 * @example
 * const posts = threadOf(page);
 * if (posts !== undefined) return toMarkdown(posts, { baseUrl });
 */
export function threadOf(
  $: CheerioAPI,
  signs: PageSigns = surveyOf($).signs,
): AnyNode[] | undefined {
  const posts = findPosts($, signs);
  if (posts.length === 0) return undefined;
  const quotes = repeatedQuotes(posts.map(({ body }) => body));
  return posts.map((post) => postNode(post, quotes));
}

function findPosts($: CheerioAPI, signs: PageSigns): Post[] {
  for (const shape of FORUM_SHAPES) {
    const posts = signs.has(shape.mark) ? postsOf($, shape) : [];
    if (posts.length > 0) return posts;
  }
  return repeatedPosts($);
}

function postsOf($: CheerioAPI, shape: ForumShape): Post[] {
  const frames = new Set<AnyNode>($(shape.post).toArray());
  const authors = firstPerFrame($(shape.author).toArray(), frames);
  const dates = firstPerFrame($(shape.date).toArray(), frames);
  const posts: Post[] = [];
  const seen = new Set<AnyNode>();
  let last: Element | undefined;
  for (const body of $(shape.body).toArray()) {
    if (!isTag(body) || isBelow(body, seen) || isEmpty(body)) continue;
    seen.add(body);
    const frame = frameOf(body, frames);
    const isFirst = frame !== undefined && frame !== last;
    last = frame;
    posts.push({
      author: isFirst ? authorText(authors.get(frame)) : undefined,
      date: isFirst ? dateText(dates.get(frame)) : undefined,
      body,
    });
  }
  return posts;
}

function firstPerFrame(
  found: readonly AnyNode[],
  frames: ReadonlySet<AnyNode>,
): Map<Element, Element> {
  const first = new Map<Element, Element>();
  for (const element of found) {
    if (!isTag(element)) continue;
    const frame = frameOf(element, frames);
    if (frame !== undefined && !first.has(frame)) first.set(frame, element);
  }
  return first;
}

/** The innermost of the frames around an element, or the element itself. */
function frameOf(element: Element, frames: ReadonlySet<AnyNode>): Element | undefined {
  for (let node: AnyNode | null = element; node !== null; node = node.parent) {
    if (isTag(node) && frames.has(node)) return node;
  }
  return undefined;
}

function isEmpty(body: Element): boolean {
  return (
    textOf(body).trim() === '' && findElement(body, ({ name }) => name === 'img') === undefined
  );
}

function isBelow(body: Element, seen: ReadonlySet<AnyNode>): boolean {
  for (let node: AnyNode | null = body.parent; node !== null; node = node.parent) {
    if (seen.has(node)) return true;
  }
  return false;
}
