/** Lines around an article that are not part of it: title and byline again, calls to share, to subscribe, to read on. */
import type { CheerioAPI } from 'cheerio/slim';
import { sameText } from './metadata/title.ts';
import type { Metadata } from './metadata.ts';

const BLOCKS =
  'h1, h2, h3, h4, h5, h6, p, ul, ol, div, span, time, figure, img, pre, table, blockquote';

/** How many blocks at the start may be title, subtitle, byline and date. */
const LEAD = 14;

const BYLINE =
  /^(?:(?:written |posted |published )?by\b.{1,80}|.{0,40}\b\d{1,2} min(?:ute)?s? read\b.{0,40}|(?:published|posted|updated|last updated|last modified)\b.{0,80}|share(?: this.*)?|tweet|\d+ comments?|home\b.{0,3}[›»/>].{0,120})$/i;

const CALLS =
  /^(?:share this(?: \w+)?:?|share:?|share on .*|like this:?|related(?: \w+)?:?|related (?:posts|articles|stories|reading)(?: .*)?|(?:you (?:may|might) also like|more from|more stories|read next|read more|up next|recommended|further posts).*|(?:leave a|post a|add a) (?:comment|reply).*|comments?(?: \(\d+\))?|subscribe(?: .{0,80})?|sign up .{0,80}|follow (?:us|me) .{0,60}|about the author|tags:?|filed under:?.*|categories:?.*)$/i;

/** Takes them out of the article's own tree. */
export function removeLeftovers($: CheerioAPI, metadata: Metadata): void {
  removeLead($, metadata);
  removeCalls($);
}

function removeLead($: CheerioAPI, { title, subtitle, author = [] }: Metadata): void {
  for (const element of $(BLOCKS).toArray().slice(0, LEAD)) {
    const block = $(element);
    if (block.is('figure, img, pre, table, blockquote') || block.find('p, img, pre').length > 0)
      continue;
    const text = block.text().replaceAll(/\s+/g, ' ').trim();
    if (text === '') continue;
    const isRepeated =
      sameText(text, title) ||
      (subtitle !== undefined && sameText(text, subtitle)) ||
      author.some((name) => sameText(text, name)) ||
      BYLINE.test(text) ||
      isDate(text);
    if (isRepeated) block.remove();
    // The first words of the article itself.
    else if (block.is('p') && text.length > 80) return;
  }
}

function isDate(text: string): boolean {
  return (
    text.length <= 40 &&
    /^(?:\w{3,9},? )?(?:\d{1,2}\.? )?\p{L}{3,10}\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?(?:19|20)\d\d$/u.test(
      text,
    )
  );
}

/** A heading or line that calls for something ends the article, unless paragraphs of text follow it. */
function removeCalls($: CheerioAPI): void {
  for (const element of $('h2, h3, h4, h5, h6, p, div, strong').toArray().reverse()) {
    const block = $(element);
    if (block.children('p, div, ul, h2, h3').length > 0) continue;
    const text = block.text().replaceAll(/\s+/g, ' ').trim();
    if (text.length === 0 || text.length > 100 || !CALLS.test(text)) continue;
    if (block.is('h2, h3, h4, h5, h6')) {
      const after = block.nextAll();
      const isText = after
        .filter('p')
        .toArray()
        .some((one) => $(one).text().length > 200 && $(one).find('a').length === 0);
      if (isText) continue;
      after.remove();
    }
    block.remove();
  }
}
