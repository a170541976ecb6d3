/** The room's door: what the rest of goldpan uses of it. */
export { createFetcher } from './create-fetcher.ts';
export type { ClosableFetcher } from './fetcher.ts';
export { assertSafeLink } from './guard.ts';
export type { HostMemory } from './host-memory.ts';
export { NotModified } from './not-modified.ts';
