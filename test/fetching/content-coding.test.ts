import { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UpstreamError } from '../../src/errors.ts';
import { decoded, unpacked } from '../../src/fetching/content-coding.ts';
import { loopbackFetcher, startHttp, textOf } from './servers.ts';

const TEXT = 'Ebb and flood, ebbe und flut. '.repeat(500);

const PACKED: readonly (readonly [
  name: string,
  header: string,
  pack: (text: string) => Uint8Array,
])[] = [
  ['gzip', 'gzip', zlib.gzipSync],
  ['x-gzip', 'x-gzip', zlib.gzipSync],
  ['brotli', 'br', zlib.brotliCompressSync],
  ['zstd', 'zstd', zlib.zstdCompressSync],
  ['deflate by the standard', 'deflate', zlib.deflateSync],
  ['deflate as some servers do it', 'deflate', zlib.deflateRawSync],
  ['capitals and blanks', ' GZIP ', zlib.gzipSync],
  ['identity', 'identity', (text) => Buffer.from(text)],
  ['two codings', 'gzip, br', (text) => zlib.brotliCompressSync(zlib.gzipSync(text))],
];

function inPieces(bytes: Uint8Array, size: number): Readable {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return Readable.from(pieces);
}

describe('a packed body', () => {
  test.each(PACKED)('%s is unpacked', async (_name, header, pack) => {
    const server = await startHttp((_request, response) =>
      response.writeHead(200, { 'content-encoding': header.trim() }).end(pack(TEXT)),
    );
    expect((await loopbackFetcher().page(server.link('/'))).text).toBe(TEXT);
  });

  test('is the same whatever pieces it arrives in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PACKED),
        fc.string(),
        fc.integer({ min: 1, max: 50 }),
        async ([, header, pack], text, size) => {
          expect(await textOf(decoded(inPieces(pack(text), size), header))).toBe(text);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('is the same when it is unpacked at once', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PACKED),
        fc.string({ unit: 'grapheme' }),
        ([, header, pack], text) => {
          expect(Buffer.from(unpacked(pack(text), header, 1_000)).toString()).toBe(text);
        },
      ),
      { numRuns: 100 },
    );
  });

  test.each(PACKED.filter(([name]) => name !== 'identity'))(
    '%s that breaks off is an error, not a short page',
    async (_name, header, pack) => {
      const half = pack(TEXT).subarray(0, -12);
      await expect(textOf(decoded(inPieces(half, 20), header))).rejects.toThrow();
      expect(() => unpacked(half, header, 100_000)).toThrow();
    },
  );

  test.each(PACKED.filter(([name]) => name !== 'identity'))(
    '%s stops at the limit, whichever of its codings would go beyond',
    (_name, header, pack) => {
      const most = TEXT.length;
      expect(unpacked(pack(TEXT), header, most)).toHaveLength(most);
      expect(() => unpacked(pack(TEXT), header, most - 1)).toThrow(
        expect.objectContaining({ code: 'ERR_BUFFER_TOO_LARGE' }),
      );
    },
  );

  test('a body that is announced as packed and empty is empty', () => {
    for (const coding of ['gzip', 'deflate', 'br', 'zstd', 'gzip, br']) {
      expect(unpacked(new Uint8Array(), coding, 10)).toHaveLength(0);
    }
  });

  test('that is not packed at all, or in an unknown way, is an error', async () => {
    const server = await startHttp((request, response) =>
      response.writeHead(200, { 'content-encoding': (request.url ?? '').slice(1) }).end(TEXT),
    );
    const fetcher = loopbackFetcher();
    for (const coding of ['gzip', 'br', 'zstd', 'deflate', 'compress', 'gzip,gzip,gzip']) {
      await expect(fetcher.page(server.link(`/${coding}`)), coding).rejects.toThrow(UpstreamError);
    }
  });

  test.each(['gzip', 'br', 'zstd', 'deflate'])(
    'that is damaged is told as such, in words: %s',
    async (coding) => {
      const server = await startHttp((_request, response) =>
        response
          .writeHead(200, { 'content-encoding': coding })
          .end('\x08 these are no packed bytes'),
      );
      await expect(loopbackFetcher().page(server.link('/'))).rejects.toThrow(
        'site.example sent a compressed answer that is damaged.',
      );
    },
  );

  test('whatever the bytes are, it ends in text or in an error', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('gzip', 'deflate', 'br', 'zstd'),
        fc.uint8Array({ minLength: 1 }),
        async (coding, bytes) => {
          await textOf(decoded(inPieces(bytes, 7), coding)).catch((error: unknown) =>
            expect(error).toBeInstanceOf(Error),
          );
          try {
            unpacked(bytes, coding, 1_000_000);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
