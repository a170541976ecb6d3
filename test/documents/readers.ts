/** The lessons that follow read what goldpan stores; these schemas are their Pydantic models. */
import { z } from 'zod';
import type { RawDocument } from '../../src/documents/prepare-collection.ts';

export const flatTexts = z.record(z.string(), z.string());
export const readers = {
  articles: z.object({
    entry_id: z.uuid(),
    type: z.literal('articles'),
    platform: z.string(),
    link: z.string(),
    content: flatTexts,
    author_id: z.string(),
    author_full_name: z.string(),
  }),
  posts: z.object({
    entry_id: z.uuid(),
    type: z.literal('posts'),
    platform: z.string(),
    content: flatTexts,
    author_id: z.string(),
    author_full_name: z.string(),
    image: z.string().nullish(),
  }),
  repositories: z.object({
    entry_id: z.uuid(),
    type: z.literal('repositories'),
    name: z.string(),
    link: z.string(),
    content: flatTexts,
    owner_id: z.string(),
    platform: z.string(),
    author_id: z.string(),
    author_full_name: z.string(),
  }),
};

/** As the change-data-capture of the course hands a document on. */
export function handedOn(type: string, { _id, ...document }: RawDocument): Record<string, unknown> {
  return { ...document, entry_id: String(_id), type };
}
