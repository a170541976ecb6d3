/** Figures: pictures with their captions in one paragraph; code, tables and quotes in a figure as they are. */
import type { AnyNode, Element } from 'domhandler';
import { isTag } from 'domhandler';
import type { BlockContent, Paragraph, PhrasingContent } from 'mdast';
import { codeTable } from './code.ts';
import { findElement, hasClass } from './elements.ts';
import { append, type Mapping, text } from './mapping.ts';

export function isFigure(element: Element): boolean {
  return element.name === 'figure' || (element.name === 'div' && hasClass(element, 'wp-caption'));
}

export function figure(element: Element, mapping: Mapping): BlockContent[] {
  // Hexo builds its code blocks as figures.
  const grid = hasClass(element, 'highlight')
    ? findElement(element, ({ name }) => name === 'table', 10)
    : undefined;
  const code = grid && codeTable(grid);
  if (code) return [code];
  const captions: Element[] = [];
  const isCaption = (below: Element) =>
    below.name === 'figcaption' || hasClass(below, 'wp-caption-text');
  findElement(
    element,
    (below) => {
      if (isCaption(below)) captions.push(below);
      return false;
    },
    300,
  );
  if (captions.length === 0) return withoutRepeats(mapping.flow(element.children));
  const caption: PhrasingContent[] = [];
  for (const one of captions) append(caption, [text(' '), ...mapping.phrasing(one.children)]);
  const shown = mapping.flow(without(element.children, captions));
  return captioned(withoutRepeats(shown), caption);
}

/** The caption goes to the last picture; below anything else it is a paragraph of its own. */
function captioned(blocks: BlockContent[], caption: PhrasingContent[]): BlockContent[] {
  const line: PhrasingContent = { type: 'emphasis', children: caption };
  const last = blocks.at(-1);
  if (last !== undefined && isPicture(last)) {
    last.children = [...last.children, text('\n'), line];
    return blocks;
  }
  return [...blocks, { type: 'paragraph', children: [line] }];
}

function isPicture(block: BlockContent): block is Paragraph {
  return (
    block.type === 'paragraph' &&
    block.children.every(
      (child) =>
        child.type === 'image' ||
        (child.type === 'text' && child.value.trim() === '') ||
        (child.type === 'link' && child.children.every(({ type }) => type === 'image')),
    )
  );
}

/** Sliders and lazy loaders hold the same picture more than once. */
function withoutRepeats(blocks: BlockContent[]): BlockContent[] {
  const seen = new Set<string>();
  return blocks.filter((block) => {
    if (block.type !== 'paragraph' || block.children.length !== 1) return true;
    const [only] = block.children;
    if (only?.type !== 'image') return true;
    if (seen.has(only.url)) return false;
    seen.add(only.url);
    return true;
  });
}

/** The nodes without the captions; a wrapper that holds a caption is opened. */
function without(nodes: readonly AnyNode[], captions: readonly Element[]): AnyNode[] {
  return nodes.flatMap((node): AnyNode[] => {
    if (!isTag(node)) return [node];
    if (captions.includes(node)) return [];
    const holds = captions.some((caption) => caption.parent === node);
    return holds ? without(node.children, captions) : [node];
  });
}
