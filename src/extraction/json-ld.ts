/**
 * What a page says of itself in JSON-LD (`<script type="application/ld+json">`, https://www.w3.org/TR/json-ld11/).
 * Only the shapes that real pages use: objects, arrays, `@graph`, `mainEntity`, references by `@id`. No contexts.
 */
import type { CheerioAPI } from 'cheerio/slim';

/** One JSON-LD object. Its values come from a stranger: read them with the readers below. */
export type JsonLdNode = Readonly<Record<string, unknown>>;

/** Real graphs are three levels deep; a hostile one must not exhaust the stack. */
const MAX_DEPTH = 12;

/**
 * Every top-level node of every JSON-LD block of the page, in the page's order: arrays, `@graph` and `mainEntity` are
 * opened. Comments, shared contents and whatever else hangs below a node are not listed: a comment is no article.
 * Blocks that are no JSON, even after repair of what templates break most often, are passed over.
 *
 * @example
 * const nodes = jsonLdNodes(load(page.text));
 * const article = nodesOfType(nodes, 'Article', 'BlogPosting')[0];
 * const authors = namesOf(article?.author, nodes);
 */
export function jsonLdNodes($: CheerioAPI): JsonLdNode[] {
  const scripts = $('script[type]').filter((_, script) =>
    /^\s*application\/ld\+json\s*(?:;|$)/i.test($(script).attr('type') ?? ''),
  );
  return scripts.toArray().flatMap((script) => nodesOfBlock($(script).text()));
}

/** The nodes in the text of one JSON-LD block; none when it cannot be read. */
export function nodesOfBlock(text: string): JsonLdNode[] {
  const value = parsed(text);
  return value === undefined ? [] : opened(value, 0);
}

/** The nodes that have one of the types, in the page's order. */
export function nodesOfType(nodes: readonly JsonLdNode[], ...types: string[]): JsonLdNode[] {
  return nodes.filter((node) => typesOf(node).some((type) => types.includes(type)));
}

/** The node's types without their vocabulary: `'http://schema.org/Article'` is `'Article'`. */
export function typesOf(node: JsonLdNode): string[] {
  return listOf(node['@type']).flatMap((type) =>
    typeof type === 'string' ? (type.split(/[/#:]/).at(-1) ?? []) : [],
  );
}

/** A value that should be text, trimmed; `undefined` when it is absent, blank, or something else. Of a list, the first. */
export function textOf(value: unknown): string | undefined {
  for (const item of listOf(value)) {
    const text = isNode(item) ? item['@value'] : item;
    if (typeof text === 'string' && text.trim() !== '') return text.trim();
  }
  return undefined;
}

/** An ISO 8601 date or date and time; a date alone, and a time without zone, is read as UTC. */
export function dateOf(value: unknown): Date | undefined {
  const text = textOf(value);
  if (text === undefined || !/^\d{4}-\d\d(?:-\d\d|$)/.test(text)) return undefined;
  const zoned =
    /[T ]\d\d:\d\d/.test(text) && !/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? `${text}Z` : text;
  const date = new Date(zoned);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/**
 * Names of persons or organisations, without repetition: from `Person`, `Organization`, plain text, or a list of them.
 *
 * @param nodes where a reference (`{"@id": "#mara"}`) is looked up
 */
export function namesOf(value: unknown, nodes: readonly JsonLdNode[] = []): string[] {
  const names = listOf(value).flatMap((item) => {
    const name = isNode(item)
      ? textOf((item.name ? item : referenced(item, nodes)).name)
      : textOf(item);
    return name === undefined ? [] : [name];
  });
  return [...new Set(names)];
}

/** Links of images or pages: from plain text, `ImageObject` (`url`, `contentUrl`), or a list of them; as written. */
export function linksOf(value: unknown, nodes: readonly JsonLdNode[] = []): string[] {
  return listOf(value).flatMap((item) => {
    if (!isNode(item)) return textOf(item) ?? [];
    const node = item.url || item.contentUrl ? item : referenced(item, nodes);
    return textOf(node.url) ?? textOf(node.contentUrl) ?? [];
  });
}

/** The value as a list: JSON-LD leaves the brackets of a list of one away. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export function isNode(value: unknown): value is JsonLdNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function referenced(node: JsonLdNode, nodes: readonly JsonLdNode[]): JsonLdNode {
  const id = node['@id'];
  return (id === undefined ? undefined : nodes.find((other) => other['@id'] === id)) ?? node;
}

function opened(value: unknown, depth: number): JsonLdNode[] {
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((item) => opened(item, depth + 1));
  if (!isNode(value)) return [];
  return [value, ...opened(value['@graph'], depth + 1), ...opened(value.mainEntity, depth + 1)];
}

function parsed(text: string): unknown {
  return parsedAs(text) ?? parsedAs(repaired(text));
}

function parsedAs(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** What templates break most often: comment or CDATA marks around it, a semicolon after it, bare line breaks in strings. */
function repaired(text: string): string {
  const bare = text
    .trim()
    .replace(/^(?:\/\/|\/\*)?\s*(?:<!--|<!\[CDATA\[)\s*(?:\*\/)?/, '')
    .replace(/(?:-->|\]\]>)\s*(?:\*\/)?$/, '')
    .trimEnd()
    .replace(/(?:;|\/\/|\/\*)$/, '');
  return withEscapedControls(bare);
}

/** By hand and not by a pattern: a string that never ends would be tried again from each quote in it. */
function withEscapedControls(json: string): string {
  let inString = false;
  let escaped = false;
  let result = '';
  for (const character of json) {
    if (!escaped && character === '"') inString = !inString;
    escaped = inString && !escaped && character === '\\';
    result += inString && character < ' ' ? JSON.stringify(character).slice(1, -1) : character;
  }
  return result;
}
