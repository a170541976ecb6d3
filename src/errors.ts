/**
 * Every way a link can fail, as one tree of types. The retry verdict is part of the type, so nobody downstream
 * has to guess from a message; the hint says to a person what to do next.
 */

/** `never`: trying again gives the same answer. `later`: the cause passes by itself. */
export type Retry = 'never' | 'later';

export interface CrawlErrorDetails {
  /** The link at which it failed: the given one, or a redirect on its way. */
  link?: string | URL | undefined;
  /** One sentence that says what to do next. */
  hint?: string | undefined;
  /** How long to leave the host alone, in milliseconds (from Retry-After). */
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

/**
 * The root of the tree: a link could not be crawled.
 *
 * @example
 * try { await fetcher.page(link) } catch (error) {
 *   if (error instanceof CrawlError && error.retry === 'later') return retryIn(error.retryAfterMs ?? 60_000);
 *   throw error;
 * }
 */
export abstract class CrawlError extends Error {
  /** Stable, machine-readable name of the failure; what the ledger and the answers carry. */
  abstract readonly code: string;
  abstract readonly retry: Retry;
  /** What to do next when the thrower gave no better advice. */
  protected abstract readonly defaultHint: string;

  readonly link: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly #hint: string | undefined;

  constructor(message: string, details: CrawlErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.link = details.link === undefined ? undefined : withoutCredentials(details.link);
    this.retryAfterMs = details.retryAfterMs;
    this.#hint = details.hint;
  }

  get hint(): string {
    return this.#hint ?? this.defaultHint;
  }
}

/** The event, the links file or an option is not what goldpan takes; nothing was fetched. */
export class InvalidEventError extends CrawlError {
  readonly code = 'invalid_event';
  readonly retry = 'never';
  protected readonly defaultHint = 'Send {"user": "First Last", "link": "https://…"}.';
}

/** The link, or a redirect on its way, leads where a crawler must not go: a private address, an odd port, credentials. */
export class UnsafeUrlError extends CrawlError {
  readonly code = 'unsafe_url';
  readonly retry = 'never';
  protected readonly defaultHint =
    'Give a public http or https link on the standard ports, without user name and password.';
}

/** The site's robots.txt asks crawlers to leave this page alone. */
export class RobotsDisallowedError extends CrawlError {
  readonly code = 'robots_disallowed';
  readonly retry = 'never';
  protected readonly defaultHint =
    "The site's robots.txt asks not to crawl this page; import an export of it instead.";
}

/** 404 or 410, or a page that says of itself that the thing is gone. */
export class NotFoundError extends CrawlError {
  readonly code = 'not_found';
  readonly retry = 'never';
  protected readonly defaultHint =
    'Open the link in a browser; if it is gone there too, take it out of your links.';
}

/** The site refused us: a challenge page, 403, 451 or 999. A refusal page is never stored. */
export class BlockedError extends CrawlError {
  readonly code = 'blocked';
  readonly retry = 'never';
  protected readonly defaultHint =
    "The site refuses crawlers from this address; try from your own connection, or use the platform's export.";
}

/** The page is only shown to people who are logged in. */
export class LoginRequiredError extends CrawlError {
  readonly code = 'login_required';
  readonly retry = 'never';
  protected readonly defaultHint =
    "Give a public link of the same text, or use the platform's export of your data.";
}

/** 429, or a quota that is used up: nothing is at fault, come back later. */
export class ThrottledError extends CrawlError {
  readonly code = 'throttled';
  readonly retry = 'later';
  protected readonly defaultHint = 'The site asks for a pause; run the same command again later.';
}

/** The other side failed: 5xx, network, DNS, time-out, an answer that breaks off. */
export class UpstreamError extends CrawlError {
  readonly code = 'upstream';
  readonly retry = 'later';
  protected readonly defaultHint =
    'The site did not answer properly; check your connection and run it again later.';
}

/** The browser broke down over this page, twice. */
export class BrowserCrashError extends CrawlError {
  readonly code = 'browser_crash';
  readonly retry = 'later';
  protected readonly defaultHint =
    'Run it again later; `goldpan doctor` tells whether the browser starts here.';
}

/** The body is over the limit that keeps memory bounded. */
export class TooLargeError extends CrawlError {
  readonly code = 'too_large';
  readonly retry = 'never';
  protected readonly defaultHint = 'Give a link to a smaller part of it.';
}

/** A kind of content goldpan does not read: a PDF, an image, a page of a platform that holds no writing. */
export class UnsupportedContentError extends CrawlError {
  readonly code = 'unsupported_content';
  readonly retry = 'never';
  protected readonly defaultHint = 'Give the link of an article, a post or a repository.';
}

/** The page came, but no text of the author was found in it, or it no longer looks as the crawler knows it. */
export class ExtractionEmptyError extends CrawlError {
  readonly code = 'extraction_empty';
  readonly retry = 'never';
  protected readonly defaultHint =
    'Open the link in a browser; if it shows an article there, please report it with the link.';
}

/** The database refused or could not be reached. */
export class StorageError extends CrawlError {
  readonly code = 'storage';
  readonly retry = 'later';
  protected readonly defaultHint =
    'Check MONGODB_URI and that the database is running; `goldpan doctor` tells.';
}

/** The run was stopped (Ctrl-C, or a Lambda near its time-out) before this link was done. */
export class AbortedError extends CrawlError {
  readonly code = 'aborted';
  readonly retry = 'later';
  protected readonly defaultHint = 'Run the same command again; it goes on where it stopped.';
}

/** Something broke that no crawler foresaw: a defect of goldpan, kept with its cause so that it can be mended. */
export class UnexpectedError extends CrawlError {
  readonly code = 'unexpected';
  readonly retry = 'later';
  protected readonly defaultHint =
    'This is a defect of goldpan; please report it with the link and the message.';
}

/** A link as it may be shown: user name and password are taken out, whatever is wrong with the rest of it. */
export function withoutCredentials(link: string | URL): string {
  return String(link).replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');
}
