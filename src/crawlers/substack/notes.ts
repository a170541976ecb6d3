/** The notes of a person, as links to follow. */
import * as z from 'zod';
import { CrawlError } from '../../errors.ts';
import type { CrawlContext, LinkHarvest } from '../crawler.ts';
import { askApi } from './api.ts';
import { noteLink } from './links.ts';
import { hasNews } from './listed-post.ts';
import { noteIn, type SubstackNote } from './note-state.ts';

const MAX_PAGES = 200;

const page = z.object({
  items: z.array(z.unknown()),
  nextCursor: z.string().nullish().catch(undefined),
});

/**
 * Lists notes, newest first. Left out are those of others that the person passed on, and answers in conversations. Where
 * the list is closed there are no notes: the posts are worth keeping without them.
 *
 * @throws CrawlError only what passes
 */
export async function* listNotes(
  person: number,
  context: CrawlContext,
): AsyncGenerator<LinkHarvest, void, void> {
  const { previous, log } = context;
  const link = new URL(`/profile/${person}`, 'https://substack.com');
  const seen = new Set<number>();
  let cursor = '';
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const list = await nextPage(person, cursor, link, context);
    if (list === undefined) return;
    const fresh = list.notes.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    const own = fresh.filter(({ authorId, isReply }) => authorId === person && !isReply);
    for (const { id, handle, publishedAt } of own) {
      yield {
        kind: 'link',
        link: noteLink(id, handle),
        ...(publishedAt !== undefined && { publishedAt, changedAt: publishedAt }),
      };
    }
    const isOver = list.cursor === '' || list.cursor === cursor || fresh.length === 0;
    if (isOver || (previous && !hasNews(fresh, previous.attemptedAt))) return;
    cursor = list.cursor;
  }
  log.warn('The notes of a person go on for ever: only the first pages are listed', {
    link: link.href,
    pages: MAX_PAGES,
    notes: seen.size,
  });
}

interface NotesPage {
  readonly notes: readonly SubstackNote[];
  /** Where the next page starts; '' on the last one. */
  readonly cursor: string;
}

async function nextPage(
  person: number,
  cursor: string,
  link: URL,
  context: CrawlContext,
): Promise<NotesPage | undefined> {
  const query = new URLSearchParams({ 'types[]': 'note', ...(cursor !== '' && { cursor }) });
  const path = `/api/v1/reader/feed/profile/${person}?${query}`;
  try {
    const { items, nextCursor } = page.parse(await askApi(path, link.origin, context));
    return { notes: items.flatMap((one) => noteIn(one) ?? []), cursor: nextCursor ?? '' };
  } catch (error) {
    const isForGood =
      error instanceof CrawlError ? error.retry === 'never' : error instanceof z.ZodError;
    if (!isForGood) throw error;
    context.log.warn('The notes of a person are not to be had; only the posts are listed', {
      link: link.href,
      reason: error instanceof CrawlError ? error.message : 'The answer is no list of notes',
    });
    return undefined;
  }
}
