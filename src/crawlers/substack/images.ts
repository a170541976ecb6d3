/** Pictures of a post: the files that the author uploaded, in place of the sizes that are cut from them. */
import type { Cheerio, CheerioAPI } from 'cheerio/slim';
import type { Element } from 'domhandler';
import { dataAttrs, recordOf, textOf } from './data-attrs.ts';

/**
 * The uploaded file behind an address of Substack's image service, which carries it percent-encoded at its end.
 *
 * @example
 * originalImage('https://substackcdn.com/image/fetch/w_1456,c_limit/https%3A%2F%2Fbucket.example%2Ftide.png');
 * // 'https://bucket.example/tide.png'
 */
export function originalImage(address: string): string {
  const encoded = /^https:\/\/substackcdn\.com\/image\/fetch\/.*\/(https?%3A%2F%2F[^/]+)$/.exec(
    address,
  )?.[1];
  if (encoded === undefined) return address;
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    if (error instanceof URIError) return address;
    throw error;
  }
}

/** Turns the frames, sizes and buttons around each picture into one plain `<img>`; captions stay where they are. */
export function plainImages($: CheerioAPI): void {
  $<Element, string>('.image-gallery-embed').each((_, element) => {
    $(element).replaceWith(gallery($, dataAttrs($(element))));
  });
  $<Element, string>('.image3').each((_, element) => {
    const attrs = dataAttrs($(element));
    $(element).replaceWith(figure($, [attrs], textOf(attrs.title)));
  });
  $<Element, string>('.image-link').each((_, element) => {
    const shown = $(element).find('img').first();
    if (shown.length > 0) $(element).replaceWith(linkedImage($, shown));
  });
  $<Element, string>('img').each((_, element) => {
    const shown = $(element);
    const { src } = imageOf(shown);
    if (src === undefined) return;
    shown.attr('src', src).removeAttr('srcset');
    shown.closest('picture').replaceWith(shown);
  });
}

/** Most pictures link to themselves; `href` is there only where the author set a link. */
function linkedImage($: CheerioAPI, shown: Cheerio<Element>): Cheerio<Element> {
  const { src = '', alt, href } = imageOf(shown);
  const plain = $<Element, string>('<img>').attr({ src, alt });
  return href === undefined ? plain : $<Element, string>('<a>').attr('href', href).append(plain);
}

function imageOf(shown: Cheerio<Element>) {
  const attrs = dataAttrs(shown);
  const src = textOf(attrs.src) ?? shown.attr('src');
  return {
    src: src === undefined ? undefined : originalImage(src),
    alt: textOf(attrs.alt) ?? shown.attr('alt') ?? '',
    href: textOf(attrs.href),
  };
}

function gallery($: CheerioAPI, attrs: Readonly<Record<string, unknown>>): Cheerio<Element> {
  const { images, alt, caption } = recordOf(attrs.gallery);
  const shown = Array.isArray(images) ? images.map((one) => ({ alt, ...recordOf(one) })) : [];
  return figure($, shown, textOf(caption));
}

function figure(
  $: CheerioAPI,
  images: readonly Readonly<Record<string, unknown>>[],
  caption: string | undefined,
): Cheerio<Element> {
  const element = $<Element, string>('<figure>');
  for (const image of images) {
    const src = textOf(image.src);
    if (src === undefined) continue;
    const alt = textOf(image.alt) ?? '';
    element.append($('<div>').append($('<img>').attr({ src: originalImage(src), alt })));
  }
  if (caption !== undefined) element.append($('<figcaption>').text(caption));
  return element;
}
