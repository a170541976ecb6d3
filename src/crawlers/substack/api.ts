/** Substack's own answers in JSON, which need neither key nor login. */
import { ExtractionEmptyError } from '../../errors.ts';
import type { CrawlContext } from '../crawler.ts';

/**
 * Asks one host's API.
 *
 * @param path with its query: '/api/v1/posts/tides'
 * @throws ExtractionEmptyError when the answer is no JSON, and whatever the fetcher throws
 */
export async function askApi(
  path: string,
  origin: string,
  { fetch }: CrawlContext,
): Promise<unknown> {
  const link = new URL(path, origin);
  const { text } = await fetch.page(link, { accept: 'application/json' });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ExtractionEmptyError(
      `${link.host} answered ${link.pathname} with something else than JSON`,
      {
        link,
        cause,
      },
    );
  }
}
