/** The typed paragraphs of Medium's editor become blocks. */
import * as z from 'zod';
import type { Block } from './blocks.ts';
import { embedLink, mediaLink } from './embeds.ts';
import { imageLink } from './images.ts';
import { inlineHtml, type Markup } from './inline.ts';

/** No real paragraph has a tenth of it; a hostile one must not cost more than its length. */
const MAX_MARKUPS = 5_000;

const text = z.string().catch('');
const link = z.string().min(1).optional().catch(undefined);
const resource = z
  .object({ id: link, iframeSrc: link, href: link, title: text })
  .optional()
  .catch(undefined);

const markupSchema = z
  .object({
    type: z.string(),
    start: z.number(),
    end: z.number(),
    href: link,
    /** A mention links to a person instead. */
    userId: link,
  })
  .transform(({ userId, href, ...markup }): Markup => {
    const person = userId === undefined ? undefined : `https://medium.com/u/${userId}`;
    return { ...markup, href: href ?? person };
  });

export const paragraphSchema = z.object({
  type: z.string(),
  text,
  href: link,
  markups: z
    .array(z.unknown())
    .transform((list) =>
      list.slice(0, MAX_MARKUPS).flatMap((item) => markupSchema.safeParse(item).data ?? []),
    )
    .catch([]),
  metadata: z.object({ id: link, alt: text }).optional().catch(undefined),
  iframe: z.object({ mediaResource: resource }).optional().catch(undefined),
  mixtapeMetadata: z.object({ href: link, mediaResource: resource }).optional().catch(undefined),
  codeBlockMetadata: z.object({ lang: link }).optional().catch(undefined),
});

export type Paragraph = z.infer<typeof paragraphSchema>;

/**
 * One block a paragraph, and a break before each further section.
 *
 * @param sectionStarts indexes of the first paragraph of each section
 */
export function paragraphBlocks(
  paragraphs: readonly Paragraph[],
  sectionStarts: ReadonlySet<number>,
): Block[] {
  return paragraphs.flatMap((paragraph, index): Block[] => {
    const blocks = paragraphBlock(paragraph);
    return index > 0 && sectionStarts.has(index) ? [{ type: 'break' }, ...blocks] : blocks;
  });
}

function paragraphBlock(paragraph: Paragraph): Block[] {
  const { type, text: words } = paragraph;
  const html = inlineHtml(words, paragraph.markups);
  switch (type) {
    case 'IMG':
      return imageBlock(paragraph, html);
    case 'IFRAME':
      return embedBlock(paragraph, html);
    case 'MIXTAPE_EMBED':
      return mixtapeBlock(paragraph, html);
    case 'PRE':
    case 'CODE_BLOCK': {
      const language = paragraph.codeBlockMetadata?.lang;
      return [
        {
          type: 'code',
          code: words,
          cutAtBlankLines: paragraph.codeBlockMetadata === undefined,
          ...(language !== undefined && { language }),
        },
      ];
    }
    case 'H2':
    case 'H3':
    case 'H4':
      return words.trim() === ''
        ? []
        : [{ type: 'heading', level: HEADINGS[type], html, text: words }];
  }
  if (words.trim() === '') return [];
  // A type that is not known yet still holds the author's words.
  return [{ type: TEXTS.get(type) ?? 'paragraph', html, text: words }];
}

const HEADINGS = { H2: 2, H3: 3, H4: 4 } as const;

const TEXTS = new Map<string, 'quote' | 'bullet' | 'numbered'>([
  ['BQ', 'quote'],
  ['PQ', 'quote'],
  ['ULI', 'bullet'],
  ['OLI', 'numbered'],
]);

function imageBlock({ metadata, href }: Paragraph, caption: string): Block[] {
  if (metadata?.id === undefined) return [];
  return [
    {
      type: 'image',
      src: imageLink(metadata.id),
      alt: metadata.alt,
      caption,
      ...(href !== undefined && { href }),
    },
  ];
}

function embedBlock({ iframe }: Paragraph, caption: string): Block[] {
  const media = iframe?.mediaResource;
  const shown = media?.href ?? media?.iframeSrc;
  const target = shown === undefined ? media?.id && mediaLink(media.id) : embedLink(shown);
  if (!target) return [];
  return [{ type: 'embed', link: target, title: media?.title ?? '', caption }];
}

/** A card that links to a page: the first line of its text is the title, the rest is the page's own description. */
function mixtapeBlock({ mixtapeMetadata, markups, text: words }: Paragraph, html: string): Block[] {
  const target = mixtapeMetadata?.href ?? markups.find(({ href }) => href !== undefined)?.href;
  if (target === undefined)
    return words.trim() === '' ? [] : [{ type: 'paragraph', html, text: words }];
  const title = words.split('\n', 1)[0] || mixtapeMetadata?.mediaResource?.title || '';
  return [{ type: 'embed', isCard: true, link: target, title, caption: '' }];
}
