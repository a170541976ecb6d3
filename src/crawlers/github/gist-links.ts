/** The URL forms of gists: gist.github.com and gist.githubusercontent.com. */
import type { GitHubLink, Unsupported } from './link-kinds.ts';
import { OWNER_NAME } from './names.ts';

const HINT = 'Give the link of a gist (https://gist.github.com/<owner>/<id>) or of its owner.';

/** 32 hex digits today, 20 once, a number before that; behind a name there is less to take it for. */
const GIST_ID = /^(?:[\da-f]{32}|[\da-f]{20}|\d{1,12})$/i;
const GIST_ID_OF_OWNER = /^[\da-f]{4,40}$/i;

/** First segments that belong to GitHub, and second ones that list what other people wrote. */
const RESERVED = new Set(['discover', 'search', 'join', 'login', 'auth']);
const OTHERS = new Set(['starred', 'forked']);

/**
 * @param segments of the path; behind the id may come a revision, a file, `raw` or a page of the gist: all stand for the
 *   gist as it is now
 * @example
 * understandGist(['mara-lindqvist', '9f2c4e81b7d3450a86cf1e2d3b4a5968', 'raw', 'fit.py']);
 * // { kind: 'gist', id: '9f2c4e81b7d3450a86cf1e2d3b4a5968' }
 * understandGist(['mara-lindqvist']); // { kind: 'gists', owner: 'mara-lindqvist' }
 */
export function understandGist(segments: readonly string[]): GitHubLink | Unsupported {
  const [first = '', second = ''] = segments;
  const alone = idIn(first, GIST_ID);
  if (alone !== undefined) return { kind: 'gist', id: alone };
  if (!OWNER_NAME.test(first) || RESERVED.has(first.toLowerCase())) {
    return unsupported("is one of GitHub's own pages, not somebody's code");
  }
  const id = idIn(second, GIST_ID_OF_OWNER);
  if (id !== undefined) return { kind: 'gist', id };
  if (OTHERS.has(second.toLowerCase())) return unsupported('lists gists that others wrote');
  return second === '' || second === 'public'
    ? { kind: 'gists', owner: first }
    : unsupported('names no gist');
}

/** Scripts that embed a gist, and its clone address, carry an ending. */
function idIn(segment: string, form: RegExp): string | undefined {
  const id = segment.replace(/\.(?:js|json|git|pibb)$/i, '');
  return form.test(id) ? id.toLowerCase() : undefined;
}

function unsupported(because: string): Unsupported {
  return { kind: 'unsupported', because, hint: HINT };
}
