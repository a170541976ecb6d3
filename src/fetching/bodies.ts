/** Reads bodies of unknown size in bounded memory. */
import { TooLargeError } from '../errors.ts';

/** What is looked at to know a refusal page by, in bytes. */
export const BEGINNING_BYTES = 64 * 1024;

/** Refuses by the announced size, before a byte is read. A wrong announcement is caught while counting. */
export function assertAnnouncedSize(
  contentLength: string | undefined,
  maxBytes: number,
  url: URL,
): void {
  if (contentLength !== undefined && Number(contentLength) > maxBytes)
    throw tooLarge(url, maxBytes);
}

/**
 * The whole body.
 *
 * @throws TooLargeError as soon as there are more bytes than allowed
 */
export async function readWhole(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  url: URL,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of limited(body, maxBytes, url)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Passes chunks on until there are more bytes than allowed. */
export async function* limited(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  url: URL,
): AsyncGenerator<Uint8Array, void, void> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge(url, maxBytes);
    yield chunk;
  }
}

/** At most the first 64 kB; the rest is not waited for. */
export async function readBeginning(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes >= BEGINNING_BYTES) break;
  }
  return Buffer.concat(chunks);
}

/** One character a byte: marks of refusal pages are ASCII, and no byte can be wrong. */
export const asLatin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, BEGINNING_BYTES)).toString(
    'latin1',
  );

export function tooLarge(url: URL, maxBytes: number): TooLargeError {
  const megabytes = Math.round(maxBytes / 1e5) / 10;
  return new TooLargeError(`${url.hostname} sent more than ${megabytes} MB.`, { link: url });
}
