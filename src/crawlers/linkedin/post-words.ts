/** The words of a post as a person typed them. */
import { folded } from '../../extraction/white-space.ts';
import { withoutRedirects } from './redirects.ts';

/** The text with its real line breaks, without what LinkedIn put around and into it. */
export function tidyWords(text: string): string {
  return withoutRedirects(text)
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/**
 * Of two copies of one text the fuller one: the stated one, unless the shown one goes on where it is cut off or keeps
 * line breaks that it lost. Where they differ otherwise, a stranger's words may have got into what is shown.
 *
 * @returns `undefined` when both are blank
 */
export function fullerCopy(stated = '', shown = ''): string | undefined {
  const [said, seen] = [tidyWords(stated), tidyWords(shown)];
  if (said === '') return seen === '' ? undefined : seen;
  return sameWords(said, seen) && isFuller(seen, said) ? seen : said;
}

/** Do both texts say the same, white space and a cut-off end aside? */
export function sameWords(one: string, other: string): boolean {
  const [short = '', long = ''] = [folded(one), folded(other)].sort((a, b) => a.length - b.length);
  return (
    short !== '' &&
    (long === short || (/(?:…|\.\.\.)$/.test(short) && long.startsWith(uncut(short))))
  );
}

/** The hashtags of a text, without `#`, in order, each once whatever its case; the first spelling stays. */
export function hashtagsIn(text: string): string[] {
  const words = text.replaceAll(/https?:\/\/\S+/g, ' ');
  const tags = new Map<string, string>();
  for (const [, tag = ''] of words.matchAll(/(?<![\p{L}\p{N}_&#])[#＃]([\p{L}\p{N}\p{M}_]+)/gu)) {
    const key = tag.toLowerCase();
    if (/\p{L}/u.test(tag) && !tags.has(key)) tags.set(key, tag);
  }
  return [...tags.values()];
}

function isFuller(copy: string, than: string): boolean {
  const difference = folded(copy).length - folded(than).length;
  return difference > 0 || (difference === 0 && lines(copy) > lines(than));
}

function uncut(text: string): string {
  return text.replace(/(?:…|\.\.\.)$/, '').trimEnd();
}

function lines(text: string): number {
  return text.split('\n').length;
}
