/** What Substack says of a note: the same object in the page's state, in the API's answer and in lists of notes. */
import * as z from 'zod';
import { dateOf } from '../../extraction/json-ld.ts';

const text = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((value) => value?.trim() || undefined);
const date = z.unknown().optional().transform(dateOf);

const attachment = z.object({ type: z.literal('image'), imageUrl: z.string() });

const comment = z
  .object({
    id: z.int().positive(),
    body: text,
    name: text,
    handle: text,
    user_id: z.int().nullish().catch(undefined),
    post_id: z.int().nullish().catch(undefined),
    date,
    edited_at: date,
    ancestor_path: text,
    attachments: z.array(z.unknown()).nullish().catch(undefined),
  })
  .transform((note) => ({
    id: note.id,
    text: note.body,
    name: note.name,
    handle: note.handle,
    authorId: note.user_id ?? undefined,
    publishedAt: note.date,
    modifiedAt: note.edited_at,
    image: (note.attachments ?? []).flatMap(
      (one) => attachment.safeParse(one).data?.imageUrl ?? [],
    )[0],
    /** An answer to a post or to another note. */
    isReply: note.post_id != null || note.ancestor_path !== undefined,
  }));

export type SubstackNote = z.infer<typeof comment>;

const item = z.object({ comment: z.unknown() });
const holders = [
  // The answer of `/api/v1/reader/comment/<id>`, and the state of a note's page.
  z.object({ item }).transform((holder) => holder.item.comment),
  z
    .object({ feedData: z.object({ feedItem: item }) })
    .transform((holder) => holder.feedData.feedItem.comment),
  item.transform((holder) => holder.comment),
];

/** The note in foreign JSON: a page's state, the API's answer, or an item of a list. `undefined` when there is none. */
export function noteIn(value: unknown): SubstackNote | undefined {
  for (const holder of holders) {
    const held = holder.safeParse(value);
    const note = held.success ? comment.safeParse(held.data) : undefined;
    if (note?.success) return note.data;
  }
  return undefined;
}
