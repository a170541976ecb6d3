/** A direct event: one link, one answer. */
import type { CrawlMessage } from '../queue/message.ts';
import { type Answer, answerOf, type CrawledBody } from './answer.ts';
import { errorOf } from './failure.ts';
import { crawlAndFollow, type FollowDeps } from './follow.ts';

/**
 * Crawls the link of a direct event.
 *
 * @returns the answer of a link that was stored, unchanged or followed
 * @throws the typed `CrawlError` of every failure; the handler answers the final ones and lets the passing ones through
 */
export async function crawlDirect(
  request: CrawlMessage,
  deps: FollowDeps,
): Promise<Answer<CrawledBody>> {
  const crawled = await crawlAndFollow(request, deps);
  const { failure, link, state, documents, found, limit } = crawled.outcome;
  if (failure !== undefined) throw errorOf(failure, link);
  deps.log.info('crawled', { state, documents, found, limit, followed: crawled.followed });
  return answerOf(crawled);
}
