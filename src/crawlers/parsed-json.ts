/** JSON of strangers. */

/**
 * @returns `undefined` when it is none: a schema says the rest
 * @example parsedJson('{"ebb": 6}') // { ebb: 6 }
 */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
