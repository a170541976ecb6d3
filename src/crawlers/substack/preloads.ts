/** `window._preloads`: the state that Substack writes into every page. */
import type { CheerioAPI } from 'cheerio/slim';
import { parsedJson } from '../parsed-json.ts';

/** The state, as foreign JSON; or what is missing, in words for a message. */
export type Preloads = { readonly state: unknown } | { readonly missing: string };

const ASSIGNMENT = /window\._preloads\s*=\s*(?:JSON\.parse\(\s*)?/;

/**
 * Reads the state out of a page. Today it is `JSON.parse("…")`, JSON within a string, to be decoded twice; until 2022
 * it was the object itself. Anything may be in it: it is checked where it is used.
 *
 * @example
 * const preloads = readPreloads(load(page.text));
 * if ('state' in preloads) console.log(postIn(preloads.state));
 */
export function readPreloads($: CheerioAPI): Preloads {
  for (const script of $('script:not([src])').toArray()) {
    const source = $(script).text();
    const assignment = ASSIGNMENT.exec(source);
    if (assignment !== null) return decoded(source, assignment.index + assignment[0].length);
  }
  return { missing: 'window._preloads' };
}

function decoded(source: string, start: number): Preloads {
  const end = endOfValue(source, start);
  if (end === undefined) return { missing: 'the end of window._preloads' };
  const value = parsedJson(source.slice(start, end));
  const state = typeof value === 'string' ? parsedJson(value) : value;
  return state === undefined ? { missing: 'readable JSON in window._preloads' } : { state };
}

/** Behind the string or object that starts here; `undefined` when the script breaks off before. */
function endOfValue(source: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let position = start; position < source.length; position += 1) {
    const character = source.charAt(position);
    if (inString) {
      if (character === '\\') position += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (!inString && depth <= 0) return position + 1;
  }
  return undefined;
}
