/** Lines that call for something else than reading: to share, to subscribe, to read on. */
import { type Block, isHeading } from './blocks.ts';
import type { Dropped } from './dropped.ts';
import { insertionRuleOf } from './insertions.ts';
import type { Outline } from './outline.ts';

const LONGEST_CALL = 100;

const CALL =
  /^(?:share this(?: \w+)?:?|share:?|share on .*|like this:?|related(?: \w+)?:?|related (?:posts|articles|stories|reading)(?: .*)?|(?:up next|next up)\W*|recommended(?: (?:for you|posts?|articles?|stories|reading|videos?|links))?\W*|(?:you (?:may|might) also (?:like|enjoy|be interested)|more from|more stories|more on|read next|read more|read also|also read|see also|further posts|keep reading|continue reading|latest (?:news|posts|articles|stories)|popular (?:posts|articles)|trending).*|(?:leave a|post a|add a) (?:comment|reply).*|comments?(?: \(\d+\))?|\d+ comments?|(?:join (?:us|our|over|more than|\d)|subscribe|sign up)\b.{0,80}|subscribe|follow (?:us|me) .{0,60}|about (?:the |our )?(?:authors?|reviewers?|writers?|editors?|contributors?|company)|meet the (?:author|writer|expert)s?|get in touch(?: .{0,40})?|contact us|media contacts?|more information|tags?:?.{0,3}|filed under:?.*|categories:?.*|posted in:?.*|(?:previous|next) (?:post|article)s?:?.*|back to (?:top|blog|all).*)$/i;

/** The same in other languages; a sentence with its full stop is the author's. */
const CALL_ABROAD =
  /^(?:(?:mehr|weiteres?|weitere (?:informationen|artikel|beiträge|themen|inhalte|meldungen)) (?:zum thema|zu|aus|von|über)\b.*|mehr (?:zum thema|themen)\W*|weitere (?:informationen|artikel|beiträge|themen|meldungen)\W*|weiterlesen\b.*|(?:lesen sie|lies) (?:auch|mehr|hier)\b.*|(?:das|dies|diese artikel|das thema) (?:könnte|könnten|dürfte) (?:sie|dich|euch) auch\b.*|auch interessant\b.*|empfehlungen (?:aus|der|für)\b.*|(?:neueste|aktuelle|ähnliche|verwandte) (?:artikel|beiträge|themen|meldungen)\W*|schlag(?:worte|wörter)\b.*|kommentare?(?: \(\d+\))?|keine kommentare|(?:mit freunden |artikel |beitrag )?teilen\W*|(?:zum |unser(?:en)? )?newsletter .{0,40}|jetzt (?:anmelden|abonnieren|bestellen)\W*|über (?:den autor|die autorin|die autoren)\W*|(?:nach oben|zurück zur|zurück zum)\b.*|(?:à )?lire (?:aussi|également)\b.*|à (?:voir|découvrir) (?:aussi|également)\b.*|sur le même sujet\W*|articles (?:liés|similaires)\W*|partager\W*|(?:le|te|les) puede interesar\b.*|(?:lea|lee|leer|vea|ver|mira) (?:también|más)\b.*|también te puede\b.*|noticias relacionadas\W*|artículos relacionados\W*|compart[ei]r?\W*|leggi anche\b.*|potrebbe (?:interessarti|piacerti)\b.*|articoli correlati\W*|lees (?:ook|meer)\b.*|(?:czytaj|zobacz) (?:też|także|więcej).*|leia (?:também|mais)\b.*)(?<!\.)$/iu;

/** A line that only leads to another article. */
const TEASER =
  /^\W{0,3}(?:related|read more|read also|also read|see also|read next|more|watch|further reading|weiterlesen|mehr zum thema|lesen sie auch|lire aussi|à lire aussi|lea también|lee también|leer más)(?: \w+){0,2}\s?[:|–—-]/i;

/** A heading with less prose after it ends the article. */
const LEAST_PROSE_AFTER = 200;

/** Drops such lines wherever they stand, and what follows such a heading where the article is over. */
export function dropCalls(outline: Outline, blocks: readonly Block[], dropped: Dropped): void {
  const table = lastTable(outline, blocks, dropped);
  let proseAfter = 0;
  for (const [index, block] of [...blocks.entries()].toReversed()) {
    const { row, length, linkText } = block;
    const rule = ruleOf(block);
    if (rule !== undefined) dropped.set(row, rule);
    const isEnd = proseAfter < LEAST_PROSE_AFTER && table < row;
    if (rule === 'call' && isHeading(block) && isEnd) {
      dropAll(blocks.slice(index + 1), dropped);
      proseAfter = 0;
    } else if (rule === undefined && length > LONGEST_LABEL && linkText * 2 < length) {
      proseAfter += length;
    }
  }
}

function ruleOf(block: Block): string | undefined {
  const { length, linkText, holdsBlocks } = block;
  if (holdsBlocks) return undefined;
  if (linkText * 2 > length && TEASER.test(block.text)) return 'teaser';
  const rule = insertionRuleOf(block);
  if (rule !== undefined || length > LONGEST_CALL) return rule;
  return CALL.test(block.text) || CALL_ABROAD.test(block.text) ? 'call' : undefined;
}

const LONGEST_LABEL = 80;

/** With fewer elements a table is one of the layout. */
const LEAST_TABLE = 20;

/** Row of the last table of data: after an article, sites put none. -1 where there is none. */
function lastTable({ elements, ends }: Outline, blocks: readonly Block[], gone: Dropped): number {
  const first = blocks[0]?.row ?? 0;
  for (let row = blocks.at(-1)?.row ?? -1; row >= first; row -= 1) {
    const isTable = elements[row]?.name === 'table' && (ends[row] ?? 0) - row > LEAST_TABLE;
    if (isTable && !gone.has(row)) return row;
  }
  return -1;
}

function dropAll(blocks: readonly Block[], dropped: Dropped): void {
  for (const { row, holdsBlocks } of blocks) if (!holdsBlocks) dropped.set(row, 'after a call');
}
