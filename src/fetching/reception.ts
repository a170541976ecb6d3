/** How a host receives us: what its answer means for the requests after it. */
import { BlockedError, ThrottledError, UpstreamError } from '../errors.ts';
import type { Answer, Request } from './exchange.ts';
import type { Reception } from './host-memory.ts';
import { refusalOf } from './refusals.ts';

export interface Received {
  readonly reception: Reception;
  /** How long the host asks to be left alone, in milliseconds. */
  readonly pauseMs?: number | undefined;
  /** The answer in short: 'HTTP 429'. */
  readonly answer?: string;
}

const UNAVAILABLE = 503;
/** About one page, not about us. */
const FOR_LEGAL_REASONS = 451;

/** Nothing came, or a failure that says nothing of what the host thinks of us. */
export const SILENT: Received = { reception: 'silent' };

/**
 * 429, 503, 403, 999, challenges and GitHub's "quota used up" are refusals; other failures of the host say nothing; every
 * other answer, a 404 included, is a welcome. A wish for a pause is heard with 429, with 503 and with the quota.
 *
 * @param now milliseconds since 1970
 */
export function receptionOf(answer: Answer, request: Request, now: number): Received {
  const refusal = refusalOf(answer, request, now);
  const inShort = `HTTP ${answer.status}`;
  if (refusal instanceof ThrottledError || answer.status === UNAVAILABLE) {
    return { reception: 'refused', pauseMs: refusal?.retryAfterMs, answer: inShort };
  }
  if (refusal instanceof UpstreamError && answer.status >= 500) return SILENT;
  const isRefused = refusal instanceof BlockedError && answer.status !== FOR_LEGAL_REASONS;
  return { reception: isRefused ? 'refused' : 'welcome', answer: inShort };
}
