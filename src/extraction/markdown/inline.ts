/** Text, emphasis, line breaks and everything else that stands within a line. */
import type { AnyNode, Element } from 'domhandler';
import { isTag } from 'domhandler';
import type { PhrasingContent } from 'mdast';
import { inlineCode } from './code.ts';
import { isBlock, isDropped, textOf } from './elements.ts';
import { embed } from './embeds.ts';
import { image, noscriptImages } from './images.ts';
import { link } from './links.ts';
import { append, type Mapping, text } from './mapping.ts';
import { formula } from './math.ts';

/** Deeper than this only the text is read: no page that a person wrote goes there, and the stack has an end. */
const DEEPEST = 150;

/** One mapper a document: it counts how deep it is. */
export function phrasingMapper(mapping: () => Mapping): Mapping['phrasing'] {
  let depth = 0;

  function phrasing(nodes: readonly AnyNode[]): PhrasingContent[] {
    if (depth >= DEEPEST) return [text(oneLine(textOf(nodes)))];
    depth += 1;
    const content: PhrasingContent[] = [];
    for (const node of nodes) {
      if (node.type === 'text') content.push(text(oneLine(node.data)));
      else if (isTag(node)) append(content, phrase(node, mapping()));
      else if ('children' in node) append(content, phrasing(node.children));
    }
    depth -= 1;
    return content;
  }

  return phrasing;
}

/** White space as a browser shows it; control characters have no place in text. */
export function oneLine(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  if (!/[\0-\x1f\x7f\u00a0]| {2}/.test(value)) return value;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  return value.replaceAll(/[\0-\x08\x0b\x0e-\x1f\x7f]/g, '').replaceAll(/[\t\n\r\f \u00a0]+/g, ' ');
}

function phrase(element: Element, mapping: Mapping): PhrasingContent[] {
  if (mapping.leftOut.has(element)) return [];
  const tex = formula(element);
  if (tex !== undefined) return tex.value === '' ? [] : [tex];
  if (element.name === 'script') return embed(element, mapping);
  if (isDropped(element)) return [];
  const inner = () => mapping.phrasing(element.children);
  switch (element.name) {
    case 'br':
      return [{ type: 'break' }];
    case 'em':
    case 'i':
      return [{ type: 'emphasis', children: inner() }];
    case 'b':
    case 'strong':
      // Google Docs wraps whole documents into <b style="font-weight:normal">.
      return isNormalWeight(element) ? inner() : [{ type: 'strong', children: inner() }];
    case 'del':
    case 's':
    case 'strike':
      return [{ type: 'delete', children: inner() }];
    case 'code':
    case 'kbd':
    case 'samp':
    case 'tt':
      return inlineCode(element, mapping);
    case 'a':
      return link(element, mapping);
    case 'img':
      return image(element, mapping);
    case 'noscript':
      return noscriptImages(element, mapping);
    case 'iframe':
    case 'video':
    case 'audio':
      return embed(element, mapping);
    case 'q':
      return [text('“'), ...inner(), text('”')];
    case 'sup':
      return script(inner(), SUPERSCRIPTS);
    case 'sub':
      return script(inner(), SUBSCRIPTS);
    case 'span':
      return styled(element, inner());
    default:
      // A block where only a line is possible (a heading, a table cell): its words must not run into their neighbours.
      return isBlock(element) ? [text(' '), ...inner(), text(' ')] : inner();
  }
}

function isNormalWeight({ attribs }: Element): boolean {
  return /font-weight\s*:\s*(?:normal|400)/i.test(attribs.style ?? '');
}

/** Editors that write styles in place of elements. */
function styled({ attribs }: Element, content: PhrasingContent[]): PhrasingContent[] {
  const style = attribs.style;
  if (style === undefined) return content;
  let children = content;
  if (/font-style\s*:\s*italic/i.test(style)) children = [{ type: 'emphasis', children }];
  if (/font-weight\s*:\s*(?:bold|[6-9]00)/i.test(style)) children = [{ type: 'strong', children }];
  return children;
}

const SUPERSCRIPTS = new Map(
  [...'0123456789+-−n'].map((from, index) => [from, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ'][index]]),
);
const SUBSCRIPTS = new Map(
  [...'0123456789+-−'].map((from, index) => [from, [...'₀₁₂₃₄₅₆₇₈₉₊₋₋'][index]]),
);

/** 10<sup>6</sup> must not become 106: numbers have raised and lowered digits of their own in Unicode. */
function script(
  content: PhrasingContent[],
  digits: ReadonlyMap<string, string | undefined>,
): PhrasingContent[] {
  const [only] = content;
  if (content.length !== 1 || only?.type !== 'text') return content;
  const moved = [...only.value.trim()].map((char) => digits.get(char));
  return moved.length > 0 && moved.every((char) => char !== undefined)
    ? [text(moved.join(''))]
    : content;
}
