/** From a failure in an outcome back to the typed error, because Lambda counts only what is thrown. */
import {
  AbortedError,
  BlockedError,
  BrowserCrashError,
  type CrawlError,
  type CrawlErrorDetails,
  ExtractionEmptyError,
  InvalidEventError,
  LoginRequiredError,
  NotFoundError,
  RobotsDisallowedError,
  StorageError,
  ThrottledError,
  TooLargeError,
  UnexpectedError,
  UnsafeUrlError,
  UnsupportedContentError,
  UpstreamError,
} from '../errors.ts';
import type { Failure } from '../pipeline/outcome.ts';

type CrawlErrorType = new (message: string, details?: CrawlErrorDetails) => CrawlError;

const TYPES: Readonly<Record<string, CrawlErrorType>> = {
  invalid_event: InvalidEventError,
  unsafe_url: UnsafeUrlError,
  robots_disallowed: RobotsDisallowedError,
  not_found: NotFoundError,
  blocked: BlockedError,
  login_required: LoginRequiredError,
  throttled: ThrottledError,
  upstream: UpstreamError,
  browser_crash: BrowserCrashError,
  too_large: TooLargeError,
  unsupported_content: UnsupportedContentError,
  extraction_empty: ExtractionEmptyError,
  storage: StorageError,
  aborted: AbortedError,
};

/**
 * @example
 * throw errorOf(outcome.failure, outcome.link); // ThrottledError, which Lambda shows as errorType
 */
export function errorOf(failure: Failure, link: string): CrawlError {
  const { code, message, hint, retryAfterMs } = failure;
  const Type = TYPES[code];
  return Type === undefined
    ? unexpected(message, link)
    : new Type(message, { link, hint, retryAfterMs });
}

/**
 * The error that a caller sees of a defect. What it quotes nobody has foreseen (flaw 13 of the originals: raw exception text
 * went to the caller), so that stays in the log, as its cause.
 */
export function unexpected(cause: unknown, link?: string): UnexpectedError {
  const message = 'goldpan failed unexpectedly; the log of this request says how.';
  return new UnexpectedError(message, { cause, link });
}
