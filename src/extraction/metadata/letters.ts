/** Texts as their letters and digits: what is the same to a reader is the same here. */

/** Longer texts are no titles and no names; a page that has one would have it compared with every line. */
const LONGEST = 1_000;

/** Equal but for case, punctuation and white space. */
export function sameText(one: string, other: string): boolean {
  if (one.length > LONGEST || other.length > LONGEST) return one === other;
  return lettersOf(one) === lettersOf(other);
}

export function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** Is the text the site's name, or that of its host? */
export function isSiteName(text: string, siteName: string | undefined, host: string): boolean {
  const letters = lettersOf(text);
  if (letters === '') return true;
  if (siteName !== undefined && letters === lettersOf(siteName)) return true;
  const bare = host.replace(/^www\./, '');
  return [host, bare, bare.replace(/\.[a-z]+$/, '')].some((name) => letters === lettersOf(name));
}
