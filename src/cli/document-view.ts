/** What was written, as a person reads it in a terminal. */
import { Marked, type Parser, type Tokens } from 'marked';
import { markedTerminal } from 'marked-terminal';
import { isInteractive, paint, plural } from './terminal.ts';

/** Longer lines are hard to read. */
const MOST_COLUMNS = 100;

type Raw = Readonly<Record<string, unknown>>;

/** What is said above a text; the name of what needs none is ''. */
export type Fact = readonly [name: string, value: unknown];

/**
 * A stored document as text: what it is, where it is from, and what the person wrote. Markdown is rendered on a
 * terminal and left as it is when piped.
 */
export function documentView(
  collection: string,
  document: Raw,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  return [...headLines(collection, document), '', body(collection, document, stream)].join('\n');
}

function headLines(collection: string, document: Raw): string[] {
  const content = recordOf(document.content);
  const byline = listOf(document.byline).join(', ');
  const title = content.Title ?? document.name ?? document.source_id;
  const facts: Fact[] = [
    ['', content.Subtitle],
    ['author', document.author_full_name],
    ['byline', byline === document.author_full_name ? undefined : byline],
    ['platform', `${String(document.platform)} (${collection})`],
    ['link', document.link],
    ['published', document.published_at],
    ['tags', listOf(document.tags).join(', ')],
    [
      'access',
      document.access === 'preview' ? 'preview: the page shows only the beginning' : undefined,
    ],
    [
      'part',
      document.parts === undefined || document.parts === 1
        ? undefined
        : `${document.part} of ${document.parts}`,
    ],
    ['revision', document.revision],
    ['id', document._id],
  ];
  return factLines(String(title), facts);
}

/** A title and the facts that are known, a line each. */
export function factLines(title: string, facts: readonly Fact[]): string[] {
  return [
    paint('bold', title),
    ...facts
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => `${paint('dim', name.padEnd(10))} ${text(value)}`),
  ];
}

function body(collection: string, document: Raw, stream: NodeJS.WriteStream): string {
  const content = recordOf(document.content);
  if (collection === 'repositories') return fileList(content, recordOf(document.skipped));
  if (collection === 'posts') return String(content.text);
  return markdownView(String(content.Content), stream);
}

/** Markdown, rendered on a terminal and left as it is when piped. */
export function markdownView(
  markdown: string,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  return isInteractive(stream) ? rendered(markdown, stream.columns) : markdown;
}

function rendered(markdown: string, width: number): string {
  const marked = new Marked(
    markedTerminal({ width: Math.min(width, MOST_COLUMNS), reflowText: true }),
    { renderer: { text: textOfItem } },
  );
  return marked.parse(markdown, { async: false }).trimEnd();
}

/** marked-terminal prints the text of list items as it stands; false leaves all other text to it. */
function textOfItem(this: { parser: Parser }, token: Tokens.Text | Tokens.Escape): string | false {
  return 'tokens' in token && token.tokens ? this.parser.parseInline(token.tokens) : false;
}

function fileList(files: Raw, skipped: Raw): string {
  const bytes = (file: unknown): number => Buffer.byteLength(String(file));
  const width = Math.max(0, ...Object.values(files).map((file) => String(bytes(file)).length));
  const lines = Object.entries(files).map(
    ([path, file]) => `${String(bytes(file)).padStart(width)}  ${path}`,
  );
  const left = Object.entries(skipped).map(([reason, count]) => `${reason} ${String(count)}`);
  return [
    plural(lines.length, 'file'),
    ...lines,
    ...(left.length > 0 ? [paint('dim', `left out: ${left.join(' · ')}`)] : []),
  ].join('\n');
}

function recordOf(value: unknown): Raw {
  return typeof value === 'object' && value !== null ? (value as Raw) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
