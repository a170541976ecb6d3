/** A page that lists articles shows the names and dates of those articles, not its own. */
import type { TracedMetadata } from '../metadata.ts';

const DECLARED = /^(?:json-ld|meta|address)\b/;

/**
 * Keeps of author and dates what the page declares of itself for machines.
 *
 * @example
 * const { metadata } = kind === 'listing' ? withoutTeasers(read) : read;
 */
export function withoutTeasers({ metadata, trace }: TracedMetadata): TracedMetadata {
  const { author, publishedAt, modifiedAt, ...rest } = metadata;
  const own = Object.entries({ author, publishedAt, modifiedAt }).filter(
    ([field, value]) => value !== undefined && DECLARED.test(trace[field] ?? ''),
  );
  const kept = new Set([...Object.keys(rest), ...own.map(([field]) => field)]);
  return {
    metadata: { ...rest, ...Object.fromEntries(own) },
    trace: Object.fromEntries(Object.entries(trace).filter(([field]) => kept.has(field))),
  };
}
