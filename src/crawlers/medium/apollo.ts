/**
 * The state that a page of Medium hands to its scripts (`window.__APOLLO_STATE__ = {…}`): a flat table of records that
 * refer to each other, as `{"__ref": key}` since 2020 and as `{"type": "id", "id": key}` before.
 */

import { isObject, type JsonObject, objectAt } from './json-object.ts';

export type ApolloState = JsonObject;

const NAME = '__APOLLO_STATE__';

/**
 * The state in a page; `undefined` when there is none, or none that can be read: a page whose state is cut still has its
 * markup.
 *
 * @example
 * const state = readApolloState(page.text);
 * const post = state && record(state, state['Post:0123456789ab']);
 */
export function readApolloState(html: string): ApolloState | undefined {
  const named = html.indexOf(NAME);
  const start = named === -1 ? -1 : html.indexOf('{', named);
  if (start === -1) return undefined;
  return objectAt(html, start);
}

/** The record that a value is or refers to. */
export function record(state: ApolloState, value: unknown): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const key = referenceOf(value);
  if (key === undefined) return value;
  const referred = Object.hasOwn(state, key) ? state[key] : undefined;
  return isObject(referred) ? referred : undefined;
}

/**
 * The value with everything that it refers to in place of the references.
 *
 * @param depth how many levels down; records refer to each other in circles
 */
export function resolved(state: ApolloState, value: unknown, depth: number): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(state, item, depth));
  if (!isObject(value)) return value;
  const found = record(state, value);
  if (found === undefined || depth === 0) return undefined;
  return Object.fromEntries(
    Object.entries(found).map(([key, inner]) => [key, resolved(state, inner, depth - 1)]),
  );
}

/** The values of a field, whatever its arguments: `content`, `content({})`, `content({"postMeteringOptions":{}})`. */
export function fieldValues(from: JsonObject, field: string): unknown[] {
  return Object.entries(from)
    .filter(([key]) => key === field || key.startsWith(`${field}(`))
    .map(([, value]) => value);
}

function referenceOf(value: JsonObject): string | undefined {
  const { __ref: reference, type, id } = value;
  if (typeof reference === 'string') return reference;
  return type === 'id' && typeof id === 'string' ? id : undefined;
}
