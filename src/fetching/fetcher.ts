/** The only door to the network, as everybody else sees it. */
import type { FetchedPage, FetchedStream } from './page.ts';

export interface FetchOptions {
  /** Aborting it throws `AbortedError` at once. */
  readonly signal?: AbortSignal;
  /** The `Accept` header; HTML first unless said. */
  readonly accept?: string;
  /** Sent as `Authorization`, to the host of the link only: a redirect to another host drops it. */
  readonly authorization?: string;
  /** Sent as `Cookie`, in the browser too, to the host of the link only: a redirect to another host drops it. */
  readonly cookie?: string;
  /** True only for hosts that the person says are their own: robots.txt is not asked there. */
  readonly ignoreRobots?: boolean;
}

/** What the site said about its last answer; with it, it can say that nothing has changed since. */
export interface Validators {
  readonly etag?: string;
  /** The `Last-Modified` header as it came. */
  readonly lastModified?: string;
}

/** Is this page only the shell of an application, whose text a script would have to fetch? */
export type IsShell = (page: FetchedPage) => boolean;

export interface PageOptions extends FetchOptions {
  /** Makes the request conditional: a 304 throws `NotModified`. */
  readonly validators?: Validators;
  /** When it says yes, the same link is rendered in the browser; what helped is remembered of the host. */
  readonly isShell?: IsShell;
}

export interface StreamOptions extends FetchOptions {
  /** Most bytes that may arrive. */
  readonly maxBytes: number;
}

export interface RenderOptions extends FetchOptions {
  /** How often to scroll down for more, at most; 0 unless said. */
  readonly scrolls?: number;
}

/**
 * Fetches links of strangers: guarded, robots.txt and pace kept, redirects followed by hand, retried, size- and
 * time-limited.
 *
 * All throw a `CrawlError` for everything but a 2xx answer: `NotFoundError` (404, 410), `LoginRequiredError` (401, 402,
 * login walls), `BlockedError` (403, 418, 451, 999, challenge pages of any status), `ThrottledError` (429, GitHub's quota,
 * a host that is left alone for a while), `RobotsDisallowedError`, `UnsupportedContentError` (other 4xx), `UpstreamError`
 * (5xx, network, DNS, time-out, redirects that lead nowhere, a robots.txt that cannot be read), `UnsafeUrlError`,
 * `TooLargeError`, `AbortedError`.
 *
 * @example
 * const page = await fetch.page(new URL('https://example.org/post'), { signal });
 * const $ = load(page.text);
 */
export interface Fetcher {
  /** By HTTP; in the browser only where `isShell` asks for it. Throws `NotModified` too where validators are given. */
  page(link: URL, options?: PageOptions): Promise<FetchedPage>;
  stream(link: URL, options: StreamOptions): Promise<FetchedStream>;
  /** In the browser, for a crawler that knows that HTTP does not do; `text` is the page after its scripts. */
  render(link: URL, options?: RenderOptions): Promise<FetchedPage>;
  /**
   * The second half of `page` with `isShell`, for a page that is there already: that page, or its rendered form where it is
   * only a shell and rendering helps.
   */
  complete(page: FetchedPage, isShell: IsShell, options?: FetchOptions): Promise<FetchedPage>;
}

export interface ClosableFetcher extends Fetcher {
  /** Ends what is under way and lets all sockets go. */
  close(): Promise<void>;
}
