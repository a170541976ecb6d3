/** One search for what a site holds, over several sources of which any may fail. */
import { AbortedError, CrawlError } from '../../../errors.ts';
import type { CrawlContext } from '../../crawler.ts';
import type { Site } from './site.ts';

export interface Search {
  readonly site: Site;
  readonly context: CrawlContext;
  /** What went wrong so far; fatal only when no source gave anything. */
  readonly failures: CrawlError[];
}

/**
 * Asks one source. That it fails is logged and kept, and nothing more: there are others.
 *
 * @param source as people call it: 'feed', 'sitemap'
 * @param level `debug` where it was only a guess that there is one
 * @returns `undefined` when it failed
 * @throws AbortedError; whatever is no CrawlError
 */
export async function attempted<T>(
  source: string,
  link: URL,
  { context, failures }: Search,
  work: () => Promise<T>,
  level: 'debug' | 'warn' = 'warn',
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CrawlError) || error instanceof AbortedError) throw error;
    failures.push(error);
    context.log[level]('A source cannot be read', {
      source,
      link: link.href,
      because: error.message,
    });
    return undefined;
  }
}
