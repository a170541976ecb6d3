/** The only door to the network, as everybody else sees it. */
import type { FetchedPage, FetchedStream } from './page.ts';

export interface FetchOptions {
  /** Aborting it throws `AbortedError` at once. */
  readonly signal?: AbortSignal;
  /** The `Accept` header; HTML first unless said. */
  readonly accept?: string;
  /** Sent as `Authorization`, to the host of the link only: a redirect to another host drops it. */
  readonly authorization?: string;
}

export interface StreamOptions extends FetchOptions {
  /** Most bytes that may arrive. */
  readonly maxBytes: number;
}

/**
 * Fetches links of strangers: guarded, redirects followed by hand, retried, size- and time-limited.
 *
 * Both throw a `CrawlError` for everything but a 2xx answer: `NotFoundError` (404, 410), `LoginRequiredError` (401, 402,
 * login walls), `BlockedError` (403, 418, 451, 999, challenge pages of any status), `ThrottledError` (429, GitHub's quota),
 * `UnsupportedContentError` (other 4xx), `UpstreamError` (5xx, network, DNS, time-out, redirects that lead nowhere),
 * `UnsafeUrlError`, `TooLargeError`, `AbortedError`.
 *
 * @example
 * const page = await fetch.page(new URL('https://example.org/post'), { signal });
 * const $ = load(page.text);
 */
export interface Fetcher {
  page(link: URL, options?: FetchOptions): Promise<FetchedPage>;
  stream(link: URL, options: StreamOptions): Promise<FetchedStream>;
}

export interface ClosableFetcher extends Fetcher {
  /** Ends what is under way and lets all sockets go. */
  close(): Promise<void>;
}
