/** For tests that bring answers of their own: a fetcher without a browser, to which every page is what HTTP gave. */
import type { Fetcher } from '../../src/fetching/fetcher.ts';

/**
 * @example
 * const fetch = httpOnly({ page: async () => page, stream: () => Promise.reject(new Error('not asked for')) });
 */
export const httpOnly = (fetch: Pick<Fetcher, 'page' | 'stream'>): Fetcher => ({
  ...fetch,
  render: (link, options) => fetch.page(link, options),
  complete: async (page) => page,
});
