/** Pictures of a post: the files that the author uploaded, in place of the sizes that are cut from them. */
import type { Element } from 'domhandler';
import { textOf as textIn } from '../../extraction/markdown/elements.ts';
import { walk } from '../../extraction/markdown/survey.ts';
import { type DataAttrs, dataAttrs, recordOf, textOf } from './data-attrs.ts';
import { become, newElement, within } from './elements.ts';

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

const UPLOADED = /^https:\/\/substack-post-media\.s3\.amazonaws\.com\/public\/images\//;

/** Most pictures link to themselves; `href` is there only where the author set a link. */
export function linkedImage(frame: Element): void {
  const shown = within(frame, isImage);
  // Some lists of posts take the picture out of its frame, which leads to the same file.
  const own = originalImage(frame.attribs.href ?? '');
  if (shown === undefined && UPLOADED.test(own)) become(frame, 'img', { src: own, alt: '' }, []);
  if (shown === undefined) return;
  const { src = '', alt, href } = imageOf(shown);
  if (href === undefined) become(frame, 'img', { src, alt }, []);
  else become(frame, 'a', { href }, [newElement('img', { src, alt }, [])]);
}

export function plainPicture(picture: Element): void {
  const shown = within(picture, isImage);
  if (shown === undefined) return;
  plainImage(shown);
  become(picture, 'img', shown.attribs, []);
}

/** The file that was uploaded in place of the sizes that are cut from it. */
export function plainImage(shown: Element): void {
  const { src } = imageOf(shown);
  if (src === undefined) return;
  shown.attribs.src = src;
  delete shown.attribs.srcset;
}

export function singleImage(element: Element): void {
  const attrs = dataAttrs(element);
  figure(element, [attrs], textOf(attrs.title));
}

export function gallery(element: Element): void {
  const { images, alt, caption } = recordOf(dataAttrs(element).gallery);
  const shown = Array.isArray(images) ? images.map((one) => ({ alt, ...recordOf(one) })) : [];
  figure(element, shown, textOf(caption));
}

/** As it is drawn: its pictures stand in rows, and its attributes are gone. */
export function drawnGallery(element: Element): void {
  const images: DataAttrs[] = [];
  let caption: string | undefined;
  walk(element.children, (inner) => {
    // One within it is a part of it, and not to be walked again.
    delete inner.attribs['data-component-name'];
    if (isImage(inner)) images.push(imageOf(inner));
    if (inner.name === 'figcaption') caption = textIn(inner).trim() || undefined;
  });
  if (images.length > 0) figure(element, images, caption);
}

function isImage({ name }: Element): boolean {
  return name === 'img';
}

function imageOf(shown: Element) {
  const attrs = dataAttrs(shown);
  const src = textOf(attrs.src) ?? shown.attribs.src;
  return {
    src: src === undefined ? undefined : originalImage(src),
    alt: textOf(attrs.alt) ?? shown.attribs.alt ?? '',
    href: textOf(attrs.href),
  };
}

function figure(element: Element, images: readonly DataAttrs[], caption: string | undefined): void {
  const children: Element[] = [];
  for (const image of images) {
    const src = textOf(image.src);
    if (src === undefined) continue;
    const alt = textOf(image.alt) ?? '';
    const plain = newElement('img', { src: originalImage(src), alt }, []);
    children.push(newElement('div', {}, [plain]));
  }
  if (caption !== undefined) children.push(newElement('figcaption', {}, caption));
  become(element, 'figure', {}, children);
}
