/** Text that a page holds twice: once for phones and once for desks, or as a teaser and again in full. */
import { type Block, isCodeOrCell } from './blocks.ts';
import type { Dropped } from './dropped.ts';
import type { Outline } from './outline.ts';

/** Shorter lines may well be said twice. */
const SHORTEST = 80;

/**
 * Drops blocks whose text has been there before. A chorus repeats beside itself and stays; what a template repeats stands
 * in another place. Short lines are dropped where a repeated paragraph is their neighbour.
 */
export function dropRepetitions(
  { parents }: Outline,
  all: readonly Block[],
  dropped: Dropped,
): void {
  const blocks = all.filter((block) => !block.holdsBlocks && !isCodeOrCell(block));
  const parentOf = new Map<string, number | undefined>();
  const isRepeated = new Set<Block>();
  for (const block of blocks) {
    const key = `${block.length} ${block.text}`;
    const parent = parents[block.row];
    if (!parentOf.has(key)) parentOf.set(key, parent);
    else if (parentOf.get(key) !== parent) isRepeated.add(block);
  }
  for (const inOrder of [blocks, blocks.toReversed()]) {
    let isWithin = false;
    for (const block of inOrder) {
      isWithin = isRepeated.has(block) && (isWithin || block.text.length >= SHORTEST);
      if (isWithin) dropped.set(block.row, 'said before');
    }
  }
}
