/** One request for a robots.txt: only its beginning is read, and only an answer of the host itself counts. */
import { type Exchange, isSuccess, type Layer, type WholeAnswer } from './exchange.ts';
import { readStream } from './read-stream.ts';
import { refusalOf } from './refusals.ts';
import { MOST_BYTES } from './robots-txt.ts';
import type { Transport } from './transport.ts';

/**
 * @param paced a robots.txt is a request like any other
 * @throws CrawlError for 429, 5xx and what else is no answer (RFC 9309, section 2.3.1.4); every other status is one
 */
export function readRobots(
  paced: Layer,
  transport: Transport,
  { totalMs, now }: { readonly totalMs: number; now(): number },
): Exchange<WholeAnswer> {
  const stream = readStream(transport, { maxBytes: Number.POSITIVE_INFINITY, totalMs });
  const exchange = paced<WholeAnswer>(async (request) => {
    const { url, status, headers, beginning, body } = await stream(request);
    const bytes = isSuccess(status) ? await readUpTo(MOST_BYTES, body) : new Uint8Array();
    return { url, status, headers, beginning, body: bytes };
  });
  return async (request) => {
    const answer = await exchange(request);
    const { status } = answer;
    const refusal = status === 429 || status >= 500 ? refusalOf(answer, request, now()) : undefined;
    if (refusal) throw refusal;
    return answer;
  };
}

async function readUpTo(most: number, body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes >= most) break;
  }
  return Buffer.concat(chunks).subarray(0, most);
}
