/** What a person has published on Substack, over all publications, as links to follow: posts, then notes. */
import * as z from 'zod';
import { CrawlError, ExtractionEmptyError } from '../../errors.ts';
import type { CrawlContext, LinkHarvest } from '../crawler.ts';
import { askApi } from './api.ts';
import { type PersonRef, profileLink } from './links.ts';
import { hasNews, type ListedPage, listedPage } from './listed-post.ts';
import { listNotes } from './notes.ts';
import { findPerson, type Person } from './person.ts';
import { toLink } from './publication.ts';
import { homeOf, publicationId } from './publication-home.ts';

const PAGE = 50;
/** 10,000 posts: ten times what the pipeline follows of one source. */
const MAX_PAGES = 200;

const postsPage = z.object({
  posts: z.unknown(),
  publications: z.array(z.unknown()).nullish().catch(undefined),
  nextCursor: z.string().nullish().catch(undefined),
});

/** A number is enough to list posts and notes. */
type Known = Pick<Person, 'id'> & Partial<Person>;

/**
 * Lists the posts that bear the person's name, newest first, and what the person has noted down since joining; what
 * others wrote below it is not listed.
 *
 * In a refresh, each list ends after the first page without anything that is newer than the crawl before.
 *
 * @throws CrawlError when the person, or the lists, are not to be had; ExtractionEmptyError when there is nothing
 */
export async function* crawlProfile(
  ref: PersonRef,
  context: CrawlContext,
): AsyncGenerator<LinkHarvest, void, void> {
  const link = profileLink(ref);
  const person: Known = 'id' in ref ? { id: ref.id } : await findPerson(ref, context);
  const count = { posts: 0, publications: 0, notes: 0 };
  try {
    for await (const post of listPosts(person.id, link, context)) {
      count.posts += 1;
      yield post;
    }
  } catch (error) {
    if (!(error instanceof CrawlError) || error.retry === 'later') throw error;
    context.log.warn('The posts of a person are not to be had; following the publications', {
      link: link.href,
      code: error.code,
      reason: error.message,
    });
    const publications = person.publications ?? (await findPerson(ref, context)).publications;
    if (publications.length === 0 && count.posts === 0) throw error;
    for (const publication of publications) {
      count.publications += 1;
      yield { kind: 'link', link: publication };
    }
  }
  for await (const note of listNotes(person.id, context)) {
    count.notes += 1;
    yield note;
  }
  context.log.info('Listed what a person has published', { link: link.href, ...count });
  if (count.posts + count.publications + count.notes === 0) {
    throw new ExtractionEmptyError(`${link.pathname.slice(1)} has published nothing on Substack`, {
      link,
    });
  }
}

async function* listPosts(
  id: number,
  link: URL,
  context: CrawlContext,
): AsyncGenerator<LinkHarvest, void, void> {
  const { previous, log } = context;
  const seen = new Set<string>();
  let [offset, cursor] = [0, ''];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const from = cursor === '' ? `offset=${offset}` : `cursor=${encodeURIComponent(cursor)}`;
    const path = `/api/v1/profile/posts?profile_user_id=${id}&limit=${PAGE}&${from}`;
    const { entries, posts, nextCursor } = postsIn(await askApi(path, link.origin, context), link);
    const fresh = posts.filter((post) => !seen.has(post.link.href));
    if (entries === 0 || (posts.length > 0 && fresh.length === 0)) return;
    for (const post of fresh) {
      seen.add(post.link.href);
      const isOwn = post.bylines.length === 0 || post.bylines.some((byline) => byline.id === id);
      if (isOwn) yield toLink(post);
    }
    if (previous && !hasNews(posts, previous.attemptedAt)) return;
    offset += entries;
    cursor = nextCursor;
  }
  log.warn('The posts of a person go on for ever: only the first pages are listed', {
    link: link.href,
    pages: MAX_PAGES,
    posts: seen.size,
  });
}

function postsIn(answer: unknown, link: URL): ListedPage & { readonly nextCursor: string } {
  const { data } = postsPage.safeParse(answer);
  const homes = new Map(
    (data?.publications ?? []).map((one) => [publicationId(one), homeOf(one)] as const),
  );
  // A post whose publication is not described stands in the reading app.
  const homeOfPost = (publication: number | undefined): URL => homes.get(publication) ?? link;
  const page = listedPage(data?.posts, {
    link: new URL('/api/v1/profile/posts', link),
    homeOf: homeOfPost,
  });
  return { ...page, nextCursor: data?.nextCursor ?? '' };
}
