/** What a run comes to: named figures between 0 and 1, higher is better. */
import type { Found } from './contestants.ts';
import type { CorpusPage, Expectation } from './corpus.ts';
import { isSameAuthor, isSameDate, isSameTitle } from './scoring/metadata.ts';
import { shingleF1, type TextPair, tokenF1 } from './scoring/text.ts';

/** 'token F1 article' → 0.95. A figure that cannot be had (no page has a date, no kind is given) is left out. */
export type Figures = Readonly<Record<string, number>>;

const EMPTY: Found = { text: '', title: '', author: '', date: '' };

/**
 * Scores what was found on the pages of a corpus.
 *
 * @param found by page id; a missing page counts as empty
 * @example
 * figuresOf(readCorpus(folder), (await measure('goldpan', folder)).found)['token F1 article'];
 */
export function figuresOf(
  pages: readonly CorpusPage[],
  found: ReadonlyMap<string, Found>,
): Figures {
  const all = pages.map(({ id, type, expected }) => ({
    type,
    expected: expected(),
    found: found.get(id) ?? EMPTY,
  }));
  const figures: Record<string, number> = {};
  const withText = all.filter(({ expected }) => expected.text !== '');
  const byType = Map.groupBy(withText, ({ type }) => type);
  for (const type of [...byType.keys()].toSorted()) {
    const pairs = (byType.get(type) ?? []).map(textPair);
    figures[`token F1 ${type}`] = tokenF1(pairs);
    figures[`shingle F1 ${type}`] = shingleF1(pairs);
  }
  if (byType.size > 1) {
    figures['token F1 all'] = tokenF1(withText.map(textPair));
    figures['shingle F1 all'] = shingleF1(withText.map(textPair));
  }
  for (const [field, isSame] of Object.entries(SAME)) {
    const given = all.filter(({ expected }) => expected[field as keyof typeof SAME] !== '');
    if (given.length === 0) continue;
    const right = given.filter((page) =>
      isSame(page.expected[field as keyof typeof SAME], page.found[field as keyof typeof SAME]),
    );
    figures[field] = right.length / given.length;
  }
  return { ...figures, ...listingFigures(all) };
}

const SAME = { title: isSameTitle, author: isSameAuthor, date: isSameDate } as const;

interface ScoredPage {
  readonly type: string;
  readonly expected: Expectation;
  readonly found: Found;
}

function textPair({ expected, found }: ScoredPage): TextPair {
  return { expected: expected.text, found: found.text };
}

/** Listing pages recognised as such. */
function listingFigures(pages: readonly ScoredPage[]): Figures {
  const listings = pages.filter(({ type }) => type === 'listing').length;
  if (listings === 0 || pages.every(({ found }) => found.kind === undefined)) return {};
  const taken = pages.filter(({ found }) => found.kind === 'listing');
  const right = taken.filter(({ type }) => type === 'listing').length;
  return {
    'listing precision': taken.length === 0 ? 0 : right / taken.length,
    'listing recall': right / listings,
  };
}

/** How far a figure may fall before somebody has to look. */
export const TOLERANCE = 0.003;

/**
 * The figures that fell by more than the tolerance, as sentences.
 *
 * @example
 * falls({ title: 0.8 }, { title: 0.79 }) // ['title fell from 0.8000 to 0.7900']
 */
export function falls(committed: Figures, now: Figures): string[] {
  return Object.entries(committed).flatMap(([name, before]) => {
    const after = now[name] ?? 0;
    // The slack is for the last bit of a sum of floats.
    return before - after > TOLERANCE + 1e-9
      ? [`${name} fell from ${before.toFixed(4)} to ${after.toFixed(4)}`]
      : [];
  });
}
