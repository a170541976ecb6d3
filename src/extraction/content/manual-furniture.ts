/** What documentation programs set around a page and beside its code, where no class gives it away. */
import { type Block, isCodeOrCell, isHeading, preAround } from './blocks.ts';
import type { Dropped } from './dropped.ts';
import type { Outline } from './outline.ts';

const LONGEST_LINE = 160;
/** A page whose first heading comes later has none above its text. */
const LONGEST_HEAD = 60;
/** What a colon ends is a label, if it is shorter. */
const SHORTEST_SENTENCE = 30;

/** Contents that were dropped leave their heading behind. */
const CONTENTS =
  /^\W{0,3}(?:(?:table of )?contents|on this page|in this (?:article|page|section|topic|guide)|(?:was|is|did) (?:this|you find this)\b.{0,30} (?:helpful|useful)\b.{0,40})\W*$/i;

/** When a page was written, where to change it, and buttons. Not headings: a manual has one on how to open an issue. */
const NOTICE =
  /^\W{0,3}(?:(?:this )?(?:page |document |article )?(?:was )?last (?:updated|modified|reviewed|edited|changed|published)\b(?=.{0,60}(?:\d|ago\b|yesterday|today)).{0,140}|edit (?:this|on)\b.{0,40}|(?:view|improve|show|open|report)\b.{0,20} (?:source|this page|on github|an issue|a problem)|copy(?: (?:page|code|link|item path|to clipboard|as markdown))?|expand description|(?:send|give|provide|leave)(?: us| your)? feedback[^.]{0,40}|(?:previous|next)(?: page| topic)?|(?:back|return) to (?:the )?top|(?:©|copyright (?:©|\(c\)|\d{4})).{1,100}|all rights reserved|(?:built with|powered by) [^.]{1,40}|loading)\W*$/i;

/** Drops such lines, and what stands before the first heading if it is nothing but labels: versions, the way here. */
export function dropManualFurniture(
  outline: Outline,
  blocks: readonly Block[],
  dropped: Dropped,
): void {
  const lines = blocks.filter((block) => !block.holdsBlocks);
  const beginning = lines.slice(0, LONGEST_HEAD).findIndex(isHeading);
  const head = lines.slice(0, Math.max(beginning, 0));
  if (head.every((block) => isLabel(block) && !isCode(outline, block))) {
    for (const { row } of head) dropped.set(row, 'before the heading');
  }
  for (const block of lines) {
    if (isFurniture(block) && !isCode(outline, block)) dropped.set(block.row, 'notice');
  }
}

function isFurniture(block: Block): boolean {
  const { length, text, name } = block;
  if (length > LONGEST_LINE || /^(?:li|dt|dd)$/.test(name)) return false;
  return CONTENTS.test(text) || (!isHeading(block) && NOTICE.test(text));
}

function isLabel({ length, linkText, text }: Block): boolean {
  if (linkText * 2 > length) return true;
  const sentence = length < SHORTEST_SENTENCE ? /[.!?]$/ : /[.!?:…。！？：][)"”]?$/;
  return length < LONGEST_LINE && !sentence.test(text);
}

function isCode(outline: Outline, block: Block): boolean {
  return isCodeOrCell(block) || preAround(outline, block.row) !== undefined;
}
