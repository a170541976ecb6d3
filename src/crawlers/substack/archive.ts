/** The posts of a publication, as links to follow. */
import * as z from 'zod';
import { ExtractionEmptyError } from '../../errors.ts';
import { dateOf } from '../../extraction/json-ld.ts';
import type { CrawlContext, LinkHarvest } from '../crawler.ts';
import { askApi } from './api.ts';
import { canonicalLink } from './article.ts';

/** What the archive page itself asks for at a time. */
const PAGE = 12;
/** 1,200 posts: more than the pipeline follows of one source. */
const MAX_PAGES = 100;

const entry = z.object({
  id: z.int(),
  slug: z.string().min(1),
  canonical_url: z.string().nullish().catch(undefined),
  post_date: z.unknown().optional().transform(dateOf),
  updated_at: z.unknown().optional().transform(dateOf),
});
type Entry = z.infer<typeof entry>;

/**
 * Lists what a publication has published, newest first, paid posts included: their free beginnings are worth keeping.
 *
 * @param host of the publication, on substack.com or its own
 * @throws ExtractionEmptyError when the archive is empty, or no archive
 */
export async function* crawlPublication(
  host: string,
  context: CrawlContext,
): AsyncGenerator<LinkHarvest, void, void> {
  const home = new URL(`https://${host}/`);
  const seen = new Set<number>();
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = `sort=new&search=&offset=${page * PAGE}&limit=${PAGE}`;
    const entries = entriesOf(await askApi(`/api/v1/archive?${query}`, home.origin, context), home);
    const fresh = entries.filter(({ id }) => !seen.has(id));
    for (const found of fresh) {
      seen.add(found.id);
      yield linkTo(found, home);
    }
    // A host that does not heed the offset would answer the same page for ever.
    if (entries.length < PAGE || fresh.length === 0) break;
    if (page === MAX_PAGES - 1) {
      context.log.warn('Only the newest posts of the publication are listed', {
        link: home.href,
        posts: seen.size,
      });
    }
  }
  context.log.info('Listed the posts of a publication', { link: home.href, posts: seen.size });
  if (seen.size === 0) {
    throw new ExtractionEmptyError(`The archive of ${host} lists no posts`, { link: home });
  }
}

function entriesOf(answer: unknown, link: URL): Entry[] {
  const read = z.array(entry).safeParse(answer);
  if (read.success) return read.data;
  throw new ExtractionEmptyError(
    'The answer of /api/v1/archive is not a list of posts with id and slug',
    { link, cause: read.error },
  );
}

function linkTo({ id, slug, canonical_url, post_date, updated_at }: Entry, home: URL): LinkHarvest {
  const changedAt = updated_at ?? post_date;
  return {
    kind: 'link',
    link: canonicalLink({ id, slug, canonicalUrl: canonical_url ?? undefined }, undefined, home),
    ...(changedAt !== undefined && { changedAt }),
  };
}
