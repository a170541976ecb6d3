/** Text with ranges of markup, as Medium stores a paragraph, becomes HTML. */

export interface Markup {
  /** STRONG, EM, CODE or A. */
  readonly type: string;
  /** Ends of the range in UTF-16 code units; the end is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Where an A leads to. */
  readonly href?: string | undefined;
}

/** From the outermost to the innermost. Ranges may overlap; tags must nest, so they are opened in one fixed order. */
const TAGS = { A: 'a', STRONG: 'strong', EM: 'em', CODE: 'code' } as const;
type Tag = keyof typeof TAGS;
const ORDER: readonly Tag[] = ['A', 'STRONG', 'EM', 'CODE'];

/**
 * The text as HTML, line breaks included.
 *
 * @example
 * inlineHtml('high tide', [{ type: 'STRONG', start: 0, end: 4 }]); // '<strong>high</strong> tide'
 */
export function inlineHtml(text: string, markups: readonly Markup[]): string {
  const changes = changesOf(text, markups);
  const active = new Map<Tag, Markup[]>(ORDER.map((tag) => [tag, []]));
  let open: string[] = [];
  let html = '';
  let from = 0;
  for (const { at, markup, tag, opens } of changes) {
    if (at > from) {
      const wanted = wantedTags(active);
      html += transition(open, wanted) + escapeHtml(text.slice(from, at));
      open = wanted;
      from = at;
    }
    const running = active.get(tag) ?? [];
    if (opens) running.push(markup);
    else running.splice(running.indexOf(markup), 1);
  }
  return html + transition(open, []) + escapeHtml(text.slice(from));
}

/** Text as HTML: the characters that mean something there are escaped, line breaks become `<br>`. */
export function escapeHtml(text: string): string {
  return escapeAttribute(text).replaceAll('\n', '<br>');
}

/** Text for between the double quotes of an attribute, or for code, where line breaks stay. */
export function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

interface Change {
  readonly at: number;
  readonly markup: Markup;
  readonly tag: Tag;
  readonly opens: boolean;
}

function changesOf(text: string, markups: readonly Markup[]): Change[] {
  const changes: Change[] = [];
  for (const markup of markups) {
    const start = boundary(text, markup.start);
    const end = boundary(text, markup.end);
    const { type } = markup;
    if (!isTag(type) || start >= end || (type === 'A' && !markup.href)) continue;
    changes.push(
      { at: start, markup, tag: type, opens: true },
      { at: end, markup, tag: type, opens: false },
    );
  }
  return changes.sort((one, other) => one.at - other.at);
}

/** Within the text, and never between the two halves of a surrogate pair. */
function boundary(text: string, position: number): number {
  const at = Math.min(Math.max(Math.trunc(position), 0), text.length);
  const splitsPair = (text.codePointAt(at - 1) ?? 0) > 0xffff;
  return splitsPair ? at - 1 : at;
}

function wantedTags(active: ReadonlyMap<Tag, readonly Markup[]>): string[] {
  return ORDER.flatMap((tag) => {
    const markup = active.get(tag)?.at(-1);
    if (markup === undefined) return [];
    return [tag === 'A' ? `a href="${escapeAttribute(markup.href ?? '')}"` : TAGS[tag]];
  });
}

/** Closes what is no longer wanted and opens what is, leaving open what both have in common. */
function transition(open: readonly string[], wanted: readonly string[]): string {
  let common = 0;
  while (common < open.length && open[common] === wanted[common]) common += 1;
  const closing = open.slice(common).reverse();
  return (
    closing.map((tag) => `</${tag.split(' ', 1)[0]}>`).join('') +
    wanted
      .slice(common)
      .map((tag) => `<${tag}>`)
      .join('')
  );
}

function isTag(type: string): type is Tag {
  return Object.hasOwn(TAGS, type);
}
