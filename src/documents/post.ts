/** Posts: what a person wrote in short, as plain text. */
import * as z from 'zod';
import { crawledFields, defineCrawledDocument } from './crawled.ts';
import type { DocumentOf } from './define-document.ts';

const postSchema = z.object({
  ...crawledFields,
  content: z.strictObject({
    /** Plain text with its real line breaks. */
    text: z.string().min(1),
  }),
  /** Absolute link of the first image. */
  image: z.string().min(1).exactOptional(),
  /** What hangs below the text and is no part of it; of a `post`, which was reshared, the title is its author's name. */
  attachments: z
    .array(
      z.strictObject({
        kind: z.enum(['document', 'video', 'page', 'post']),
        link: z.string().min(1),
        title: z.string().min(1).exactOptional(),
      }),
    )
    .exactOptional(),
});

export type Post = DocumentOf<typeof postSchema>;

export const PostDocument = defineCrawledDocument({
  collection: 'posts',
  schema: postSchema,
  key: ['authorId', 'sourceId'],
  indexes: [{ fields: ['link'] }],
});
