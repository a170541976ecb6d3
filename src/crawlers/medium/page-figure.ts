/** Figures of Medium's pages: images, embeds, and the empty frames that scripts fill with either. */
import type { CheerioAPI } from 'cheerio/slim';
import type { Element } from 'domhandler';
import type { Block } from './blocks.ts';
import { embedLink } from './embeds.ts';
import { imageIdOf, imageLink } from './images.ts';

/** What Medium writes where the author gave no description. */
const NO_DESCRIPTION = /^(?:image for post|press enter or click to view image in full size)$/i;

const MEDIA = /https:\/\/medium\.com\/media\/[0-9a-f]{16,40}/;

/**
 * What a `<figure>` (or an `<iframe>` outside of any) shows: an embed, an image, or only its caption when a script would
 * have filled it.
 */
export function figureBlocks($: CheerioAPI, figure: Element): Block[] {
  const captionElement = $(figure).find('figcaption').first();
  const caption = (captionElement.html() ?? '').trim();
  const embed = embedIn($, figure);
  if (embed !== undefined) return [{ type: 'embed', ...embed, caption }];
  const src = imageIn($, figure);
  if (src !== undefined) {
    const href = $(figure).find('a[href]:has(img, [data-image-id])').attr('href');
    const alt = $(figure)
      .find('img[alt]')
      .toArray()
      .map((image) => $(image).attr('alt')?.trim());
    return [
      {
        type: 'image',
        src,
        alt: alt.find((text) => text && !NO_DESCRIPTION.test(text)) ?? '',
        caption,
        ...(href !== undefined && { href }),
      },
    ];
  }
  const text = captionElement.text().replaceAll(/\s+/g, ' ').trim();
  return text === '' ? [] : [{ type: 'paragraph', html: `<em>${caption}</em>`, text }];
}

function embedIn($: CheerioAPI, figure: Element): { link: string; title: string } | undefined {
  const frame = figure.name === 'iframe' ? $(figure) : $(figure).find('iframe').first();
  const source = frame.attr('src') ?? frame.attr('data-src');
  if (source) return { link: embedLink(source), title: frame.attr('title')?.trim() ?? '' };
  // In feeds a gist is a frame without address, and a link for readers that show no frames.
  const media = MEDIA.exec(frame.html() ?? '')?.[0];
  if (media !== undefined) return { link: embedLink(media), title: '' };
  const script = $(figure).find('script[src*="gist.github.com"]').attr('src');
  if (script !== undefined) return { link: embedLink(script), title: '' };
  const tweet = $(figure).find('.twitter-tweet a[href*="/status/"]').last().attr('href');
  return tweet === undefined ? undefined : { link: tweet, title: '' };
}

/** The id is in whatever address the lazy loader of the year left: placeholder, srcset, `<noscript>`, data attribute. */
function imageIn($: CheerioAPI, figure: Element): string | undefined {
  const named = $(figure).find('[data-image-id]').attr('data-image-id');
  if (named) return imageLink(named);
  const images = $(figure).find('img, source').toArray();
  const addresses = images.flatMap(({ attribs }) =>
    ['src', 'data-src', 'srcset', 'srcSet', 'data-srcset'].flatMap((name) => attribs[name] || []),
  );
  const imageId = addresses.map(imageIdOf).find((id) => id !== undefined);
  if (imageId !== undefined) return imageLink(imageId);
  return addresses.find((address) => /^https?:\/\/\S+$/.test(address));
}
