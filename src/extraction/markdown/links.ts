/** Links: made absolute, freed of tracking, and dropped to their text where they lead nowhere. */
import type { Element } from 'domhandler';
import type { PhrasingContent } from 'mdast';
import { withoutTracking } from '../tracking-parameters.ts';
import { findElement, hasClass, textOf } from './elements.ts';
import { append, type Mapping } from './mapping.ts';

/** A link as it is written: absolute and without tracking; `undefined` for scripts, inline data and nonsense. */
export function absoluteLink(href: string | undefined, baseUrl: URL): string | undefined {
  if (href === undefined) return undefined;
  const written = href.trim();
  // To resolve it against a base would cost the base's parsing each time.
  const url = /^https?:\/\//i.test(written) ? URL.parse(written) : URL.parse(written, baseUrl.href);
  if (url === null || !/^(?:https?|mailto|tel):$/.test(url.protocol)) return undefined;
  return url.search !== '' && url.protocol.startsWith('http')
    ? withoutTracking(url).href
    : url.href;
}

export function link(element: Element, mapping: Mapping): PhrasingContent[] {
  const label = mapping.footnoteMarks.get(element);
  if (label !== undefined) return [{ type: 'footnoteReference', identifier: label, label }];
  if (isPermalink(element)) return [];
  const content = mapping.phrasing(element.children);
  const url = absoluteLink(element.attribs.href, mapping.baseUrl);
  if (url === undefined) return content;
  const [only] = content.filter((node) => node.type !== 'text' || node.value.trim() !== '');
  // Galleries link each picture to its own file.
  if (only?.type === 'image' && content.length <= 3 && leadsToImage(url)) return [only];
  return [{ type: 'link', url, children: content }];
}

function leadsToImage(url: string): boolean {
  return /\.(?:avif|gif|jpe?g|png|svg|webp)(?:[?#]|$)/i.test(url);
}

const PERMALINK_CLASSES = [
  ...[
    'anchor',
    'anchor-link',
    'anchorjs-link',
    'direct-link',
    'hash-link',
    'header-anchor',
    'header-link',
  ],
  ...[
    'heading-anchor',
    'heading-link',
    'headerlink',
    'permalink',
    'section-link',
    'td-heading-self-link',
  ],
];

/** The mark beside a heading ("#", "¶") that links to the heading itself. */
export function isPermalink(element: Element): boolean {
  const href = element.attribs.href;
  const hasTarget = href === undefined ? element.attribs.class !== undefined : href.includes('#');
  if (!hasTarget) return false;
  if (findElement(element, ({ name }) => name === 'img' || name === 'code', 20) !== undefined)
    return false;
  const mark = textOf(element, 40).replaceAll(/\s|\p{Cf}|\p{Mn}/gu, '');
  if (/^[#¶§🔗⚓∞]*$/u.test(mark)) return true;
  if (element.attribs['aria-hidden'] === 'true') return true;
  return (
    hasClass(element, ...PERMALINK_CLASSES) &&
    /^(?:permalink|link|anchor|copylink|directlink|linkto.*|permalinkto.*|directlinkto.*)$/i.test(
      mark,
    )
  );
}

/** Blocks inside a link ("cards", pictures): the link goes to each paragraph and heading on its own. */
export function linkedBlocks(element: Element, mapping: Mapping): ReturnType<Mapping['flow']> {
  const blocks = mapping.flow(element.children);
  const url = absoluteLink(element.attribs.href, mapping.baseUrl);
  if (url === undefined) return blocks;
  for (const block of blocks) {
    if (block.type !== 'paragraph' && block.type !== 'heading') continue;
    const [first, ...rest] = block.children;
    if (first?.type === 'image') {
      if (!leadsToImage(url)) block.children = [{ type: 'link', url, children: [first] }, ...rest];
      continue;
    }
    const linked: PhrasingContent[] = [];
    append(linked, block.children);
    block.children = [{ type: 'link', url, children: linked }];
  }
  return blocks;
}
