/** What Substack says of a post: the same object in the page's state and in the answers of its API. */
import * as z from 'zod';
import { dateOf } from '../../extraction/json-ld.ts';
import { homeOf } from './publication-home.ts';

const text = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((value) => value?.trim() || undefined);
const date = z.unknown().optional().transform(dateOf);
const names = z
  .array(z.object({ name: z.string() }).catch({ name: '' }))
  .nullish()
  .catch(undefined)
  .transform((items) => [...new Set((items ?? []).map(({ name }) => name.trim()).filter(Boolean))]);

// Only what names the post is insisted on. Everything else may change its shape without taking the text along.
const substackPost = z
  .object({
    id: z.int().positive(),
    slug: z.string().min(1),
    type: text,
    title: text,
    subtitle: text,
    canonical_url: text,
    post_date: date,
    updated_at: date,
    audience: text,
    wordcount: z.number().nullish().catch(undefined),
    body_html: text,
    truncated_body_text: text,
    publishedBylines: names,
    postTags: names,
    cover_image: text,
    podcast_url: text,
    video_upload_id: text,
  })
  .transform((post) => ({
    id: post.id,
    slug: post.slug,
    type: post.type ?? 'newsletter',
    title: post.title,
    subtitle: post.subtitle,
    canonicalUrl: post.canonical_url,
    publishedAt: post.post_date,
    modifiedAt: post.updated_at,
    audience: post.audience ?? 'everyone',
    /** Words of the whole text, also where only a part of it is shown. */
    wordCount: post.wordcount ?? undefined,
    bodyHtml: post.body_html,
    truncatedText: post.truncated_body_text,
    bylines: post.publishedBylines,
    tags: post.postTags,
    coverImage: post.cover_image,
    podcastUrl: post.podcast_url,
    videoUploadId: post.video_upload_id,
  }));

const publication = z.object({ base_url: text, language: text });

const holder = z
  .object({ post: z.unknown(), pub: z.unknown(), publication: z.unknown() })
  .partial();

// Pages of the reading app hold the post two levels deeper.
const readerState = z.object({ feedData: z.object({ initialPost: z.unknown() }) });

/** Of a post that was read off the page as it is shown, the number may be unknown. */
export type SubstackPost = Omit<z.infer<typeof substackPost>, 'id'> & {
  readonly id: number | undefined;
};
export type Publication = z.infer<typeof publication>;

export interface StatedPost {
  readonly post: SubstackPost;
  readonly publication?: Publication;
}

/**
 * The post in foreign JSON: a page's state, or the answer of `/api/v1/posts/<slug>` (the post itself) or
 * `/api/v1/posts/by-id/<id>` (post and publication). `undefined` when there is none.
 */
export function postIn(value: unknown): StatedPost | undefined {
  const reader = readerState.safeParse(value);
  return heldBy(value) ?? (reader.success ? heldBy(reader.data.feedData.initialPost) : undefined);
}

function heldBy(value: unknown): StatedPost | undefined {
  const held = holder.safeParse(value);
  if (!held.success) return undefined;
  const post = substackPost.safeParse(held.data.post ?? value);
  if (!post.success) return undefined;
  const stated = held.data.pub ?? held.data.publication;
  const by = publication.safeParse(stated);
  if (!by.success) return { post: post.data };
  const base_url = by.data.base_url ?? homeOf(stated)?.href;
  return { post: post.data, publication: { ...by.data, base_url } };
}
