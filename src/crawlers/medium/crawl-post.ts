/** One post: from its page, from its lasting address, or from the feed of its author. */
import { AbortedError, BlockedError, CrawlError, NotFoundError } from '../../errors.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { ArticleHarvest, CrawlContext } from '../crawler.ts';
import { fetchFeed } from './crawl-listing.ts';
import { readFeedPost } from './feed-post.ts';
import { withGists } from './gists.ts';
import { isGone } from './gone.ts';
import { lastingLink, type MediumLink } from './links.ts';
import { type Post, readPost, toArticle } from './post.ts';
import { refusedByMedium } from './refused.ts';

type PostLink = Extract<MediumLink, { kind: 'post' }>;

/**
 * Reads a post. Where Medium refuses the page, the feed of its account may still hold the whole text.
 *
 * @throws CrawlError; a `BlockedError` says what else can be tried
 */
export async function crawlPost(
  link: URL,
  read: PostLink,
  context: CrawlContext,
): Promise<ArticleHarvest> {
  const post = await postAt(link, read, context);
  return toArticle(await withGists(post, context));
}

async function postAt(link: URL, read: PostLink, context: CrawlContext): Promise<Post> {
  try {
    return readPost(await fetchPost(link, read, context), read.postId);
  } catch (error) {
    if (!(error instanceof BlockedError)) throw error;
    const post = await postInFeed(read, context);
    if (post === undefined) throw refusedByMedium(error, read.account);
    context.log.warn('Medium refuses the page; the post is taken from the feed', {
      link: link.href,
      reason: error.message,
    });
    return post;
  }
}

/** Where a domain was disconnected, or a sub-domain given up, Medium still serves its posts by their ids. */
async function fetchPost(
  link: URL,
  { postId }: PostLink,
  { fetch, log }: CrawlContext,
): Promise<FetchedPage> {
  try {
    return await fetch.page(link);
  } catch (error) {
    if (link.host === 'medium.com' || !isGone(error)) throw error;
    const lasting = lastingLink(postId);
    log.warn('The host has left Medium; the post is asked for by its id', {
      link: link.href,
      lasting: lasting.href,
      reason: error.message,
    });
    return fetch.page(lasting).catch((second: unknown) => {
      // Then it was no post of Medium's, or is gone there too: what counts is what the given link said.
      throw second instanceof NotFoundError ? error : second;
    });
  }
}

async function postInFeed(
  { postId, account }: PostLink,
  context: CrawlContext,
): Promise<Post | undefined> {
  if (account === undefined) return undefined;
  try {
    const { posts } = await fetchFeed(account, context);
    const item = posts.find((post) => post.postId === postId);
    return item && readFeedPost(item);
  } catch (error) {
    if (!(error instanceof CrawlError) || error instanceof AbortedError) throw error;
    context.log.warn('The feed does not help against the refusal', {
      link: account.feed.href,
      code: error.code,
      reason: error.message,
    });
    return undefined;
  }
}
