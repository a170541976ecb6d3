/**
 * Escapes text so that it comes back as the same text, and nothing more: `snake_case`, `a * b`, `C#` and `[x]` stay as
 * they are. An escaper of single characters has to assume the worst of each; what a character
 * can do depends on the rest of its paragraph, which is looked at here.
 *
 * @see https://spec.commonmark.org/0.31.2/
 */
import type { PhrasingContent } from 'mdast';

/** What else is in the paragraph that a character could pair with. */
export interface Surroundings {
  readonly stars: boolean;
  readonly underscores: boolean;
  readonly tildes: boolean;
  readonly ticks: boolean;
  /** A `>` that could close a tag. */
  readonly angles: boolean;
}

export interface Edges {
  /** The character before the text, '\n' at the start of a line. */
  readonly before: string;
  /** The character after it. */
  readonly after: string;
  readonly inCell: boolean;
  readonly inHeading: boolean;
  readonly inLabel: boolean;
}

/** Reads a paragraph once. */
export function surroundingsOf(nodes: readonly PhrasingContent[]): Surroundings {
  const seen = { stars: 0, underscores: 0, tildes: 0, ticks: 0, angles: 0 };
  const look = (content: readonly PhrasingContent[]) => {
    for (const node of content) {
      if (node.type === 'text') count(node.value, seen);
      else if (node.type === 'image') count(node.alt ?? '', seen);
      else if (node.type === 'inlineCode') seen.ticks += 2;
      else if (node.type === 'formula') count(node.value, seen);
      else if (node.type === 'link') look(node.children);
      else if ('children' in node) {
        seen.stars += 2;
        seen.underscores += 2;
        if (node.type === 'delete') seen.tildes += 2;
        look(node.children as PhrasingContent[]);
      }
    }
  };
  look(nodes);
  return {
    stars: seen.stars > 1,
    underscores: seen.underscores > 1,
    tildes: seen.tildes > 1,
    ticks: seen.ticks > 1,
    angles: seen.angles > 0,
  };
}

interface Counts {
  stars: number;
  underscores: number;
  tildes: number;
  ticks: number;
  angles: number;
}

function count(value: string, seen: Counts): void {
  if (!/[*_~`>]/.test(value)) return;
  for (const { 0: run, index } of value.matchAll(/\*+|_+|~+|`+|>/g)) {
    const before = value[index - 1];
    const after = value[index + run.length];
    const [mark] = run;
    if (mark === '`') seen.ticks += 1;
    else if (mark === '>') seen.angles += 1;
    // Blank on both sides, or an underscore within a word: can neither open nor close.
    else if (before !== undefined && after !== undefined && /\s/.test(before) && /\s/.test(after))
      continue;
    else if (mark === '*') seen.stars += 1;
    else if (mark === '~') seen.tildes += 1;
    else if (!(before !== undefined && after !== undefined && isWord(before) && isWord(after)))
      seen.underscores += 1;
  }
}

/** What may be read as more than itself: anywhere, at the start of a line, at the end of a heading. */
const INLINE = /[\\`*_~[\]<&|!]/;
const AT_A_START = /(?:^|\n)[#>+*\-=~`:|_<[\d]/;

/** @param value text without its marks */
export function escapeText(value: string, around: Surroundings, edges: Edges): string {
  const isClosing = edges.inHeading && edges.after === '\n' && value.endsWith('#');
  if (!INLINE.test(value) && !AT_A_START.test(value) && !isClosing) return value;
  const escaped = new Set<number>();
  const isLoose = edges.inLabel && !isBalanced(value);
  for (const { 0: marks, index } of value.matchAll(/\*+|_+|~+|[\\`[\]<&|!]/g)) {
    if (!isRead(value, index, marks.length, around, edges, isLoose)) continue;
    for (let at = index; at < index + marks.length; at += 1) escaped.add(at);
  }
  const starts = edges.before === '\n' ? [0] : [];
  for (let at = value.indexOf('\n'); at !== -1; at = value.indexOf('\n', at + 1))
    starts.push(at + 1);
  for (const start of starts) {
    const at = blockMark(value, start);
    if (at !== undefined) escaped.add(at);
  }
  // "# C #" would lose its last mark.
  if (isClosing && /(?:^|\s)#+$/.test(value)) escaped.add(value.length - 1);
  if (escaped.size === 0) return value;
  let result = '';
  let end = 0;
  for (const at of [...escaped].sort((one, other) => one - other)) {
    result += `${value.slice(end, at)}\\`;
    end = at;
  }
  return result + value.slice(end);
}

/** Would a parser read a character, or a run of equal ones, as more than itself? */
function isRead(
  value: string,
  at: number,
  length: number,
  around: Surroundings,
  edges: Edges,
  isLoose: boolean,
): boolean {
  const end = at + length;
  const before = at > 0 ? value.charAt(at - 1) : edges.before.slice(-1);
  const after = end < value.length ? value.charAt(end) : edges.after.charAt(0);
  // White space on both sides of a run: it neither opens nor closes anything.
  const isFree = isBlank(before) && isBlank(after);
  switch (value[at]) {
    case '\\':
      return /[!-/:-@[-`{-~\n]/.test(after) || after === '';
    case '*':
      return around.stars && !isFree;
    case '_':
      return around.underscores && !isFree && !(isWord(before) && isWord(after));
    case '~':
      return around.tildes && !isFree;
    case '`':
      return around.ticks;
    case '[':
      return after === '^' || isLoose;
    case ']':
      return after === '(' || isLoose;
    case '<':
      return around.angles && /[a-z/!?]/i.test(after);
    case '&':
      return /^&(?:[a-z][a-z0-9]{1,31}|#\d{1,7}|#x[0-9a-f]{1,6});/i.test(value.slice(at, at + 36));
    case '!':
      return end === value.length && after === '[';
    default:
      return edges.inCell;
  }
}

function isBlank(char: string): boolean {
  return char === '' || /\s/.test(char);
}

function isWord(char: string): boolean {
  return char !== '' && !/[\s\p{P}\p{S}]/u.test(char);
}

function isBalanced(value: string): boolean {
  // Where one bracket is escaped because it looks like a note, a link or a task, its other one is left alone.
  if (value.includes('[^') || value.includes('](') || /(?:^|\n)\[/.test(value)) return false;
  let depth = 0;
  for (const char of value) {
    if (char === '[') depth += 1;
    else if (char === ']') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/**
 * The position of the character that would make a block of a line: a heading, quote, list, rule, fence, definition,
 * setext underline or row of a table.
 */
function blockMark(value: string, start: number): number | undefined {
  const end = value.indexOf('\n', start);
  const line = value.slice(start, end === -1 ? value.length : end);
  if (!AT_A_START.test(line)) return undefined;
  if (/^(?:#{1,6}(?:\s|$)|>|[+*-](?:\s|$)|=+\s*$|~~~|```|:?-[\s:|-]*$|\|)/.test(line)) return start;
  if (/^(?:(?:\*\s*){3,}|(?:_\s*){3,}|(?:-\s*){3,})$/.test(line)) return start;
  if (/^<[a-z/!?]/i.test(line)) return start;
  if (/^\[[ xX]\]\s/.test(line)) return start;
  // A link definition; what its label holds may stand in other nodes.
  const bracket = line.startsWith('[') ? value.indexOf(']', start) : 0;
  if (bracket === -1 || (bracket > 0 && value.includes(']:', start))) return start;
  const numbered = /^\d{1,9}(?=[.)](?:\s|$))/.exec(line);
  return numbered === null ? undefined : start + numbered[0].length;
}
