/** Articles: what a person wrote at length, as Markdown. */
import * as z from 'zod';
import { crawledFields, defineCrawledDocument } from './crawled.ts';
import type { DocumentOf } from './define-document.ts';

const articleSchema = z.object({
  ...crawledFields,
  /** The course's readers join the values: all of them are strings, and absent parts are left out. */
  content: z.strictObject({
    Title: z.string().min(1),
    Subtitle: z.string().min(1).exactOptional(),
    /** Markdown (CommonMark + GFM), without title and subtitle. */
    Content: z.string().min(1),
    /** BCP 47. */
    language: z.string().min(1).exactOptional(),
  }),
  /** Absolute link of the lead image. */
  image: z.string().min(1).exactOptional(),
});

export type Article = DocumentOf<typeof articleSchema>;

export const ArticleDocument = defineCrawledDocument({
  collection: 'articles',
  schema: articleSchema,
  key: ['authorId', 'sourceId'],
  indexes: [{ fields: ['link'] }],
});
