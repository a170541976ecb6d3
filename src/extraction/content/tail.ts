/** Lines after the last words of an article: who wrote it, who paid for it, where to read on. */
import { type Block, isCodeOrCell, isHeading } from './blocks.ts';
import type { Dropped } from './dropped.ts';

/** No article has more of them. */
const LONGEST_TAIL = 12;
const LONGEST_BIOGRAPHY = 800;
const LONGEST_NOTICE = 500;
const LONGEST_BUTTON = 60;
/** Some sites set their last sentence as a heading. */
const LONGEST_HEADING = 90;

const NOTICE =
  /^\W{0,4}(?:this (?:article|story|post|content|piece) (?:was|is|has been|also|originally|first|may contain)|(?:originally|first) (?:published|appeared)|the post .{1,200} appeared first on|reporting by|edited by|additional reporting|republish|©|all rights reserved|(?:page )?last (?:updated|reviewed|modified|edited)|we updated this|(?:the )?(?:views|opinions) expressed|rate this|no votes so far|\(?visited [\d,]+ times|reply by email|pin (?:this|it)|image credits?|photo(?:s| credits?)? (?:by|courtesy)|feature image|follow .{1,60} on (?:facebook|twitter|x|instagram|linkedin|tiktok|youtube|threads|bluesky)|follow (?:us|me)|if you (?:liked|enjoyed)|enjoy(?:ed)? (?:the|this) |subscribe|sign up|click here to|contact .{1,60} at |(?:written|words) by|as an amazon associate|read our editorial|explore more|back to |(?:older|newer) posts?|next:|previous:|tags?:|topics?:|filed under|posted in|share this)/i;

const COMMISSION =
  /\b(?:affiliate (?:links?|commissions?|marketer)|earn (?:us |me )?a (?:small )?commission)\b/i;

/** "Mara Lindqvist is an engineer in Brest". */
const BIOGRAPHY =
  /^(?:dr\.? |about )?\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){1,3}(?: \([^)]{1,40}\))?(?:, [^,]{1,60},)?,? (?:is|was|has been|has written|has over|covers|writes|works|joined|founded|serves|reports|specializes|lives) \b/u;

/** Drops from the end until a block is text of the article. */
export function dropTail(
  blocks: readonly Block[],
  dropped: Dropped,
  authors: readonly string[],
): void {
  const open = blocks.filter(({ row, holdsBlocks }) => !holdsBlocks && !dropped.has(row));
  for (const block of open.slice(2).slice(-LONGEST_TAIL).toReversed()) {
    const rule = isCodeOrCell(block) ? undefined : tailRuleOf(block, authors);
    if (rule === undefined) return;
    dropped.set(block.row, rule);
  }
}

function tailRuleOf(block: Block, authors: readonly string[]): string | undefined {
  const { text, name, length, linkText } = block;
  if (isHeading(block) && length < LONGEST_HEADING) return 'heading of nothing';
  if (length < LONGEST_BIOGRAPHY && isBiography(text, authors)) return 'author';
  if (length < LONGEST_NOTICE && (NOTICE.test(text) || COMMISSION.test(text))) return 'notice';
  if (name !== 'li' && length < LONGEST_BUTTON && linkText > length * 0.8) return 'button';
  return undefined;
}

/** A sentence about somebody else is the article's own. */
function isBiography(text: string, authors: readonly string[]): boolean {
  if (authors.some((name) => name.includes(' ') && isNamed(text, name))) return true;
  return (
    BIOGRAPHY.test(text) && authors.some((name) => text.includes(name.split(' ').at(-1) ?? name))
  );
}

/** The name alone, or as what the first sentence is about: "Mara Lindqvist, PhD, measured tides for …". */
function isNamed(text: string, name: string): boolean {
  return (
    text.startsWith(name) &&
    /^(?:(?:, [^,]{1,60},?)? \p{Ll}|\P{L}{0,3}$)/u.test(text.slice(name.length))
  );
}
