/**
 * The posts of forum programs that nobody has described to us: text blocks that look alike, each with somebody's name or
 * a date beside it.
 */
import type { CheerioAPI } from 'cheerio/slim';
import type { AnyNode, Element } from 'domhandler';
import { isTag } from 'domhandler';
import { folded } from '../white-space.ts';
import { authorText, dateText, isWrittenDate } from './byline.ts';
import type { Post } from './post.ts';
import { surveyText, type TextSurvey } from './text-survey.ts';

/** So many letters in the mean make text blocks worth looking at. */
const LEAST_MEAN = 25;
/** A first post that differs from the replies has at least so many letters. */
const LEAST_OPENING = 80;
/** So much of the blocks needs an author or a date beside it. */
const LEAST_SIGNED = 0.6;
/** A first post's header is no further above its text. */
const HIGHEST_HEADER = 6;
/** Names and dates stand in shorter pieces of text. */
const LONGEST_TEXT = 200;
/** A user card is smaller. */
const MOST_NODES = 400;

const AUTHOR_CLASS = /author|user-?name|poster\b|nick|(?:^|[\s_-])user(?:$|\s)/i;
const AUTHOR_LINK = /\b(?:users?|members?|profiles?|authors?|people|u)[/=_-]|\/[@~]\w/i;
const LIKE_A_NAME = /^[\p{L}\p{N}][^\s]{1,30}(?: [^\s]{1,20})?$/u;
const DATE_CLASS = /date|time|\bago\b|\bwhen\b/i;

/** @returns the posts in the page's order; none when nothing on the page repeats as posts do */
export function repeatedPosts($: CheerioAPI): Post[] {
  const survey = surveyText($.root().toArray());
  let best: Post[] = [];
  let highest = 0;
  for (const blocks of alike(survey.elements)) {
    const total = blocks.reduce((sum, block) => sum + (survey.letters.get(block) ?? 0), 0);
    if (total <= highest || total < LEAST_MEAN * blocks.length) continue;
    const posts = signedPosts(blocks);
    const score = total * signedShare(posts);
    if (score <= highest) continue;
    best = posts;
    highest = score;
  }
  const [first] = best;
  if (first === undefined) return [];
  const opening = openingPost(first.body, survey);
  return opening === undefined ? best : [opening, ...best];
}

/** Groups of two and more elements of the same name and classes (numbers in them aside). */
function alike(elements: readonly Element[]): Element[][] {
  const groups = new Map<string, Element[]>();
  for (const element of elements) {
    const { class: list = '', id = '', itemprop = '' } = element.attribs;
    const numbered = /\d/.test(id) ? id : '';
    if (list === '' && numbered === '' && itemprop === '') continue;
    const look = `${element.name} ${itemprop} ${numbered || list}`.replaceAll(/[\d\s]+/g, ' ');
    const group = groups.get(look);
    if (group === undefined) groups.set(look, [element]);
    else group.push(element);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** The blocks as posts, when they are not in one another and most have an author or a date beside them. */
function signedPosts(blocks: readonly Element[]): Post[] {
  const holders = new Map<AnyNode, number>();
  for (const block of blocks) {
    for (let node: AnyNode | null = block; node !== null; node = node.parent) {
      holders.set(node, (holders.get(node) ?? 0) + 1);
    }
  }
  if (blocks.some((block) => holders.get(block) !== 1)) return [];
  return blocks.map((block) => {
    let unit: Element = block;
    while (unit.parent !== null && isTag(unit.parent) && holders.get(unit.parent) === 1) {
      unit = unit.parent;
    }
    return signed(block, unit);
  });
}

/** How much of the posts has an author and a date: 1 for all both, 0 when most have neither. */
function signedShare(posts: readonly Post[]): number {
  const authors = posts.filter(({ author }) => author !== undefined).length;
  const dates = posts.filter(({ date }) => date !== undefined).length;
  if (posts.length === 0 || Math.max(authors, dates) < LEAST_SIGNED * posts.length) return 0;
  return (authors + dates) / (2 * posts.length);
}

/**
 * Looks for the author and the date around a block, not in it: by their marks; else a date in words, and for the author
 * what is written right before it.
 */
function signed(body: Element, unit: Element): Post {
  let author: string | undefined;
  let date: string | undefined;
  let before: string | undefined;
  const stack: AnyNode[] = [unit];
  for (let seen = 0; seen < MOST_NODES; seen += 1) {
    const node = stack.pop();
    if (node === undefined || (author !== undefined && date !== undefined)) break;
    if (node.type === 'text' && node.data.length < LONGEST_TEXT) {
      const text = folded(node.data).replace(/[\s|,·•]+$/, '');
      if (date === undefined && isWrittenDate(text)) {
        date = text;
        author ??= before;
      }
      if (text !== '') before = LIKE_A_NAME.test(text) ? text : undefined;
    }
    if (!isTag(node) || node === body) continue;
    if (author === undefined && isAuthor(node)) author = authorText(node);
    if (date === undefined && isDate(node)) date = dateText(node);
    for (const child of node.children.toReversed()) stack.push(child);
  }
  return { author, date, body };
}

function isAuthor({ name, attribs }: Element): boolean {
  if (name === 'a' && AUTHOR_LINK.test(attribs.href ?? '')) return true;
  return attribs.itemprop === 'author' || AUTHOR_CLASS.test(attribs.class ?? '');
}

function isDate({ name, attribs }: Element): boolean {
  return name === 'time' || 'datetime' in attribs || DATE_CLASS.test(attribs.class ?? '');
}

/** The text block with the most text of its own between the page's heading and the first reply. */
function openingPost(firstReply: Element, survey: TextSurvey): Post | undefined {
  const above = ancestors(firstReply);
  const before = survey.elements.slice(0, survey.elements.indexOf(firstReply));
  const heading = before.findLastIndex((element) => element.name === 'h1');
  let best: Element | undefined;
  let most = LEAST_OPENING;
  for (const element of before.slice(heading + 1)) {
    const letters = survey.letters.get(element) ?? 0;
    if (letters <= most || above.has(element)) continue;
    if ((survey.linked.get(element) ?? 0) > letters / 2) continue;
    const own = ownLetters(element, survey);
    if (own <= most) continue;
    most = own;
    best = element;
  }
  if (best === undefined) return undefined;
  let unit = best;
  for (let level = 0; level < HIGHEST_HEADER && unit.parent !== null; level += 1) {
    if (!isTag(unit.parent) || above.has(unit.parent)) break;
    unit = unit.parent;
  }
  return signed(best, unit);
}

function ancestors(element: Element): Set<AnyNode> {
  const found = new Set<AnyNode>();
  for (let node: AnyNode | null = element.parent; node !== null; node = node.parent)
    found.add(node);
  return found;
}

/** Letters of the element itself and of the paragraphs and phrases right below it. */
function ownLetters(element: Element, { letters }: TextSurvey): number {
  let count = 0;
  for (const child of element.children) {
    if (child.type === 'text') count += child.data.trim().length;
    else if (isTag(child) && FLOWING.test(child.name)) count += letters.get(child) ?? 0;
  }
  return count;
}

const FLOWING = /^(?:p|ul|ol|blockquote|pre|a|b|i|em|strong|span|code|u)$/;
