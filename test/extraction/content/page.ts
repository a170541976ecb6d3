/** Small pages for the tests of the content extractor. */
import type { PageKind } from '../../../src/extraction/article.ts';
import { mainContent } from '../../../src/extraction/content/main-content.ts';
import { parseHtml } from '../../../src/extraction/parse-html.ts';
import { plainText } from '../../../src/extraction/plain-text.ts';

export const TIDES = [
  'The harbour keeps its own time, and the Moon pays the bill for it every night, as it always has done since the quay was built.',
  'Twice a day the water comes up the slipway, stands still for as long as it takes to drink a cup of coffee, and leaves again.',
  'Whoever wants to predict it needs seven cosines, a long series of measurements, and the patience to throw half of them away.',
] as const;

export const paragraphs = TIDES.map((text) => `<p>${text}</p>`).join('\n');

export interface Read {
  readonly lines: readonly string[];
  readonly rule: string;
}

/** The lines of text that the extractor finds in the body of a page by Mara Lindqvist with the title "Harbour time". */
export function read(body: string, kind: PageKind = 'article'): Read {
  const $ = parseHtml(`<html><head><title>Harbour time</title></head><body>${body}</body></html>`);
  const metadata = { title: 'Harbour time', author: ['Mara Lindqvist'] };
  const { nodes, rule } = mainContent($, { kind, metadata });
  return { lines: plainText(nodes).split('\n'), rule };
}
