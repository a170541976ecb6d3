/** The record of a post that its page hands to its scripts, in the two forms that ten years of pages have. */
import * as z from 'zod';
import type { Block } from './blocks.ts';
import { imageLink } from './images.ts';
import { type JsonObject, objectAt } from './json-object.ts';

export interface StoredFacts {
  readonly title?: string | undefined;
  readonly author?: string | undefined;
  readonly firstPublishedAt?: Date | undefined;
  readonly latestPublishedAt?: Date | undefined;
  readonly tags: readonly string[];
  readonly image?: string | undefined;
  readonly language?: string | undefined;
  /** Where Medium serves it. */
  readonly link?: URL | undefined;
}

export interface StoredPost extends StoredFacts {
  /** Only the beginning was given to this reader; `isLocked` alone does not say so. */
  readonly previewOnly: boolean;
  /** Empty where the record holds no body, or none that is read. */
  readonly blocks: readonly Block[];
}

const text = z.string().trim().min(1).optional().catch(undefined);
const tags = z.array(z.object({ displayTitle: text, name: text, id: text }).catch({})).catch([]);
const moment = z
  .number()
  .int()
  .positive()
  .max(8.64e15)
  .transform((milliseconds) => new Date(milliseconds))
  .optional()
  .catch(undefined);

const factsSchema = z.object({
  title: text,
  creator: z.object({ name: text }).optional().catch(undefined),
  firstPublishedAt: moment,
  latestPublishedAt: moment,
  detectedLanguage: text,
  mediumUrl: text,
  previewImage: z.object({ id: text }).optional().catch(undefined),
  tags,
  virtuals: z.object({ tags }).optional().catch(undefined),
});

/**
 * The post in a page of 2013 to 2018 (`window["obvInit"]({"value": {"id": …}})`). Its body is not read from here: the
 * markup of these pages is complete.
 *
 * @example
 * readEmbeddedPost(page.text, '7c8f847b58')?.firstPublishedAt;
 */
export function readEmbeddedPost(html: string, postId: string): StoredPost | undefined {
  const opening = '"value":{';
  const named = html.indexOf(`${opening}"id":"${postId}"`);
  if (named === -1) return undefined;
  const value = objectAt(html, named + opening.length - 1);
  return value && { ...readStoredFacts(value), previewOnly: false, blocks: [] };
}

/** The facts in a record whose references are resolved. */
export function readStoredFacts(value: JsonObject): StoredFacts {
  const { mediumUrl, previewImage, creator, detectedLanguage, virtuals, ...facts } =
    factsSchema.parse(value);
  const named = [...facts.tags, ...(virtuals?.tags ?? [])];
  return {
    ...facts,
    author: creator?.name,
    tags: named.flatMap((tag) => tag.displayTitle ?? tag.name ?? tag.id ?? []),
    image: previewImage?.id === undefined ? undefined : imageLink(previewImage.id),
    language: detectedLanguage,
    link: mediumUrl !== undefined && URL.canParse(mediumUrl) ? new URL(mediumUrl) : undefined,
  };
}
