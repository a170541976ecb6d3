/** White space as readers see it. */

/** Runs, and what is no blank. Most blanks stand alone and stay as they are: to replace each would cost ten times more. */
const FOLDABLE = /\s{2,}|[^\S ]/g;

/**
 * Text on one line, with one blank wherever there is white space.
 *
 * @example
 * folded(' High\n  water '); // 'High water'
 */
export function folded(text: string): string {
  return text.replaceAll(FOLDABLE, ' ').trim();
}
