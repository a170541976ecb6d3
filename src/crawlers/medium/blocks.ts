/**
 * The body of a post as Medium's own editor knows it: a row of blocks. Both sources of a post, the state in the page and
 * its markup of ten years, are read into blocks; only here do blocks become HTML for the Markdown writer.
 */
import { escapeAttribute } from './inline.ts';

export interface TextBlock {
  readonly type: 'paragraph' | 'quote' | 'bullet' | 'numbered';
  readonly html: string;
  /** The same without markup. */
  readonly text: string;
}

export interface HeadingBlock {
  readonly type: 'heading';
  /** As in the editor: 3 for the big one and the title, 4 for the small one and the subtitle; 2 only in the oldest posts. */
  readonly level: 2 | 3 | 4;
  /** Where the page itself marks it. */
  readonly role?: 'title' | 'subtitle';
  readonly html: string;
  readonly text: string;
}

export interface CodeBlock {
  readonly type: 'code';
  readonly code: string;
  readonly language?: string;
  /** Older editors cut a block of code at its blank lines. */
  readonly cutAtBlankLines: boolean;
}

export interface ImageBlock {
  readonly type: 'image';
  readonly src: string;
  readonly alt: string;
  /** HTML; empty without caption. */
  readonly caption: string;
  /** Where a click on the image leads to. */
  readonly href?: string;
}

export interface EmbedBlock {
  readonly type: 'embed';
  /** A card that links to a page, not a frame that shows it. */
  readonly isCard?: true;
  readonly link: string;
  readonly title: string;
  readonly caption: string;
}

export interface BreakBlock {
  readonly type: 'break';
}

export type Block = TextBlock | HeadingBlock | CodeBlock | ImageBlock | EmbedBlock | BreakBlock;

/**
 * One HTML text: neighbouring list items, quotes and cut code are joined, breaks at both ends dropped.
 *
 * @example
 * bodyHtml([{ type: 'bullet', html: 'ebb', text: 'ebb' }, { type: 'bullet', html: 'flood', text: 'flood' }]);
 * // '<ul><li>ebb</li><li>flood</li></ul>'
 */
export function bodyHtml(blocks: readonly Block[]): string {
  return runs(blocks).map(runHtml).join('\n');
}

/** How many characters of the author's text the blocks hold: the measure of completeness. */
export function textLength(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => {
    if ('text' in block) return sum + block.text.length;
    return block.type === 'code' ? sum + block.code.length : sum;
  }, 0);
}

/** Neighbours that belong together, in one run each. */
function runs(blocks: readonly Block[]): Block[][] {
  const found: Block[][] = [];
  for (const block of blocks) {
    const run = found.at(-1);
    const last = run?.at(-1);
    if (run === undefined || last === undefined) {
      if (block.type !== 'break') found.push([block]);
    } else if (belongTogether(last, block)) {
      run.push(block);
    } else {
      found.push([block]);
    }
  }
  while (found.at(-1)?.[0]?.type === 'break') found.pop();
  return found;
}

function belongTogether(one: Block, next: Block): boolean {
  if (one.type === 'code' && next.type === 'code') {
    return one.cutAtBlankLines && next.cutAtBlankLines;
  }
  return one.type === next.type && ['bullet', 'numbered', 'quote', 'break'].includes(one.type);
}

function runHtml(run: readonly Block[]): string {
  const [first] = run;
  if (first === undefined) return '';
  const html = (tag: string): string =>
    run.map((block) => ('html' in block ? `<${tag}>${block.html}</${tag}>` : '')).join('');
  switch (first.type) {
    case 'paragraph':
      return html('p');
    // The title is the only heading of the first level.
    case 'heading':
      return html(first.level === 4 ? 'h3' : 'h2');
    case 'bullet':
      return `<ul>${html('li')}</ul>`;
    case 'numbered':
      return `<ol>${html('li')}</ol>`;
    case 'quote':
      return `<blockquote>${html('p')}</blockquote>`;
    case 'code':
      return codeHtml(run);
    case 'image':
      return imageHtml(first);
    case 'embed':
      return embedHtml(first);
    case 'break':
      return '<hr>';
  }
}

function codeHtml(run: readonly Block[]): string {
  const blocks = run.filter((block) => block.type === 'code');
  const language = blocks[0]?.language;
  const name = language === undefined ? '' : ` class="language-${escapeAttribute(language)}"`;
  const code = blocks.map((block) => block.code).join('\n\n');
  return `<pre><code${name}>${escapeAttribute(code)}</code></pre>`;
}

function imageHtml({ src, alt, caption, href }: ImageBlock): string {
  const image = `<img src="${escapeAttribute(src)}" alt="${escapeAttribute(alt)}">`;
  const linked = href === undefined ? image : `<a href="${escapeAttribute(href)}">${image}</a>`;
  return `<figure>${linked}${captionHtml(caption)}</figure>`;
}

function embedHtml({ link, title, caption }: EmbedBlock): string {
  const anchor = `<a href="${escapeAttribute(link)}">${escapeAttribute(title || link)}</a>`;
  return caption === '' ? `<p>${anchor}</p>` : `<figure>${anchor}${captionHtml(caption)}</figure>`;
}

function captionHtml(caption: string): string {
  return caption === '' ? '' : `<figcaption>${caption}</figcaption>`;
}
