/** Undoes the `Content-Encoding` of a body while it arrives (RFC 9110, section 8.4.1). */
import { pipeline, Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { UpstreamError } from '../errors.ts';

/** What we say we can read. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd';

/** More than two codings on top of each other is nobody's server: it is a bomb. */
const MOST_CODINGS = 2;

/**
 * The body without its content codings. Errors and destruction travel both ways, so that leaving the loop over the result
 * releases the socket.
 *
 * @throws UpstreamError for a coding we did not ask for
 */
export function decoded(body: Readable, contentEncoding: string | undefined): Readable {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > MOST_CODINGS) {
    throw new UpstreamError(`The answer is packed ${codings.length} times over.`);
  }
  return codings.reduceRight(undo, body);
}

function undo(body: Readable, coding: string): Readable {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return through(body, zlib.createGunzip());
    case 'deflate':
      return Readable.from(inflated(body), { objectMode: false });
    case 'br':
      return through(body, zlib.createBrotliDecompress());
    case 'zstd':
      return through(body, zlib.createZstdDecompress());
    default:
      throw new UpstreamError(`The answer came in the unknown coding "${coding.slice(0, 40)}".`);
  }
}

/** "deflate" is the zlib format by the standard and raw deflate by many servers; the first byte tells (RFC 1950: CM = 8). */
async function* inflated(body: Readable): AsyncGenerator<Uint8Array, void, void> {
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const isZlib = ((first.value[0] ?? 0) & 0x0f) === 8;
  async function* everything(): AsyncGenerator<Uint8Array, void, void> {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => chunks };
  }
  const packed = Readable.from(everything(), { objectMode: false });
  yield* through(packed, isZlib ? zlib.createInflate() : zlib.createInflateRaw());
}

/** An error is delivered to whoever reads the result; the callback only keeps it from being unhandled. */
const through = (body: Readable, decoder: Transform): Transform =>
  pipeline(body, decoder, () => undefined);
