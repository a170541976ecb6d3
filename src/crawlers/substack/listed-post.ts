/** A post as the lists of Substack's API have it: the archive of a publication, the posts of a person. */
import * as z from 'zod';
import { ExtractionEmptyError } from '../../errors.ts';
import { dateOf } from '../../extraction/json-ld.ts';
import type { Byline } from '../byline.ts';
import type { LinkHarvest } from '../crawler.ts';
import { canonicalLink } from './article.ts';

/** A post that a source leads to, and by whom it is, as far as the source says so. */
export interface ListedPost extends LinkHarvest {
  readonly bylines: readonly (Byline & { readonly id?: number | undefined })[];
}

const byline = z.object({
  id: z.int().nullish().catch(undefined),
  name: z.string().nullish().catch(undefined),
  handle: z.string().nullish().catch(undefined),
});

// Only what names the post is insisted on. Everything else may change its shape without taking the link along.
const entry = z.object({
  id: z.int(),
  slug: z.string().min(1),
  type: z.string().nullish().catch(undefined),
  title: z.string().nullish().catch(undefined),
  canonical_url: z.string().nullish().catch(undefined),
  publication_id: z.int().nullish().catch(undefined),
  post_date: z.unknown().optional().transform(dateOf),
  updated_at: z.unknown().optional().transform(dateOf),
  publishedBylines: z
    .array(byline.catch({}))
    .nullish()
    .catch(undefined)
    .transform((bylines) => bylines ?? []),
});
type Entry = z.infer<typeof entry>;

/** One page of a list. */
export interface ListedPage {
  /** How far the page reaches: the offset of the next one is that much further. */
  readonly entries: number;
  readonly posts: readonly ListedPost[];
}

/**
 * Reads the posts of a page. Cross-posts are left out: they lead to what somebody else wrote.
 *
 * @param homeOf where a publication stands, for posts that do not name their own address; by the publication's number
 * @throws ExtractionEmptyError when it is no list of posts
 */
export function listedPage(
  answer: unknown,
  { link, homeOf }: { readonly link: URL; homeOf(publication: number | undefined): URL },
): ListedPage {
  const items = z.array(z.unknown()).safeParse(answer);
  const read = items.success ? items.data.map((item) => entry.safeParse(item)) : [];
  const entries = read.flatMap(({ data }) => (data === undefined ? [] : [data]));
  if (!items.success || (items.data.length > 0 && entries.length === 0)) {
    throw new ExtractionEmptyError(
      `The answer of ${link.pathname} is not a list of posts with id and slug`,
      { link, cause: items.error ?? read[0]?.error },
    );
  }
  const posts = entries.filter(({ type }) => type !== 'restack');
  return {
    entries: items.data.length,
    posts: posts.map((post) => listed(post, homeOf(post.publication_id ?? undefined))),
  };
}

function listed(post: Entry, home: URL): ListedPost {
  const { id, slug, canonical_url, post_date, updated_at, publishedBylines } = post;
  const title = post.title?.trim();
  const changedAt = updated_at ?? post_date;
  return {
    kind: 'link',
    link: canonicalLink({ id, slug, canonicalUrl: canonical_url ?? undefined }, undefined, home),
    ...(title && { title }),
    ...(post_date !== undefined && { publishedAt: post_date }),
    ...(changedAt !== undefined && { changedAt }),
    bylines: publishedBylines.map(({ id, name, handle }) => ({
      id: id ?? undefined,
      name: name ?? '',
      handle: handle ?? undefined,
    })),
  };
}

/** In a refresh, what lies behind a page of old posts was listed by an earlier crawl. */
export function hasNews(
  found: readonly { changedAt?: Date | undefined; publishedAt?: Date | undefined }[],
  since: Date,
): boolean {
  return found.some(({ changedAt, publishedAt }) => (changedAt ?? publishedAt ?? since) >= since);
}
