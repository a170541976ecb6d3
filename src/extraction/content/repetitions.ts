/** Text that a page holds twice: once for phones and once for desks, or as a teaser and again in full. */
import { type Block, isCodeOrCell } from './blocks.ts';
import type { Dropped } from './dropped.ts';
import type { Outline } from './outline.ts';

/** A template repeats at least one paragraph of this many letters; shorter lines beside it belong to it. */
const SHORTEST = 80;
/** In places of the same shape that is a refrain, unless so much different text is said again: a slide show. */
const LONGEST_REFRAIN = 500;

/**
 * Drops blocks whose text has been there before and that a template has put there again. What an author repeats (a
 * chorus, "Yes." as the answer to two questions) stands beside itself, or in another element of the same shape, and is
 * little; it stays.
 */
export function dropRepetitions(outline: Outline, all: readonly Block[], dropped: Dropped): void {
  const blocks = all.filter((block) => !block.holdsBlocks && !isCodeOrCell(block));
  const runs = repeatedRuns(outline, blocks);
  const lengths = new Map(runs.flat().map(({ block }) => [keyOf(block), block.length]));
  const isSlideShow = [...lengths.values()].reduce((sum, one) => sum + one, 0) > LONGEST_REFRAIN;
  for (const run of runs) {
    const isCopy = run.some(
      ({ block, first }) =>
        block.length >= SHORTEST && (isSlideShow || !isSameShape(outline, block.row, first)),
    );
    if (!isCopy) continue;
    for (const { block } of run) dropped.set(block.row, 'said before');
  }
}

interface Repetition {
  readonly block: Block;
  /** Row of the block that said it first. */
  readonly first: number;
}

/** Blocks that repeat one of another parent, as far as they follow one another. */
function repeatedRuns(
  { parents }: Outline,
  blocks: readonly Block[],
): readonly (readonly Repetition[])[] {
  const firsts = new Map<string, number>();
  const isAlone = uniqueLengths(blocks);
  const runs: Repetition[][] = [];
  let run: Repetition[] = [];
  for (const block of blocks) {
    const key = isAlone(block) ? undefined : keyOf(block);
    const first = key === undefined ? undefined : firsts.get(key);
    if (key !== undefined && first === undefined) firsts.set(key, block.row);
    if (first !== undefined && parents[first] !== parents[block.row]) {
      if (run.length === 0) runs.push(run);
      run.push({ block, first });
    } else if (run.length > 0) run = [];
  }
  return runs;
}

/** Is it the only block of its length? Then its text need not be read. */
function uniqueLengths(blocks: readonly Block[]): (block: Block) => boolean {
  const seen = new Set<number>();
  const again = new Set<number>();
  for (const { length } of blocks) (seen.has(length) ? again : seen).add(length);
  return ({ length }) => !again.has(length);
}

function keyOf({ length, text }: Block): string {
  return `${length} ${text}`;
}

/** Do the elements around two rows have the same names and classes? */
function isSameShape({ elements, parents }: Outline, one: number, other: number): boolean {
  let [left, right] = [one, other];
  for (let level = 0; level < 3; level += 1) {
    const [a, b] = [elements[left], elements[right]];
    if (a?.name !== b?.name || a?.attribs.class !== b?.attribs.class) return false;
    [left, right] = [parents[left] ?? 0, parents[right] ?? 0];
  }
  return true;
}
