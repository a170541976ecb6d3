/**
 * Would a parser read the marks of emphasis as they are meant? The algorithm of CommonMark, run on marks alone.
 *
 * @see https://spec.commonmark.org/0.31.2/#phase-2-inline-structure
 */
import type { Emphasis, PhrasingContent, Strong } from 'mdast';

/** Emphasis whose marks may run together with those of its neighbours. */
export type Starred = Emphasis | Strong;

export function isStarred(node: PhrasingContent | undefined): node is Starred {
  return node !== undefined && (node.type === 'emphasis' || node.type === 'strong');
}

interface Delimiter {
  readonly owner: Starred;
  readonly mark: '*' | '_';
  readonly size: 1 | 2;
}

/** What stands between marks: only the characters at its edges matter. */
interface Content {
  readonly first: string;
  readonly last: string;
}

interface Run {
  readonly mark: '*' | '_';
  readonly size: number;
  readonly delimiters: Delimiter[];
  readonly opens: boolean;
  readonly closes: boolean;
}

/**
 * @param before the character before the nodes; ' ' where a line starts
 * @param after the character after them
 */
export function forms(nodes: readonly PhrasingContent[], before: string, after: string): boolean {
  const tokens: (Delimiter | Content)[] = [];
  collect(nodes, tokens);
  // Parsers differ in two points: whether a symbol beyond the BMP is one, and how a run counts that is used in part.
  return [true, false].every((isStrict) =>
    pairUp(runsOf(tokens, before, after, isStrict), isStrict),
  );
}

function collect(nodes: readonly PhrasingContent[], tokens: (Delimiter | Content)[]): void {
  for (const node of nodes) {
    if (isStarred(node)) {
      const size = node.type === 'strong' ? 2 : 1;
      const delimiter: Delimiter = { owner: node, mark: node.mark ?? '*', size };
      tokens.push(delimiter);
      collect(node.children, tokens);
      tokens.push(delimiter);
    } else if (node.type === 'delete') {
      tokens.push({ first: '~', last: '~' });
      collect(node.children, tokens);
      tokens.push({ first: '~', last: '~' });
    } else if (node.type === 'text') {
      tokens.push({ first: firstOf(node.value), last: lastOf(node.value) });
    } else {
      tokens.push({ first: '[', last: node.type === 'break' ? '\n' : ']' });
    }
  }
}

/** The first character, both halves of it. */
export function firstOf(value: string): string {
  return String.fromCodePoint(value.codePointAt(0) ?? 0x20);
}

/** The last character, both halves of it. */
export function lastOf(value: string): string {
  const pair = value.slice(-2);
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair) ? pair : value.slice(-1);
}

function runsOf(
  tokens: readonly (Delimiter | Content)[],
  start: string,
  end: string,
  isStrict: boolean,
): Run[] {
  const runs: Run[] = [];
  let before = start;
  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index];
    if (token === undefined) break;
    if ('first' in token) {
      before = token.last;
      index += 1;
      continue;
    }
    const delimiters: Delimiter[] = [];
    let next: Delimiter | Content | undefined = token;
    while (next !== undefined && 'mark' in next && next.mark === token.mark) {
      delimiters.push(next);
      index += 1;
      next = tokens[index];
    }
    const after = next === undefined ? end : 'first' in next ? next.first : next.mark;
    runs.push(runOf(delimiters, token.mark, kindOf(before, isStrict), kindOf(after, isStrict)));
    before = token.mark;
  }
  return runs;
}

type Kind = 'space' | 'mark' | 'word';

function kindOf(char: string, isStrict: boolean): Kind {
  if (/^\s/.test(char)) return 'space';
  return /^[\p{P}\p{S}]/u.test(char) && (isStrict || char.length === 1) ? 'mark' : 'word';
}

function runOf(delimiters: Delimiter[], mark: '*' | '_', before: Kind, after: Kind): Run {
  const isLeft = after !== 'space' && (after !== 'mark' || before !== 'word');
  const isRight = before !== 'space' && (before !== 'mark' || after !== 'word');
  return {
    mark,
    size: delimiters.reduce((sum, { size }) => sum + size, 0),
    delimiters,
    opens: isLeft && (mark === '*' || !isRight || before === 'mark'),
    closes: isRight && (mark === '*' || !isLeft || after === 'mark'),
  };
}

/** More marks than these are never open at once where all of them pair as they are meant. */
const MOST_OPEN = 8;

function pairUp(runs: readonly Run[], isStrict: boolean): boolean {
  const open: Run[] = [];
  for (const run of runs) {
    for (let at = open.length - 1; run.closes && at >= 0 && run.delimiters.length > 0; ) {
      const opener = open[at];
      if (opener === undefined || !fits(opener, run, isStrict)) {
        at -= 1;
        continue;
      }
      // What is open between them would stay open.
      if (at < open.length - 1) return false;
      const start = opener.delimiters.pop();
      const end = run.delimiters.shift();
      if (start === undefined || end === undefined || start.owner !== end.owner) return false;
      // Two marks on both sides make strong emphasis, whatever they were meant for.
      const isDouble = leftOf(opener) + start.size > 1 && leftOf(run) + end.size > 1;
      if (isDouble !== (start.size === 2)) return false;
      if (opener.delimiters.length === 0) open.pop();
      at = open.length - 1;
    }
    if (run.delimiters.length === 0) continue;
    if (!run.opens || open.length >= MOST_OPEN) return false;
    open.push(run);
  }
  return open.length === 0;
}

function leftOf({ delimiters }: Run): number {
  return delimiters.reduce((sum, { size }) => sum + size, 0);
}

/** The "rule of 3": a run that can open and close does not pair with every other one. */
function fits(opener: Run, closer: Run, isStrict: boolean): boolean {
  if (opener.mark !== closer.mark) return false;
  if (!opener.closes && !closer.opens) return true;
  const [one, other] = isStrict ? [opener.size, closer.size] : [leftOf(opener), leftOf(closer)];
  return (one + other) % 3 !== 0 || one % 3 === 0;
}
