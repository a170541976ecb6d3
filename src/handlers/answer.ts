/** What the caller of a direct event gets back. */
import type { CrawlError } from '../errors.ts';
import type { LinkLimit } from '../pipeline/follow-links.ts';
import type { DocumentCounts, OutcomeState } from '../pipeline/outcome.ts';
import type { Followed, FollowedLinks } from './follow.ts';

/**
 * The course answers `{"statusCode": 200, "body": "Link processed successfully"}`. The frame is kept; `body` is an
 * object, not JSON within a string, so a caller through the SDK or curl parses once. (A string is what an API Gateway in
 * front would need; there is none.)
 */
export interface Answer<Body> {
  readonly statusCode: number;
  readonly body: Body;
}

export interface CrawledBody {
  readonly state: Exclude<OutcomeState, 'failed'>;
  readonly user: string;
  readonly link: string;
  readonly platform: string;
  readonly documents: DocumentCounts;
  /** Links that the page led to. */
  readonly found: number;
  /** Only where a limit left some of them out: which, and how many were followed. */
  readonly limit?: LinkLimit;
  /** What became of them, where they were followed in the same invocation. */
  readonly followed?: FollowedLinks;
  readonly tookMs: number;
}

export interface RefusedBody {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly link?: string;
}

/** Final failures only: one that passes is thrown, so that Lambda counts and retries it. */
const STATUS: Readonly<Record<string, number>> = {
  invalid_event: 400,
  unsafe_url: 400,
  robots_disallowed: 403,
  blocked: 403,
  login_required: 403,
  not_found: 404,
  too_large: 413,
  unsupported_content: 415,
  extraction_empty: 422,
};

/** @throws TypeError when given a failed outcome: failures travel as errors */
export function answerOf({ outcome, followed }: Followed): Answer<CrawledBody> {
  const { state, user, link, platform, documents, found, limit, tookMs } = outcome;
  if (state === 'failed') throw new TypeError('A failed outcome has no 200 answer');
  return {
    statusCode: 200,
    body: {
      state,
      user,
      link,
      platform,
      documents,
      found,
      ...(limit !== undefined && { limit }),
      ...(followed !== undefined && { followed }),
      tookMs,
    },
  };
}

/**
 * The answer for a failure that trying again does not mend.
 *
 * @example
 * refusalOf(new NotFoundError('https://mara.example/gone answered 404')).statusCode; // 404
 */
export function refusalOf(error: CrawlError): Answer<RefusedBody> {
  return {
    statusCode: STATUS[error.code] ?? 422,
    body: {
      code: error.code,
      message: error.message,
      hint: error.hint,
      ...(error.link !== undefined && { link: error.link }),
    },
  };
}
