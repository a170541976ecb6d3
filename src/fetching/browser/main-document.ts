/** The document that a page is made of: fetched by us as any page is, and handed to the browser. */
import type { WholeAnswer } from '../exchange.ts';
import { isHtml, parseContentType } from '../media-type.ts';

/** About the bytes on the wire, which these no longer are. */
const ABOUT_THE_WIRE = ['content-encoding', 'content-length', 'transfer-encoding', 'connection'];

/** About the document as it was sent; of what it shows after its scripts they say nothing. */
const ABOUT_THE_VERSION = ['etag', 'last-modified', 'content-md5', 'digest', 'repr-digest'];

/** Does it make sense to run this answer's scripts? Only HTML has any. */
export const canBeRendered = ({ headers, body }: WholeAnswer): boolean =>
  body.byteLength > 0 && isHtml(parseContentType(headers.get('content-type')).mediaType);

/** What changes how a page behaves. The rest is of no use in a context that lives for one page, or asks for reports. */
const FOR_THE_PAGE = [
  'content-language',
  'content-security-policy',
  'content-type',
  'cross-origin-embedder-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
  'referrer-policy',
  'refresh',
  'set-cookie',
];

/** Chromium takes no answer at all that has another byte in a header. */
const PLAIN = /^[\t\x20-\x7e]*$/;

/** Headers for the browser. */
export function headersForBrowser(headers: WholeAnswer['headers']): Record<string, string> {
  const kept = FOR_THE_PAGE.flatMap((name): [string, string][] => {
    const value = headers.get(name);
    return value !== undefined && PLAIN.test(value) ? [[name, value]] : [];
  });
  const { 'set-cookie': cookies, ...others } = Object.fromEntries(kept);
  if (cookies === undefined) return others;
  // Ours are joined by commas, which also stand in dates; Playwright wants one cookie a line.
  return { ...others, 'set-cookie': cookies.replace(/,\s*(?=[^;,=\s]+=)/g, '\n') };
}

/** Headers of the rendered page. */
export function headersOfRendered(headers: WholeAnswer['headers']): ReadonlyMap<string, string> {
  return without(headers, [...ABOUT_THE_WIRE, ...ABOUT_THE_VERSION]).set(
    'content-type',
    'text/html; charset=utf-8',
  );
}

function without(headers: WholeAnswer['headers'], names: readonly string[]): Map<string, string> {
  return new Map([...headers].filter(([name]) => !names.includes(name)));
}
