/** Undoes the `Content-Encoding` of a body (RFC 9110, section 8.4.1): of a whole one at once, of an arriving one as it comes. */
import { pipeline, Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { UpstreamError } from '../errors.ts';

/** What we say we can read. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd';

/** More than two codings on top of each other is nobody's server: it is a bomb. */
const MOST_CODINGS = 2;

/** Fewer, larger pieces than zlib's own 16 kB. */
const CHUNK_BYTES = 64 * 1024;

/**
 * A whole body without its content codings. No step makes more bytes than allowed, so neither a bomb nor a bomb that is
 * packed in another coding costs more memory or time than a page of the largest size.
 *
 * @param maxBytes most bytes that any of the codings may come to
 * @throws UpstreamError for a coding we did not ask for
 * @throws RangeError with the code `ERR_BUFFER_TOO_LARGE` when there would be more
 * @throws Error of zlib (`Z_…`, `ERR_…`) when the bytes are damaged or break off
 */
export function unpacked(
  body: Uint8Array,
  contentEncoding: string | undefined,
  maxBytes: number,
): Uint8Array {
  const options = { maxOutputLength: maxBytes, chunkSize: CHUNK_BYTES };
  return codingsOf(contentEncoding).reduceRight(
    (packed, coding) => (packed.byteLength === 0 ? packed : unpack(packed, coding, options)),
    body,
  );
}

interface UnpackOptions {
  readonly maxOutputLength: number;
  readonly chunkSize: number;
}

function unpack(packed: Uint8Array, coding: string, options: UnpackOptions): Uint8Array {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.gunzipSync(packed, options);
    case 'deflate':
      return isZlibFormat(packed[0])
        ? zlib.inflateSync(packed, options)
        : zlib.inflateRawSync(packed, options);
    case 'br':
      return zlib.brotliDecompressSync(packed, options);
    case 'zstd':
      return zlib.zstdDecompressSync(packed, options);
    default:
      throw unknownCoding(coding);
  }
}

/**
 * The body without its content codings, while it arrives. Errors and destruction travel both ways, so that leaving the loop
 * over the result releases the socket.
 *
 * @throws UpstreamError for a coding we did not ask for
 */
export function decoded(body: Readable, contentEncoding: string | undefined): Readable {
  return codingsOf(contentEncoding).reduceRight(undo, body);
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
      throw unknownCoding(coding);
  }
}

/** In the order in which they were applied. */
function codingsOf(contentEncoding: string | undefined): string[] {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > MOST_CODINGS) {
    throw new UpstreamError(`The answer is packed ${codings.length} times over.`);
  }
  return codings;
}

const unknownCoding = (coding: string): UpstreamError =>
  new UpstreamError(`The answer came in the unknown coding "${coding.slice(0, 40)}".`);

/** "deflate" is the zlib format by the standard and raw deflate by many servers; the first byte tells (RFC 1950: CM = 8). */
const isZlibFormat = (firstByte: number | undefined): boolean => ((firstByte ?? 0) & 0x0f) === 8;

async function* inflated(body: Readable): AsyncGenerator<Uint8Array, void, void> {
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  async function* everything(): AsyncGenerator<Uint8Array, void, void> {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => chunks };
  }
  const packed = Readable.from(everything(), { objectMode: false });
  const decoder = isZlibFormat(first.value[0]) ? zlib.createInflate() : zlib.createInflateRaw();
  yield* through(packed, decoder);
}

/** An error is delivered to whoever reads the result; the callback only keeps it from being unhandled. */
const through = (body: Readable, decoder: Transform): Transform =>
  pipeline(body, decoder, () => undefined);
