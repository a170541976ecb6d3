/** Blocks: paragraphs, headings, quotes, and the elements that only group them. */
import type { AnyNode, Element } from 'domhandler';
import { isTag } from 'domhandler';
import type { BlockContent, Blockquote, Heading, List, PhrasingContent } from 'mdast';
import { codeBlock } from './code.ts';
import { hasClass, isBlock, isDropped, textOf } from './elements.ts';
import { embed, tweet } from './embeds.ts';
import { figure, isFigure } from './figures.ts';
import { oneLine } from './inline.ts';
import { linkedBlocks } from './links.ts';
import { definitions, list } from './lists.ts';
import { append, type Mapping, text } from './mapping.ts';
import { formula } from './math.ts';
import { table } from './tables.ts';

/** Deeper than this only the text is read; see `phrasingMapper`. */
const DEEPEST = 300;
/** Quotes and lists within one another beyond this are written side by side. */
const DEEPEST_CONTAINER = 24;

/** One mapper a document: it counts how deep it is. */
export function flowMapper(mapping: () => Mapping): Mapping['flow'] {
  let depth = 0;
  let containers = 0;

  function flow(nodes: readonly AnyNode[]): BlockContent[] {
    if (depth >= DEEPEST) return paragraphs([text(oneLine(textOf(nodes)))]);
    depth += 1;
    const blocks: BlockContent[] = [];
    let run: AnyNode[] = [];
    const endRun = () => {
      if (run.length > 0) append(blocks, paragraphs(mapping().phrasing(run)));
      run = [];
    };
    for (const node of nodes) {
      if (isTag(node) && startsBlock(node, mapping())) {
        endRun();
        append(blocks, block(node));
      } else if (!isTag(node) && 'children' in node) {
        endRun();
        append(blocks, flow(node.children));
      } else {
        run.push(node);
      }
    }
    endRun();
    depth -= 1;
    return blocks;
  }

  /** Reads a quote or a list; beyond the deepest only what it holds is kept. */
  function nested(read: () => Blockquote | List | undefined): BlockContent[] {
    containers += 1;
    const node = read();
    containers -= 1;
    if (node === undefined) return [];
    if (containers < DEEPEST_CONTAINER) return [node];
    const inner =
      node.type === 'list' ? node.children.flatMap(({ children }) => children) : node.children;
    // Only `flow` fills quotes and lists here, so that there are no definitions among them.
    return inner as BlockContent[];
  }

  function block(element: Element): BlockContent[] {
    const known = mapping();
    if (known.leftOut.has(element)) return [];
    const tex = formula(element);
    if (tex !== undefined) return tex.value === '' ? [] : [{ type: 'paragraph', children: [tex] }];
    if (isDropped(element) || (element.name === 'form' && isSmallForm(element))) return [];
    if (isFigure(element)) return figure(element, known);
    switch (element.name) {
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6':
        return heading(element, known);
      case 'pre':
      case 'listing':
        return preformatted(element);
      case 'hr':
        return [{ type: 'thematicBreak' }];
      case 'ul':
      case 'ol':
      case 'menu':
      case 'dir':
        return nested(() => list(element, known));
      case 'dl':
        return definitions(element, known);
      case 'table':
        return table(element, known);
      case 'blockquote':
        return quote(element, known);
      case 'iframe':
      case 'video':
      case 'audio':
        return paragraphs(embed(element, known));
      case 'summary':
        return paragraphs([{ type: 'strong', children: known.phrasing(element.children) }]);
      case 'a':
        return linkedBlocks(element, known);
      default:
        return flow(element.children);
    }
  }

  function preformatted(element: Element): BlockContent[] {
    const code = codeBlock(element);
    return code === undefined ? [] : [code];
  }

  function quote(element: Element, known: Mapping): BlockContent[] {
    if (hasClass(element, 'twitter-tweet', 'twitter-video')) {
      const link = tweet(element, known);
      if (link !== undefined) return [link];
    }
    return nested(() => {
      const children = flow(element.children);
      return children.length === 0 ? undefined : { type: 'blockquote', children };
    });
  }

  return flow;
}

function startsBlock(element: Element, mapping: Mapping): boolean {
  return isBlock(element) || mapping.holders.has(element);
}

/** A search box or a subscription; but some sites put the whole page into one form. */
function isSmallForm(element: Element): boolean {
  return textOf(element, 1_000).trim().length < 1_000;
}

function heading(element: Element, mapping: Mapping): BlockContent[] {
  const depth = Number(element.name.slice(1)) as Heading['depth'];
  const children = mapping.phrasing(element.children).flatMap((node) => {
    // A heading that links to itself is not a link.
    const toItself = node.type === 'link' && node.url.startsWith(`${pageOf(mapping.baseUrl)}#`);
    return toItself ? node.children : [node];
  });
  return [{ type: 'heading', depth, children }];
}

function pageOf(url: URL): string {
  return url.href.slice(0, url.href.length - url.hash.length);
}

/** Text in one or more paragraphs: two line breaks in a row are how old editors end one. */
function paragraphs(content: readonly PhrasingContent[]): BlockContent[] {
  const blocks: BlockContent[] = [];
  let current: PhrasingContent[] = [];
  let breaks = 0;
  const end = () => {
    if (current.some(isVisible)) blocks.push({ type: 'paragraph', children: current });
    current = [];
    breaks = 0;
  };
  for (const node of content) {
    if (node.type === 'break') breaks += 1;
    else if (isVisible(node)) {
      if (breaks > 1) end();
      breaks = 0;
    }
    current.push(node);
  }
  end();
  return blocks;
}

function isVisible(node: PhrasingContent): boolean {
  return node.type !== 'break' && (node.type !== 'text' || /\S/.test(node.value));
}
