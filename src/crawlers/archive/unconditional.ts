/** Pages that belong to an archive are always asked for whole. */
import type { CrawlContext } from '../crawler.ts';

/**
 * The context without conditional requests: that one page is as it was says nothing of the archive, which would be taken as
 * unchanged for it.
 */
export function unconditional(context: CrawlContext): CrawlContext {
  const { fetch } = context;
  return {
    ...context,
    fetch: {
      ...fetch,
      page: (link, options) => fetch.page(link, { ...options, validators: {} }),
    },
  };
}
