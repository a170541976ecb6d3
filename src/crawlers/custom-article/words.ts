/** The words of a Markdown text, without links, code and marks. */

/** @example wordsOf('**High** [water](https://x.example)'); // ['High', 'water'] */
export function wordsOf(markdown: string): string[] {
  return (
    markdown
      .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/<?https?:\/\/\S+/g, '')
      .match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []
  );
}

/** Chinese, Japanese and Thai write no spaces: two of their letters count as a word. */
export function countWords(markdown: string): number {
  const words = wordsOf(markdown);
  const unspaced = markdown.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu,
  );
  return Math.max(words.length, Math.floor((unspaced?.length ?? 0) / 2));
}
