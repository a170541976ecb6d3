/** Git's path patterns, matched in time that grows with pattern times path at most, whatever a stranger wrote. */

/** `undefined` stands for any run of items, the empty one included. */
type Token<T> = ((item: T) => boolean) | undefined;

/**
 * Compiles one pattern of a .gitattributes file (https://git-scm.com/docs/gitignore#_pattern_format).
 *
 * @returns tells whether a path, relative to the folder of that file, matches
 * @example
 * compileGlob('docs/api/**')('docs/api/v2/index.html'); // true
 * compileGlob('*.gen.ts')('src/deep/tides.gen.ts'); // true: without a slash it is matched against the name
 */
export function compileGlob(pattern: string): (path: string) => boolean {
  // A pattern for folders says nothing about files in them: attributes are not inherited.
  if (pattern.endsWith('/')) return () => false;
  const segments = pattern.replace(/^\//, '').split('/');
  const tokens = segments.map((segment) =>
    segment === '**' ? undefined : compileSegment(segment),
  );
  if (!pattern.includes('/')) tokens.unshift(undefined);
  return (path) => matches(tokens, path.split('/'));
}

function compileSegment(segment: string): (name: string) => boolean {
  const tokens: Token<string>[] = [];
  for (let at = 0; at < segment.length; at += 1) {
    const character = segment.charAt(at);
    const close = character === '[' ? segment.indexOf(']', at + 2) : -1;
    if (character === '*') {
      tokens.push(undefined);
    } else if (character === '?') {
      tokens.push(() => true);
    } else if (close !== -1) {
      tokens.push(compileClass(segment.slice(at + 1, close)));
      at = close;
    } else {
      if (character === '\\' && at + 1 < segment.length) at += 1;
      const literal = segment.charAt(at);
      tokens.push((item) => item === literal);
    }
  }
  return (name) => matches(tokens, name.split(''));
}

/** `abc`, `a-z`, `!x` or `^x`, as they stand between brackets. */
function compileClass(inside: string): (character: string) => boolean {
  const negated = inside.startsWith('!') || inside.startsWith('^');
  const members = negated ? inside.slice(1) : inside;
  const ranges: [from: string, to: string][] = [];
  for (let at = 0; at < members.length; at += 1) {
    const from = members.charAt(at);
    const isRange = members.charAt(at + 1) === '-' && at + 2 < members.length;
    ranges.push([from, isRange ? members.charAt(at + 2) : from]);
    if (isRange) at += 2;
  }
  return (character) =>
    negated !== ranges.some(([from, to]) => character >= from && character <= to);
}

/** The greedy wildcard algorithm: only the last run that was met is ever lengthened. */
function matches<T>(tokens: readonly Token<T>[], items: readonly T[]): boolean {
  let token = 0;
  let item = 0;
  let run = -1;
  let runItem = 0;
  while (item < items.length) {
    const current = tokens[token];
    if (token < tokens.length && current === undefined) {
      run = token;
      runItem = item;
      token += 1;
    } else if (current?.(items[item] as T)) {
      token += 1;
      item += 1;
    } else if (run !== -1) {
      runItem += 1;
      item = runItem;
      token = run + 1;
    } else {
      return false;
    }
  }
  return tokens.slice(token).every((rest) => rest === undefined);
}
