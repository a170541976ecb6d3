/** Whether a name that a page gives is that of a person. */

export interface Byline {
  readonly name: string;
  readonly handle?: string | undefined;
}
/**
 * Is this the byline of that person? Compared without case, accents and order of the names; titles and middle names may
 * stand between them. A handle may be the name in one word.
 *
 * @example
 * isByline('Mara Lindqvist', { name: 'Dr. LINDQVIST, Måra' }); // true
 */
export function isByline(person: string, { name, handle = '' }: Byline): boolean {
  const wanted = namesIn(person);
  if (wanted.length === 0) return false;
  const given = new Set(namesIn(name));
  return (
    wanted.every((one) => given.has(one)) ||
    (wanted.length > 1 && namesIn(handle).join('') === wanted.join(''))
  );
}

/** Letters that Unicode does not take apart into a plain one and its accent. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ı', 'i'],
]);

function namesIn(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[øłđßæœı]/g, (letter) => PLAIN.get(letter) ?? letter);
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
