/** A site that knows which of its pages a visitor has already, as most servers do. */
import { createHash } from 'node:crypto';
import type { Site, SiteAnswer, SiteRequest } from './replica.ts';

/**
 * Gives every good answer of a site an entity tag, and answers 304 to a request that carries it.
 *
 * @param site may change its answers from request to request
 */
export function withValidators(site: Site): Site {
  return {
    hosts: site.hosts,
    async answer(request: SiteRequest): Promise<SiteAnswer | undefined> {
      const answer = await site.answer(request);
      if (answer === undefined || (answer.status ?? 200) !== 200) return answer;
      const etag = `"${createHash('sha256')
        .update(answer.body ?? '')
        .digest('hex')
        .slice(0, 16)}"`;
      return request.headers['if-none-match'] === etag
        ? { status: 304, headers: { etag } }
        : { ...answer, headers: { ...answer.headers, etag } };
    },
  };
}
