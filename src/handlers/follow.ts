/** Where the links that a page leads to go: to the queue of the fleet, or through this very invocation. */
import type { Fetcher } from '../fetching/fetcher.ts';
import type { Log } from '../log.ts';
import type { CrawlDeps } from '../pipeline/crawl-deps.ts';
import type { crawlLink } from '../pipeline/crawl-link.ts';
import type { Outcome } from '../pipeline/outcome.ts';
import { DEFAULT_CONCURRENCY, InProcessQueue } from '../queue/in-process.ts';
import type { CrawlMessage, Follow } from '../queue/message.ts';

export interface FollowDeps {
  readonly crawlLink: typeof crawlLink;
  readonly fetcher: Fetcher;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Hands links to the queue of the fleet. Without it they are followed here until the time is nearly up. */
  readonly enqueue?: Follow | undefined;
  /** Notes links as queued, so that those that are not reached in time are not forgotten. */
  readonly queueInLedger: Follow;
}

/** What became of the links that were followed in the same invocation. */
export interface FollowedLinks {
  readonly crawled: number;
  readonly failed: number;
  /** Not reached in time; they lie in the ledger as queued. */
  readonly waiting: number;
}

export interface Followed {
  readonly outcome: Outcome;
  readonly followed?: FollowedLinks;
}

/**
 * Crawls one link and sees to it that the links it leads to are crawled too.
 *
 * @param delivery where the link comes from a queue: does a failure that passes bring it back?
 * @throws what `crawlLink` throws, also for a link that was followed here (a database that went away)
 */
export async function crawlAndFollow(
  message: CrawlMessage,
  deps: FollowDeps,
  delivery: Pick<CrawlDeps, 'comesBack'> = {},
): Promise<Followed> {
  const { crawlLink, fetcher, signal, log, enqueue, queueInLedger } = deps;
  if (enqueue !== undefined) {
    return {
      outcome: await crawlLink(message, { fetcher, signal, log, follow: enqueue, ...delivery }),
    };
  }
  const queue = new InProcessQueue({ concurrency: DEFAULT_CONCURRENCY });
  queue.reserve([message]);
  const follow: Follow = async (found) => {
    const fresh = queue.reserve(found);
    await queueInLedger(fresh);
    queue.add(fresh);
  };
  const outcome = await crawlLink(message, { fetcher, signal, log, follow, ...delivery });

  const counts = { crawled: 0, failed: 0, waiting: 0 };
  await queue.drain(async (found) => {
    const { state, failure } = await crawlLink(found, { fetcher, signal, log, follow });
    if (failure !== undefined) log.warn('a found link failed', { found: found.link, failure });
    if (failure?.code === 'aborted') counts.waiting += 1;
    else counts[state === 'failed' ? 'failed' : 'crawled'] += 1;
  }, signal);
  counts.waiting += queue.waiting;
  const any = counts.crawled + counts.failed + counts.waiting > 0;
  return { outcome, ...(any && { followed: counts }) };
}
