/** `data-attrs`: the JSON that Substack's editor keeps at each of its components. */
import type { Element } from 'domhandler';
import { parsedJson } from '../parsed-json.ts';

export type DataAttrs = Readonly<Record<string, unknown>>;

/** The component's attributes; none when there are none, or no readable ones. */
export function dataAttrs(element: Element): DataAttrs {
  return recordOf(parsedJson(element.attribs['data-attrs'] ?? ''));
}

/** The value where it is an object, else an empty one. */
export function recordOf(value: unknown): DataAttrs {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is DataAttrs {
  return typeof value === 'object' && value !== null;
}

/** A text or a number as trimmed text; `undefined` when it is blank or something else. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.trim() || undefined : undefined;
}
