/** The answer 304: what was asked for is what the asker has already. */

/**
 * Thrown by `page` when it was given validators and the site says that nothing has changed. Not a `CrawlError`: nothing
 * went wrong, there is only no page to read. The pipeline makes `unchanged` of it.
 *
 * @example
 * try { await fetch.page(link, { validators }) } catch (error) {
 *   if (error instanceof NotModified) return 'unchanged';
 *   throw error;
 * }
 */
export class NotModified extends Error {
  /** The link that answered 304, after redirects. */
  readonly link: URL;

  constructor(link: URL) {
    super(`${link.hostname} says that nothing has changed (HTTP 304).`);
    this.name = 'NotModified';
    this.link = link;
  }
}
