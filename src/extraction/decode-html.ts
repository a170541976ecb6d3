/** Bytes of a page to text, for pages that did not come through the fetcher, which knows what the server said. */
import sniffEncoding from 'html-encoding-sniffer';

/**
 * Decodes as a browser does that was told nothing: BOM, then `<meta>`, else UTF-8. Never fails: wrong bytes become U+FFFD.
 *
 * @example
 * decodeHtml(await readFile('page.html'));
 */
export function decodeHtml(bytes: Uint8Array): string {
  const encoding = sniffEncoding(bytes, { defaultEncoding: 'UTF-8' });
  // The two names of the Encoding Standard that TextDecoder does not take are no text at all.
  const label = encoding === 'replacement' || encoding === 'x-user-defined' ? 'utf-8' : encoding;
  return new TextDecoder(label).decode(bytes);
}
