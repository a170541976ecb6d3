/** JSON objects in the middle of scripts. */

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The object that begins at a brace, whatever follows it; `undefined` when it is cut or no JSON.
 *
 * @param start index of the opening brace
 * @example
 * objectAt('window.state = {"a": "}"};', 15); // { a: '}' }
 */
export function objectAt(text: string, start: number): JsonObject | undefined {
  const end = endOfObject(text, start);
  if (end === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text.slice(start, end));
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Past the brace that closes the object. */
function endOfObject(text: string, start: number): number | undefined {
  const marks = /["{}]/g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') {
      const close = endOfString(text, mark.index);
      if (close === undefined) return undefined;
      marks.lastIndex = close;
    } else {
      depth += mark[0] === '{' ? 1 : -1;
      if (depth === 0) return marks.lastIndex;
    }
  }
  return undefined;
}

function endOfString(text: string, open: number): number | undefined {
  for (let at = open + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '"') return at + 1;
  }
  return undefined;
}
