/** Formulas: the TeX that KaTeX, MathJax, MathML, Pandoc and MediaWiki leave in the page beside their picture of it. */
import type { Element } from 'domhandler';
import { findElement, hasClass, textOf } from './elements.ts';
import type { Formula } from './mapping.ts';
import { mathmlTex } from './mathml.ts';

/** Copies of the formula for the eye, made from a `<script type="math/tex">` that follows. */
const MATHJAX_2_OUTPUT = [
  'MathJax',
  'MathJax_Preview',
  'MathJax_Display',
  'MathJax_SVG',
  'MathJax_SVG_Display',
  'MathJax_CHTML',
  'MJX_Assistive_MathML',
];

/** `undefined`: not a formula. A formula without TeX has an empty value and is not shown. */
export function formula(element: Element): Formula | undefined {
  const { name, attribs } = element;
  if (name === 'script') return mathScript(element);
  if (name === 'math') return mathMarkup(element, attribs.display === 'block');
  if (attribs.class === undefined && name !== 'mjx-container') return undefined;
  // MathJax 3 gives its element the class of version 2's picture.
  if (name === 'mjx-container') return mathMarkup(element, attribs.display === 'true');
  if (hasClass(element, ...MATHJAX_2_OUTPUT)) return { type: 'formula', display: false, value: '' };
  if (hasClass(element, 'katex-display')) return mathMarkup(element, true);
  if (hasClass(element, 'katex', 'mwe-math-element'))
    return mathMarkup(element, isDisplay(element));
  if (hasClass(element, 'math') && hasClass(element, 'inline', 'display'))
    return delimited(element);
  return undefined;
}

function isDisplay(element: Element): boolean {
  return hasClass(element, 'mwe-math-element-block');
}

function mathScript(element: Element): Formula | undefined {
  const type = element.attribs.type ?? '';
  if (!type.startsWith('math/tex')) return undefined;
  const value = element.children.map((child) => (child.type === 'text' ? child.data : '')).join('');
  return tex(value, type.includes('mode=display'));
}

function mathMarkup(element: Element, display: boolean): Formula {
  const isTex = ({ name, attribs }: Element) =>
    name === 'annotation' &&
    /^(?:application\/x-tex|text\/x-tex|latex)$/i.test(attribs.encoding ?? '');
  const annotation = findElement(element, isTex);
  if (annotation !== undefined) return tex(textOf(annotation), display);
  const math = findElement(element, ({ name }) => name === 'math');
  const source = math === undefined ? textOf(element) : (math.attribs.alttext ?? mathmlTex(math));
  return tex(source.replaceAll(/\s+/g, ' '), display || math?.attribs.display === 'block');
}

/** Pandoc and Arithmatex leave `\(…\)` and `\[…\]` for a script in the page. */
function delimited(element: Element): Formula {
  const source = textOf(element).trim();
  const inner = /^\\[([]([\s\S]*)\\[)\]]$/.exec(source)?.[1] ?? source;
  return tex(inner, hasClass(element, 'display'));
}

function tex(source: string, display: boolean): Formula {
  const unwrapped = /^\s*\{\\displaystyle\s([\s\S]*)\}\s*$/.exec(source)?.[1] ?? source;
  const lines = unwrapped
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return { type: 'formula', display, value: lines.join(display ? '\n' : ' ') };
}
