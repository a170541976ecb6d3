/** A link as one source knows it, and what several sources know of the same link. */
import { withoutTracking } from '../../../extraction/tracking-parameters.ts';
import type { LinkHarvest } from '../../crawler.ts';

export type FoundLink = Omit<LinkHarvest, 'kind'>;

/**
 * Equal for all spellings of a link that sources of one site use: with and without `www.`, https, a slash at the end, tracking.
 *
 * @example
 * keyOf(new URL('http://www.mara.example/notes/tides/?utm_source=rss')); // 'mara.example/notes/tides'
 */
export function keyOf(link: URL): string {
  const { pathname, search } = withoutTracking(link);
  return `${bareHost(link)}${pathname.replace(/\/(?:index\.html?)?$/i, '')}${search}`;
}

/** The host without `www.`, which most sites answer at with and without. */
export function bareHost({ hostname }: URL): string {
  return hostname.replace(/^www\./, '').replace(/\.$/, '');
}

/**
 * The newest links first, each with what `batches` know of it too, then all others; each link once. The first batch is
 * waited for, since what is in the feed of a site is in there too, with the day of its last change.
 *
 * @param newest of a feed: they are known with title and date
 */
export async function* merged(
  newest: readonly FoundLink[],
  batches: AsyncIterable<readonly FoundLink[]>,
): AsyncGenerator<FoundLink, void, void> {
  const waiting = byKey(newest);
  const given = new Set<string>();
  for await (const batch of batches) {
    const found = byKey(batch);
    const order = new Set([...waiting.keys(), ...found.keys()]);
    const known = new Map(waiting);
    waiting.clear();
    for (const key of order) {
      const link = joined(known.get(key), found.get(key));
      if (link === undefined || given.has(key)) continue;
      given.add(key);
      yield link;
    }
  }
  yield* waiting.values();
}

function byKey(links: readonly FoundLink[]): Map<string, FoundLink> {
  const map = new Map<string, FoundLink>();
  for (const link of links) {
    const key = keyOf(link.link);
    const both = joined(map.get(key), link);
    if (both !== undefined) map.set(key, both);
  }
  return map;
}

/** The link as the second spells it, title and first publication as the first knows them, the later change of both. */
function joined(one: FoundLink | undefined, other: FoundLink | undefined): FoundLink | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const changes = [one.changedAt, other.changedAt].filter((date) => date !== undefined);
  const changedAt = changes.toSorted((a, b) => b.getTime() - a.getTime())[0];
  return { ...other, ...one, link: other.link, ...(changedAt !== undefined && { changedAt }) };
}
