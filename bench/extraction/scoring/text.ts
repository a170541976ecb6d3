/** How much of the expected text came, and how little else: the metrics of two public benchmarks. */
import { counted, f1, mean, shared, total, wordsOf } from './words.ts';

export interface TextPair {
  readonly expected: string;
  readonly found: string;
}

/**
 * Token F1, the metric of WCXB: F1 over bags of lower-cased words a page, mean over pages.
 *
 * @see https://github.com/Murrough-Foley/web-content-extraction-benchmark
 */
export function tokenF1(pairs: readonly TextPair[]): number {
  return mean(pairs.map(tokenF1OfPage));
}

function tokenF1OfPage({ expected, found }: TextPair): number {
  const a = counted(wordsOf(expected.toLowerCase()));
  const b = counted(wordsOf(found.toLowerCase()));
  if (a.size === 0) return b.size === 0 ? 1 : 0;
  if (b.size === 0) return 0;
  const both = shared(a, b);
  return f1(both / total(b), both / total(a));
}

/**
 * Shingle F1: multisets of four words in a row, F1 of mean precision and mean recall.
 *
 * @see https://github.com/scrapinghub/article-extraction-benchmark
 */
export function shingleF1(pairs: readonly TextPair[]): number {
  const precisions: number[] = [];
  const recalls: number[] = [];
  for (const { expected, found } of pairs) {
    const a = counted(shingles(expected));
    const b = counted(shingles(found));
    const both = shared(a, b);
    if (b.size > 0) precisions.push(both / total(b));
    if (a.size > 0) recalls.push(both / total(a));
  }
  return f1(mean(precisions), mean(recalls));
}

const WORDS_OF_SHINGLE = 4;

function* shingles(text: string): Generator<string> {
  const words = wordsOf(text);
  if (words.length === 0) return;
  const last = Math.max(0, words.length - WORDS_OF_SHINGLE);
  for (let at = 0; at <= last; at += 1) yield words.slice(at, at + WORDS_OF_SHINGLE).join(' ');
}
