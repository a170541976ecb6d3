/** Lines before the first words of an article: its title again, byline, date, reading time, buttons. */
import { textOf } from '../markdown/elements.ts';
import { sameText } from '../metadata/letters.ts';
import type { Metadata } from '../metadata.ts';
import { type Block, isCodeOrCell } from './blocks.ts';
import type { Dropped } from './dropped.ts';
import type { Outline } from './outline.ts';

/** What the page says of itself, as far as it may stand around the text again. */
export type Signature = Pick<Metadata, 'title' | 'subtitle' | 'author' | 'canonicalLink'>;

/** An article begins within so many blocks. */
const LONGEST_HEAD = 20;
/** A longer line is no byline; it is the beginning. */
const LONGEST_LINE = 80;

const BYLINE =
  /^(?:(?:written |posted |published |reviewed |edited |words |story |text )?by\b.{1,100}|.{0,60}\b\d{1,3} ?-?min(?:ute)?s?\.? (?:read(?:ing)?|lesezeit|de lectur[ae])\b.{0,40}|\W{0,3}\d{1,3} ?-?min(?:ute)?[sn]?\.?|(?:published|posted|updated|last updated|last modified|date|author|reading time|lesezeit|estimated reading time)\b.{0,80}|share(?: this.*)?|tweet|[\d,]+ (?:comments?|views?|shares?|likes?)|home\b.{0,3}[›»/>].{0,120}|back to .{0,40}|listen\b.{0,40}|skip to .{0,40}|(?:photo|image) credits?:.{1,80}|your browser does not support .{1,60})$/i;

const DATE =
  /^(?:\p{L}{3,9},? )?(?:\d{1,2}\.? )?\p{L}{3,10}\.?,? (?:\d{1,2}(?:st|nd|rd|th)?,? )?(?:19|20)\d\d\b/u;

export function dropHead(blocks: readonly Block[], dropped: Dropped, signature: Signature): void {
  for (const block of blocks.slice(0, LONGEST_HEAD)) {
    if (isCodeOrCell(block)) return;
    if (block.holdsBlocks) continue;
    const rule = headRuleOf(block, signature);
    if (rule !== undefined) dropped.set(block.row, rule);
    else if (block.length > LONGEST_LINE) return;
  }
}

function headRuleOf(
  { text, name }: Block,
  { title, subtitle, author = [] }: Signature,
): string | undefined {
  if (name === 'h1' || sameText(text, title)) return 'title';
  if (subtitle !== undefined && sameText(text, subtitle)) return 'subtitle';
  const isByline = BYLINE.test(text) || author.some((one) => sameText(text, one));
  if (isByline || (text.length <= 40 && DATE.test(text))) return 'byline';
  return undefined;
}

/** The first heading, where it says the title again: all that is dropped from the head of documentation. */
export function dropTitle(
  { elements, ends }: Outline,
  root: number,
  dropped: Dropped,
  title: string,
): void {
  const end = ends[root] ?? 0;
  for (let row = root; row < end; row += 1) {
    const element = elements[row];
    if (element?.name !== 'h1') continue;
    if (sameText(textOf(element), title)) dropped.set(row, 'title');
    return;
  }
}
