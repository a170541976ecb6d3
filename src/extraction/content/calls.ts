/** Lines that call for something else than reading: to share, to subscribe, to read on. */
import { type Block, isHeading } from './blocks.ts';
import type { Dropped } from './dropped.ts';

const LONGEST_CALL = 100;

const CALL =
  /^(?:share this(?: \w+)?:?|share:?|share on .*|like this:?|related(?: \w+)?:?|related (?:posts|articles|stories|reading)(?: .*)?|(?:you (?:may|might) also (?:like|enjoy|be interested)|more from|more stories|more on|read next|read more|read also|also read|see also|up next|next up|recommended|further posts|keep reading|continue reading|latest (?:news|posts|articles|stories)|popular (?:posts|articles)|trending).*|(?:leave a|post a|add a) (?:comment|reply).*|comments?(?: \(\d+\))?|\d+ comments?|(?:join|subscribe|sign up) .{0,80}|subscribe|follow (?:us|me) .{0,60}|about (?:the |our )?(?:authors?|reviewers?|writers?|editors?|contributors?|company)|meet the (?:author|writer|expert)s?|get in touch(?: .{0,40})?|contact us|media contacts?|more information|tags?:?.{0,3}|filed under:?.*|categories:?.*|posted in:?.*|(?:previous|next) (?:post|article)s?:?.*|back to (?:top|blog|all).*)$/i;

/** A line that only leads to another article. */
const TEASER =
  /^\W{0,3}(?:related|read more|read also|also read|see also|read next|more|watch|further reading)(?: \w+){0,2}\s?[:|–—-]/i;

/** A heading with less prose after it ends the article. */
const LEAST_PROSE_AFTER = 200;

/** Drops such lines wherever they stand, and what follows such a heading where the article is over. */
export function dropCalls(blocks: readonly Block[], dropped: Dropped): void {
  let proseAfter = 0;
  for (const [index, block] of [...blocks.entries()].toReversed()) {
    const { row, text, length, linkText, holdsBlocks } = block;
    if (!holdsBlocks && linkText * 2 > length && TEASER.test(text)) {
      dropped.set(row, 'teaser');
    } else if (!holdsBlocks && length <= LONGEST_CALL && CALL.test(text)) {
      dropped.set(row, 'call');
      if (isHeading(block) && proseAfter < LEAST_PROSE_AFTER) {
        dropAll(blocks.slice(index + 1), dropped);
        proseAfter = 0;
      }
    } else if (length > LONGEST_LABEL && linkText * 2 < length) {
      proseAfter += length;
    }
  }
}

const LONGEST_LABEL = 80;

function dropAll(blocks: readonly Block[], dropped: Dropped): void {
  for (const { row, holdsBlocks } of blocks) if (!holdsBlocks) dropped.set(row, 'after a call');
}
