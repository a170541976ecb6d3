/** The end of a source of which enough is known: more than the limit would not be followed. */
import type { Harvest } from '../crawlers/crawler.ts';
import type { FoundLinks } from './found-links.ts';

/** Thrown at a source's next request. No failure, so no `CrawlError`: a crawler has nothing to do about it. */
export class Enough extends Error {
  override readonly name = 'Enough';
}

/**
 * A source up to its end, or to where another request would only bring links above the limit.
 *
 * @returns whether there may be more links than were found
 * @throws what the harvest throws
 * @example
 * const isOpenEnded = await readSource(harvest, found, async (document) => store(document));
 */
export async function readSource(
  harvest: AsyncIterable<Harvest>,
  found: FoundLinks,
  onDocument: (document: Exclude<Harvest, { kind: 'link' }>) => Promise<void> | void,
): Promise<boolean> {
  try {
    for await (const one of harvest) {
      if (one.kind === 'link') found.add(one);
      else await onDocument(one);
      if (found.areTooMany) return true;
    }
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
    return true;
  }
  return false;
}
