/** A post as the state of its page tells it: facts and typed paragraphs. */
import * as z from 'zod';
import { type ApolloState, fieldValues, record, resolved } from './apollo.ts';
import type { JsonObject } from './json-object.ts';
import { type Paragraph, paragraphBlocks, paragraphSchema } from './paragraphs.ts';
import { readStoredFacts, type StoredPost } from './stored-post.ts';

const sectionSchema = z.object({ startIndex: z.number().int().catch(0) });

interface Content {
  readonly previewOnly: boolean;
  readonly paragraphs: readonly Paragraph[];
  /** Index of the first paragraph of each section; between two sections stands a break. */
  readonly sectionStarts: ReadonlySet<number>;
}

/**
 * The post with this id in the state; `undefined` when the state does not hold it.
 *
 * @example
 * readStatePost(state, '0123456789ab')?.firstPublishedAt;
 */
export function readStatePost(state: ApolloState, postId: string): StoredPost | undefined {
  const post = record(state, { __ref: `Post:${postId}` });
  if (post === undefined) return undefined;
  const content = contentOf(state, post);
  return {
    ...readStoredFacts({
      ...post,
      creator: resolved(state, post.creator, 1),
      previewImage: resolved(state, post.previewImage, 1),
      tags: resolved(state, post.tags, 1),
    }),
    previewOnly: content?.previewOnly ?? false,
    blocks: content === undefined ? [] : paragraphBlocks(content.paragraphs, content.sectionStarts),
  };
}

/** The longest body in the record: depending on the year it hangs at `content(…)` or `viewerEdge.fullContent`. */
function contentOf(state: ApolloState, post: JsonObject): Content | undefined {
  const edge = record(state, post.viewerEdge);
  const bodies = [
    ...fieldValues(post, 'content'),
    ...(edge === undefined ? [] : fieldValues(edge, 'fullContent')),
  ].flatMap((value) => readContent(state, value) ?? []);
  const previews = fieldValues(post, 'extendedPreviewContent')
    .flatMap((value) => readContent(state, value) ?? [])
    .map((content) => ({ ...content, previewOnly: true }));
  return [...bodies, ...previews].reduce<Content | undefined>(
    (best, content) =>
      best === undefined || content.paragraphs.length > best.paragraphs.length ? content : best,
    undefined,
  );
}

function readContent(state: ApolloState, value: unknown): Content | undefined {
  const content = record(state, value);
  const body = content && record(state, content.bodyModel);
  if (!Array.isArray(body?.paragraphs)) return undefined;
  const sections = Array.isArray(body.sections) ? body.sections : [];
  return {
    previewOnly: content?.isLockedPreviewOnly === true,
    // Paragraph, its frame, the resource in the frame, and one level more for what years to come put between.
    paragraphs: body.paragraphs.flatMap((paragraph: unknown) => {
      const read = paragraphSchema.safeParse(resolved(state, paragraph, 4));
      return read.success ? [read.data] : [];
    }),
    sectionStarts: new Set(
      sections.flatMap((section: unknown) => {
        const read = sectionSchema.safeParse(resolved(state, section, 1));
        return read.success ? [read.data.startIndex] : [];
      }),
    ),
  };
}
