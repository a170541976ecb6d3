/** For tests and benchmarks that count requests, and are not about robots.txt: every host's is known, and allows all. */
import type { HostMemory } from '../../src/fetching/host-memory.ts';
import { inMemoryHosts } from '../../src/fetching/in-memory-hosts.ts';

/**
 * @example
 * const fetcher = createFetcher({ ...settings, PACE: '0' }, { hosts: knownHosts() });
 */
export const knownHosts = (): HostMemory => ({
  ...inMemoryHosts(),
  robotsOf: async () => ({ text: '', readAt: Date.now() }),
});
