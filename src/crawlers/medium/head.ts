/** Title and subtitle open the body in Medium's editor; here they leave it. */
import { distance } from 'fastest-levenshtein';
import type { Block, HeadingBlock } from './blocks.ts';

export interface Headed {
  readonly title?: string;
  readonly subtitle?: string;
  readonly body: readonly Block[];
}

/** Titles are edited after publication, mostly by a few letters: this much must agree. */
const SAME = 0.8;

/**
 * Takes title and subtitle out of the blocks: by the page's own marks, else by position. The title is the heading (or the
 * row of headings) before the first text that reads like `title`; the subtitle is the next smaller heading right after it.
 *
 * @param title as the page names the post elsewhere
 * @example
 * splitHead([{ type: 'heading', level: 3, html: 'Ebb', text: 'Ebb' }], 'Ebb'); // { title: 'Ebb', body: [] }
 */
export function splitHead(blocks: readonly Block[], title: string | undefined): Headed {
  const marked = blocks.find((block) => block.type === 'heading' && block.role === 'title');
  if (marked !== undefined) return byMarks(blocks);
  const row = title === undefined ? [] : titleRow(blocks, title);
  const last = row.at(-1);
  if (title === undefined || last === undefined)
    return { ...(title !== undefined && { title }), body: blocks };
  const subtitle = subtitleAfter(blocks, last);
  const taken: readonly Block[] = subtitle === undefined ? row : [...row, subtitle];
  return {
    title: row.length === 1 ? last.text : title,
    ...(subtitle !== undefined && { subtitle: subtitle.text }),
    body: blocks.filter((block) => !taken.includes(block)),
  };
}

function byMarks(blocks: readonly Block[]): Headed {
  const text = (role: HeadingBlock['role']): string | undefined => {
    const found = blocks.find((block) => block.type === 'heading' && block.role === role);
    return found?.type === 'heading' ? found.text : undefined;
  };
  const title = text('title');
  const subtitle = text('subtitle');
  return {
    ...(title !== undefined && { title }),
    ...(subtitle !== undefined && { subtitle }),
    body: blocks.filter((block) => block.type !== 'heading' || block.role === undefined),
  };
}

function titleRow(blocks: readonly Block[], title: string): HeadingBlock[] {
  const leading = leadingHeadings(blocks);
  for (let length = 1; length <= leading.length; length += 1) {
    for (let start = 0; start + length <= leading.length; start += 1) {
      const row = leading.slice(start, start + length);
      if (isSame(row.map(({ text }) => text).join(' '), title)) return row;
    }
  }
  return [];
}

/** The headings before the first text, four at most: images and breaks may stand between them. */
function leadingHeadings(blocks: readonly Block[]): HeadingBlock[] {
  const end = blocks.findIndex(({ type }) => !['heading', 'image', 'break'].includes(type));
  return blocks
    .slice(0, end === -1 ? blocks.length : end)
    .filter((block) => block.type === 'heading')
    .slice(0, 4);
}

function subtitleAfter(blocks: readonly Block[], title: HeadingBlock): HeadingBlock | undefined {
  const next = blocks[blocks.indexOf(title) + 1];
  return next?.type === 'heading' && next.level === title.level + 1 ? next : undefined;
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [lettersOf(one), lettersOf(other)];
  const length = Math.max(a.length, b.length);
  return length > 0 && 1 - distance(a, b) / length >= SAME;
}

function lettersOf(text: string): string {
  const folded = text.toLowerCase().normalize('NFKC').slice(0, 500);
  const letters = folded.replaceAll(/[^\p{L}\p{N}]+/gu, '');
  return letters === '' ? folded : letters;
}
