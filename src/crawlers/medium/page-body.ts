/**
 * The body of a post from the markup of its page, whatever the year. Only what the page marks as a paragraph of the post
 * is taken: bylines, claps, subscription boxes and lists of other posts carry no such mark, so they never come along.
 */
import type { CheerioAPI } from 'cheerio/slim';
import { type Element, isTag } from 'domhandler';
import type { Block } from './blocks.ts';
import { embedLink, outboundLink } from './embeds.ts';
import { figureBlocks } from './page-figure.ts';

/** Since 2013 every paragraph carries its name of four hex digits, as `name` or as `id`. */
const PARAGRAPH_NAME = /^[0-9a-f]{4}$/;
const PARAGRAPH_CLASS =
  /(?:^|\s)(?:graf(?:--[\w-]+)?|pw-post-title|pw-subtitle-paragraph|pw-post-body-paragraph)(?:\s|$)/;

const NOISE = new Set(
  'script style noscript header footer nav aside form input label svg canvas'.split(' '),
);

/**
 * The blocks in the page's first `<article>`; none when there is no article.
 *
 * @example
 * const blocks = pageBlocks(load(page.text));
 */
export function pageBlocks($: CheerioAPI): Block[] {
  const article = $('article').get(0);
  if (article === undefined) return [];
  clean(article);
  const levels = headingLevels($);
  return blocksBelow(article, { $, levels, marked: false });
}

interface Walk {
  readonly $: CheerioAPI;
  readonly levels: HeadingLevels;
  /** Does an element above carry the mark of a paragraph? */
  readonly marked: boolean;
}

function blocksBelow(parent: Element, walk: Walk): Block[] {
  return parent.children.filter(isTag).flatMap((element) => {
    if (NOISE.has(element.name)) return [];
    return blocksOf(element, { ...walk, marked: walk.marked || isMarked(element) });
  });
}

function blocksOf(element: Element, walk: Walk): Block[] {
  const { $, marked } = walk;
  if (hasClass(element, 'graf--mixtapeEmbed')) return mixtape($, element);
  switch (element.name) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
      return marked ? heading(element, walk) : [];
    case 'p':
      return marked ? textBlock($, element, 'paragraph') : [];
    case 'blockquote':
      return quote(element, walk);
    case 'ul':
    case 'ol':
      return element.children.filter(isTag).flatMap((item) => {
        const type = element.name === 'ul' ? 'bullet' : 'numbered';
        return item.name === 'li' && isMarked(item) ? textBlock($, item, type) : [];
      });
    case 'pre':
      return code($, element);
    case 'figure':
    case 'iframe':
      return figureBlocks($, element);
    case 'hr':
      return [{ type: 'break' }];
    case 'a':
      return isCard($, element) ? mixtape($, element) : [];
  }
  if (element.attribs.role === 'separator') return [{ type: 'break' }];
  return blocksBelow(element, walk);
}

type HeadingLevels = Readonly<Record<string, 2 | 3 | 4>>;

/** The big heading was `h3` until 2018, `h1` until 2022, and is `h2` beside the title's `h1` today. */
function headingLevels($: CheerioAPI): HeadingLevels {
  if ($('article [class*="graf--"]').length > 0) return { h1: 2, h2: 2, h3: 3, h4: 4 };
  const bigIsFirst = $('article h1:not(.pw-post-title)').length > 0;
  return bigIsFirst ? { h1: 3, h2: 4, h3: 4, h4: 4 } : { h1: 3, h2: 3, h3: 4, h4: 4 };
}

function heading(element: Element, { $, levels }: Walk): Block[] {
  const [block] = textBlock($, element, 'paragraph');
  if (block === undefined) return [];
  const { html, text } = block;
  const level = levels[element.name] ?? 4;
  if (hasClass(element, 'pw-post-title') || hasClass(element, 'graf--title')) {
    return [{ type: 'heading', level, role: 'title', html, text }];
  }
  if (hasClass(element, 'pw-subtitle-paragraph') || hasClass(element, 'graf--subtitle')) {
    return [{ type: 'heading', level, role: 'subtitle', html, text }];
  }
  return [{ type: 'heading', level, html, text }];
}

function quote(element: Element, { $ }: Walk): Block[] {
  const paragraphs = $(element).find('p').toArray();
  const parts = paragraphs.length > 0 ? paragraphs : [element];
  return parts.flatMap((part) => textBlock($, part, 'quote'));
}

function textBlock<Type extends 'paragraph' | 'quote' | 'bullet' | 'numbered'>(
  $: CheerioAPI,
  element: Element,
  type: Type,
): { type: Type; html: string; text: string }[] {
  const text = $(element).text().replaceAll(/\s+/g, ' ').trim();
  return text === '' ? [] : [{ type, html: $(element).html() ?? '', text }];
}

/** A block that an older editor had cut at its blank lines is one `<pre>` with a `<span>` for each part. */
function code($: CheerioAPI, pre: Element): Block[] {
  $(pre).find('br').replaceWith('\n');
  const parts = pre.children.filter(isTag).filter(isMarked);
  const text = parts.length > 1 ? parts.map((part) => $(part).text()).join('\n\n') : $(pre).text();
  if (text.trim() === '') return [];
  const language = pre.attribs['data-code-block-lang'];
  return [
    {
      type: 'code',
      code: text,
      cutAtBlankLines: hasClass(pre, 'graf--pre') && language === undefined,
      ...(language && { language }),
    },
  ];
}

/** A card that links to a page looks like a paragraph of its own: title, description and host inside one link. */
function isCard($: CheerioAPI, anchor: Element): boolean {
  return $(anchor).find('h2').length === 1 && $(anchor).find('h3, p').length > 0;
}

function mixtape($: CheerioAPI, element: Element): Block[] {
  const anchor = element.name === 'a' ? $(element) : $(element).find('a[href]').first();
  const link = anchor.attr('href');
  const title = anchor.find('h2, strong').first().text().replaceAll(/\s+/g, ' ').trim();
  return link === undefined || title === ''
    ? []
    : [{ type: 'embed', isCard: true, link: embedLink(link), title, caption: '' }];
}

function isMarked({ attribs }: Element): boolean {
  return (
    PARAGRAPH_NAME.test(attribs.id ?? attribs.name ?? '') ||
    PARAGRAPH_CLASS.test(attribs.class ?? '')
  );
}

function hasClass({ attribs }: Element, name: string): boolean {
  return (attribs.class ?? '').split(/\s+/).includes(name);
}

/** One pass over the whole tree, before anything is read of it: selecting in each paragraph would cost the square. */
function clean(root: Element): void {
  const stack = [root];
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    element.children = element.children.filter((child) => !isTag(child) || !isControl(child));
    const { name, attribs } = element;
    // What readers have highlighted is no emphasis of the author.
    if (name === 'mark') element.name = 'span';
    if (name === 'a') attribs.href = outboundLink(attribs['data-href'] ?? attribs.href ?? '');
    // One by one: a page may put more children into one element than a call takes arguments.
    for (const child of element.children) if (isTag(child)) stack.push(child);
  }
}

/** Words for the reader's hand or for a screen reader: menus, "Press enter or click to view image in full size". */
function isControl(element: Element): boolean {
  return element.name === 'button' || hasClass(element, 'speechify-ignore');
}
