/** One request whose body is read as a whole: pages, feeds, JSON. */
import { asLatin1, assertAnnouncedSize, readWhole, tooLarge } from './bodies.ts';
import { ACCEPT_ENCODING, unpacked } from './content-coding.ts';
import { startDeadline, tookTooLong } from './deadline.ts';
import { type Exchange, isSuccess, type WholeAnswer } from './exchange.ts';
import { asCrawlError } from './network-errors.ts';
import { readRefusal } from './read-refusal.ts';
import type { RawAnswer, Transport } from './transport.ts';

export interface PageLimits {
  /** Most bytes of the body, as it arrives and after each content coding is undone. */
  readonly maxBytes: number;
  /** Milliseconds from the request to the last byte. */
  readonly totalMs: number;
}

/**
 * An exchange that reads the whole answer within the limits. Of an answer that is no success only the beginning is read.
 *
 * @throws CrawlError for all that goes wrong on the way; every status is an answer
 */
export function readPage(transport: Transport, limits: PageLimits): Exchange<WholeAnswer> {
  return async ({ url, headers, signal, onSent }) => {
    using deadline = startDeadline(limits.totalMs, signal, () => tookTooLong(url, limits.totalMs));
    try {
      const asked = { 'accept-encoding': ACCEPT_ENCODING, ...headers };
      const answer = await transport.get(url, asked, deadline.signal, onSent);
      const body = await readBody(answer, url, limits.maxBytes, deadline.signal);
      return {
        url,
        status: answer.status,
        headers: answer.headers,
        beginning: asLatin1(body),
        body,
      };
    } catch (error) {
      throw asCrawlError(error, url, deadline.signal);
    }
  };
}

async function readBody(
  answer: RawAnswer,
  url: URL,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  try {
    if (!isSuccess(answer.status)) return await readRefusal(answer, signal);
    assertAnnouncedSize(answer.headers.get('content-length'), maxBytes, url);
    const body = await readWhole(answer.body, maxBytes, url);
    return unpacked(body, answer.headers.get('content-encoding'), maxBytes);
  } catch (error) {
    throw isOverLimit(error) ? tooLarge(url, maxBytes) : error;
  } finally {
    answer.body.destroy();
  }
}

/** zlib has stopped at the limit it was given. */
const isOverLimit = (error: unknown): boolean =>
  error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
