/** The `srcset` attribute, as the HTML standard parses it. */

export interface Candidate {
  readonly url: string;
  /** The `w` descriptor, else the `x` one; 1 when there is none. */
  readonly size: number;
}

/**
 * Reads a `srcset`. Addresses may hold commas, so that it cannot be split at them.
 *
 * @see https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute
 * @example
 * parseSrcset('a,b.png 1x, c.png 2x'); // [{ url: 'a,b.png', size: 1 }, { url: 'c.png', size: 2 }]
 */
export function parseSrcset(srcset: string): Candidate[] {
  const candidates: Candidate[] = [];
  let position = 0;
  while (position < srcset.length) {
    position = skip(srcset, position, SEPARATORS);
    const start = position;
    position = skip(srcset, position, ADDRESS);
    let url = srcset.slice(start, position);
    if (url === '') break;
    if (url.endsWith(',')) {
      url = withoutTrailingCommas(url);
      if (url !== '') candidates.push({ url, size: 1 });
      continue;
    }
    const end = endOfDescriptors(srcset, position);
    candidates.push({ url, size: sizeOf(srcset.slice(position, end)) });
    position = end + 1;
  }
  return candidates;
}

/** The address of the largest candidate, the first among equals. */
export function largestOf(srcset: string): string | undefined {
  let largest: Candidate | undefined;
  for (const candidate of parseSrcset(srcset)) {
    if (largest === undefined || candidate.size > largest.size) largest = candidate;
  }
  return largest?.url;
}

const SEPARATORS = /[\s,]*/y;
const ADDRESS = /\S*/y;

function skip(text: string, from: number, what: RegExp): number {
  what.lastIndex = from;
  return what.test(text) ? what.lastIndex : from;
}

function withoutTrailingCommas(url: string): string {
  let end = url.length;
  while (url.charAt(end - 1) === ',') end -= 1;
  return url.slice(0, end);
}

/** Commas in parentheses belong to a descriptor that a later standard may define. */
function endOfDescriptors(text: string, from: number): number {
  let depth = 0;
  let position = from;
  for (; position < text.length; position += 1) {
    const char = text.charAt(position);
    if (char === '(') depth += 1;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if (char === ',' && depth === 0) break;
  }
  return position;
}

function sizeOf(descriptors: string): number {
  let density = 1;
  for (const descriptor of descriptors.trim().split(/\s+/)) {
    const value = Number(descriptor.slice(0, -1));
    if (!Number.isFinite(value)) continue;
    if (descriptor.endsWith('w')) return value;
    if (descriptor.endsWith('x')) density = value;
  }
  return density;
}
