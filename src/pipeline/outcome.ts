/** What became of one link: the answer of the Lambda, the line of the CLI, the row of the ledger. */
import type { CrawlError, Retry } from '../errors.ts';
import type { LinkLimit } from './follow-links.ts';

/** Why a link failed, in a shape that can be stored and sent. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly retry: Retry;
  readonly retryAfterMs?: number;
}

/** `stored`: at least one document is new or changed. `followed`: the link holds links only, and one of them is followed. */
export type OutcomeState = 'stored' | 'unchanged' | 'followed' | 'failed';

export interface Outcome {
  readonly user: string;
  /** In canonical form, as in the ledger; as given where it is no link at all. */
  readonly link: string;
  readonly state: OutcomeState;
  /** 'medium', 'substack', 'linkedin', 'github'; the host for everything else. */
  readonly platform: string;
  readonly documents: DocumentCounts;
  /** Further links that were found. */
  readonly found: number;
  /** In a refresh: how many of these were known and had not changed; the others went to the queue. */
  readonly known?: number;
  /** Only where a limit left links out. */
  readonly limit?: LinkLimit;
  /** Only with `failed`. */
  readonly failure?: Failure;
  /** A page of it was read by a browser. */
  readonly isRendered?: true;
  /** Of an attempt before this one, which found the link done: nothing was asked for. */
  readonly isPast?: true;
  readonly tookMs: number;
}

export interface DocumentCounts {
  readonly stored: number;
  /** The text had changed since the last crawl. */
  readonly replaced: number;
  readonly unchanged: number;
}

export function failureOf(error: CrawlError): Failure {
  return {
    code: error.code,
    message: error.message,
    hint: error.hint,
    retry: error.retry,
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
  };
}
