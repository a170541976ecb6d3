/** Every crawl of an invocation, wherever its link comes from: its lines in the log belong together, and it is counted. */
import { withoutCredentials } from '../errors.ts';
import type { crawlLink } from '../pipeline/crawl-link.ts';
import { correlate } from './logging.ts';
import type { InvocationMetrics } from './metrics.ts';

export interface ObservedCrawlDeps {
  readonly crawlLink: typeof crawlLink;
  /** What has to be there before anything is crawled: the settings that are kept secret. */
  readonly prepare: () => Promise<void>;
  readonly metrics: Pick<InvocationMetrics, 'crawled' | 'threw'>;
}

/**
 * @example
 * const crawlLink = observedCrawl({ crawlLink: realCrawlLink, prepare, metrics });
 */
export function observedCrawl({
  crawlLink,
  prepare,
  metrics,
}: ObservedCrawlDeps): typeof crawlLink {
  return ({ user, link, ...request }, deps) =>
    correlate({ user, link: withoutCredentials(link) }, async () => {
      const comesBack = deps.comesBack ?? false;
      try {
        await prepare();
        const outcome = await crawlLink({ user, link, ...request }, deps);
        metrics.crawled(outcome, comesBack);
        return outcome;
      } catch (error) {
        metrics.threw(error, comesBack);
        throw error;
      }
    });
}
