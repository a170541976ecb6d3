/** Articles that live longer than the pages they were read from. */
import type { Article } from './article.ts';

/**
 * A copy that shares no text with the page. What is cut out of a string, a site's name of thirteen letters, keeps the
 * whole of it in memory (V8): who keeps a thousand articles would keep a thousand pages.
 */
export function detached({ canonicalLink, ...rest }: Article): Article {
  // A URL cannot be cloned, and holds a text of its own already.
  return { ...structuredClone(rest), ...(canonicalLink !== undefined && { canonicalLink }) };
}
