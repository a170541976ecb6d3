/** MathML → TeX that a person can read, for formulas that come without the TeX they were made from. */
import type { Element } from 'domhandler';
import { isTag } from 'domhandler';
import { folded } from '../white-space.ts';
import { childElements, textOf } from './elements.ts';
import { symbolTex } from './math-symbols.ts';

/** Deeper than this only the text is read: nobody reads such a formula, and the stack has an end. */
const DEEPEST = 60;

/**
 * The TeX of presentation MathML. What it does not know is read as the row of what it holds.
 *
 * @example
 * // <math><msup><mi>x</mi><mn>2</mn></msup><mo>≤</mo><mi>π</mi></math>
 * mathmlTex(math); // 'x^2 \\le \\pi'
 * @see https://www.w3.org/TR/mathml-core/
 */
export function mathmlTex(math: Element): string {
  return row(math.children.filter(isTag), 0);
}

function tex(element: Element | undefined, depth: number): string {
  if (element === undefined) return '';
  if (depth > DEEPEST) return plain(element);
  const inner = childElements(element);
  const part = (at: number): string => tex(inner[at], depth + 1);
  const all = (): string => row(inner, depth + 1);
  switch (element.name) {
    case 'mi':
      return identifier(plain(element));
    case 'mn':
      return plain(element);
    case 'mo':
      return symbolTex(plain(element));
    case 'ms':
    case 'mtext':
      return written(plain(element));
    case 'mspace':
    case 'mphantom':
    case 'annotation':
    case 'annotation-xml':
      return '';
    case 'mfrac':
      return `\\frac{${part(0)}}{${part(1)}}`;
    case 'msqrt':
      return `\\sqrt{${all()}}`;
    case 'mroot':
      return `\\sqrt[${part(1)}]{${part(0)}}`;
    case 'msub':
      return `${grouped(part(0))}_${braced(part(1))}`;
    case 'msup':
      return `${grouped(part(0))}^${braced(part(1))}`;
    case 'msubsup':
    case 'munderover':
      return `${grouped(part(0))}_${braced(part(1))}^${braced(part(2))}`;
    case 'munder':
      return beside(part(0), part(1), 'under');
    case 'mover':
      return beside(part(0), part(1), 'over');
    case 'mfenced':
      return `(${inner.map((_, at) => part(at)).join(', ')})`;
    case 'mtable':
      return table(inner, depth + 1);
    default:
      return inner.length === 0 ? plain(element) : all();
  }
}

/** Things side by side: room around relations and sums, and between a command and a letter. */
function row(elements: readonly Element[], depth: number): string {
  let result = '';
  for (const element of elements) {
    const next = tex(element, depth);
    if (next === '') continue;
    const isInfix = element.name === 'mo' && INFIX.test(next) && result !== '';
    if (isInfix) result += ` ${next} `;
    else if (/\\[a-z]+$/i.test(result.slice(-20)) && /^[a-z]/i.test(next)) result += ` ${next}`;
    else result += next;
  }
  return result.replaceAll(/ {2,}/g, ' ').trim();
}

const INFIX =
  /^(?:[=<>+-]|\\(?:le|ge|ne|approx|equiv|sim|pm|times|cdot|to|in|subset|subseteq|cup|cap|propto|iff|implies|mapsto|land|lor))$/;

function plain(element: Element): string {
  return folded(textOf(element));
}

const FUNCTIONS =
  /^(?:arccos|arcsin|arctan|arg|cos|cosh|cot|deg|det|dim|exp|gcd|inf|ker|lim|ln|log|max|min|sin|sinh|sup|tan|tanh)$/;

function identifier(name: string): string {
  if (FUNCTIONS.test(name)) return `\\${name}`;
  return /^[a-z]{2,}$/i.test(name) ? `\\mathrm{${name}}` : symbolTex(name);
}

function written(text: string): string {
  return text === '' ? '' : `\\text{${text.replaceAll(/[\\{}$%&#_]/g, '\\$&')}}`;
}

function isSingle(part: string): boolean {
  return /^(?:[^\\{}]|\\[a-z]+)$/iu.test(part);
}

function grouped(part: string): string {
  return isSingle(part) || /^\\(?:mathrm|text)\{[^{}]*\}$/.test(part) ? part : `{${part}}`;
}

function braced(part: string): string {
  return part.length === 1 && isSingle(part) ? part : `{${part}}`;
}

const ACCENTS = new Map([
  ...[...'¯‾―_'].map((mark) => [mark, '\\overline'] as const),
  ...[...'^ˆ'].map((mark) => [mark, '\\hat'] as const),
  ...[...'~˜'].map((mark) => [mark, '\\tilde'] as const),
  ['\\to', '\\vec'],
  ['˙', '\\dot'],
  ['¨', '\\ddot'],
  ['⏞', '\\overbrace'],
  ['⏟', '\\underbrace'],
]);

/** An accent, the limit of an operator, or one thing set above or below another. */
function beside(base: string, mark: string, side: 'over' | 'under'): string {
  const accent = ACCENTS.get(mark.replace(/^\\_$/, '_'));
  if (accent === '\\overline' && side === 'under') return `\\underline{${base}}`;
  if (accent !== undefined) return `${accent}{${base}}`;
  if (/^\\(?:sum|prod|int|bigcup|bigcap|lim|max|min|sup|inf)$/.test(base))
    return `${base}${side === 'over' ? '^' : '_'}${braced(mark)}`;
  return `\\${side}set{${mark}}{${base}}`;
}

function table(rows: readonly Element[], depth: number): string {
  const lines = rows.map((one) =>
    childElements(one)
      .map((cell) => tex(cell, depth + 1))
      .join(' & '),
  );
  return `\\begin{matrix} ${lines.join(' \\\\ ')} \\end{matrix}`;
}
