/** One request whose body is handed on while it arrives: repository archives. */
import { Readable } from 'node:stream';
import { asLatin1, assertAnnouncedSize, limited } from './bodies.ts';
import { decoded } from './content-coding.ts';
import { type Deadline, startDeadline, tookTooLong } from './deadline.ts';
import { type Exchange, isSuccess, type StreamedAnswer } from './exchange.ts';
import { asCrawlError } from './network-errors.ts';
import { readRefusal } from './read-refusal.ts';
import type { RawAnswer, Transport } from './transport.ts';

export interface StreamLimits {
  /** Most bytes that may arrive, counted before any content coding is undone. */
  readonly maxBytes: number;
  /** Milliseconds from the request to the last byte. */
  readonly totalMs: number;
}

/**
 * An exchange that resolves when the headers are there. Its body has to be read to the end or left (`break`), both of
 * which release the socket; one that nobody touches is released when the time is over.
 *
 * @throws CrawlError for all that goes wrong on the way, here and while the body is read; every status is an answer
 */
export function readStream(transport: Transport, limits: StreamLimits): Exchange<StreamedAnswer> {
  return async ({ url, headers, signal, onSent }) => {
    const deadline = startDeadline(limits.totalMs, signal, () => tookTooLong(url, limits.totalMs));
    try {
      // Archives are compressed as they are.
      const asked = { 'accept-encoding': 'identity', ...headers };
      const answer = await transport.get(url, asked, deadline.signal, onSent);
      const head = { url, status: answer.status, headers: answer.headers };
      if (isSuccess(answer.status)) {
        const arrived = new Promise<void>((resolve) => answer.body.once('close', resolve));
        const body = arriving(answer, url, limits.maxBytes, deadline);
        return { ...head, beginning: '', body, arrived };
      }
      const beginning = asLatin1(await readRefusal(answer, deadline.signal));
      deadline[Symbol.dispose]();
      return { ...head, beginning, body: Readable.from([]) };
    } catch (error) {
      deadline[Symbol.dispose]();
      throw asCrawlError(error, url, deadline.signal);
    }
  };
}

/** Owns socket and deadline from now on. */
async function* arriving(
  { headers, body }: RawAnswer,
  url: URL,
  maxBytes: number,
  deadline: Deadline,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    assertAnnouncedSize(headers.get('content-length'), maxBytes, url);
    const counted = Readable.from(limited(body, maxBytes, url), { objectMode: false });
    yield* decoded(counted, headers.get('content-encoding'));
  } catch (error) {
    throw asCrawlError(error, url, deadline.signal);
  } finally {
    deadline[Symbol.dispose]();
    body.destroy();
  }
}
