/** Images: the largest file that the page offers, whatever its lazy loader does. */
import type { Element } from 'domhandler';
import { isTag } from 'domhandler';
import type { PhrasingContent } from 'mdast';
import { folded } from '../white-space.ts';
import { findElement, hasClass } from './elements.ts';
import { absoluteLink } from './links.ts';
import type { Mapping } from './mapping.ts';
import { largestOf } from './srcset.ts';

const LAZY_SRCSETS = ['data-srcset', 'data-lazy-srcset', 'srcset'];
const LAZY_SOURCES = [
  'data-src',
  'data-original',
  'data-lazy-src',
  'data-orig-file',
  'data-full-src',
  'data-url',
  'src',
];

export function image(element: Element, mapping: Mapping): PhrasingContent[] {
  const alt = folded(element.attribs.alt ?? '');
  // Emoji that a script turned into pictures.
  if (hasClass(element, 'emoji', 'wp-smiley', 'twemoji'))
    return alt === '' ? [] : [{ type: 'text', value: alt }];
  const url = addressOf(element, mapping.baseUrl);
  if (url === undefined || isPixel(element)) return [];
  return [{ type: 'image', url, alt }];
}

/** The address of an `<img>`, its `<picture>`'s sources included; `undefined` when only a placeholder is there. */
export function addressOf(element: Element, baseUrl: URL): string | undefined {
  for (const candidate of candidatesOf(element)) {
    if (!candidate || isPlaceholder(candidate)) continue;
    const url = absoluteLink(candidate, baseUrl);
    if (url?.startsWith('http')) return url;
  }
  return undefined;
}

/** Best first, read as far as they are asked for. */
function* candidatesOf(element: Element): Generator<string | undefined> {
  const { attribs } = element;
  for (const name of LAZY_SRCSETS) {
    const own = attribs[name];
    if (!own || isPlaceholder(own)) continue;
    yield largestOf(own);
    break;
  }
  yield* sourcesOf(element);
  for (const name of LAZY_SOURCES) yield attribs[name];
}

/** A page may put thousands of images beside as many sources. */
const MOST_SOURCES = 40;

function sourcesOf(element: Element): (string | undefined)[] {
  const picture = element.parent;
  if (picture === null || !isTag(picture) || picture.name !== 'picture') return [];
  return picture.children.slice(0, MOST_SOURCES).map((source) => {
    if (!isTag(source)) return undefined;
    const srcset = source.attribs['data-srcset'] ?? source.attribs.srcset;
    return source.name === 'source' && srcset ? largestOf(srcset) : undefined;
  });
}

function isPlaceholder(source: string): boolean {
  return (
    /^(?:data:|about:|blob:)/i.test(source.trim()) ||
    /\/(?:spacer|blank|pixel|transparent|placeholder)\.(?:gif|png)/i.test(source)
  );
}

function isPixel({ attribs }: Element): boolean {
  return [attribs.width, attribs.height].some((size) => size === '0' || size === '1');
}

/** `<noscript>` repeats, for readers without scripts, the picture before it; it counts when that one is a placeholder. */
export function noscriptImages(element: Element, mapping: Mapping): PhrasingContent[] {
  const before = element.prev !== null && previousElement(element);
  const shown = before && findElement(before, ({ name }) => name === 'img', 50);
  if (shown && addressOf(shown, mapping.baseUrl) !== undefined) return [];
  const own = findElement(element, ({ name }) => name === 'img', 50);
  return own === undefined ? [] : image(own, mapping);
}

function previousElement(element: Element): Element | undefined {
  let node = element.prev;
  while (node !== null && !isTag(node)) node = node.prev;
  return node ?? undefined;
}
