import { createReadStream } from 'node:fs';
import * as zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { TooLargeError, UpstreamError } from '../../src/errors.ts';
import { loopbackFetcher, startHttp, startTcp } from './servers.ts';

const MEGABYTE = Buffer.alloc(1_000_000, 'a');

/** Brotli's best effort takes seconds for a bomb that its fastest packs as well. */
const FAST = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } };

describe('the size of a page', () => {
  test('ten megabytes are a page, one byte more is too large', async () => {
    const server = await startHttp((request, response) => {
      for (let written = 0; written < 10; written += 1) response.write(MEGABYTE);
      response.end(request.url === '/more' ? 'b' : '');
    });
    const fetcher = loopbackFetcher();
    expect((await fetcher.page(server.link('/'))).body.byteLength).toBe(10_000_000);
    await expect(fetcher.page(server.link('/more'))).rejects.toMatchObject({
      code: 'too_large',
      message: 'site.example sent more than 10 MB.',
    });
  });

  test('an announced size is enough to refuse', async () => {
    const server = await startHttp((_request, response) => {
      response.writeHead(200, { 'content-length': '10000001' }).flushHeaders();
    });
    await expect(loopbackFetcher().page(server.link('/'))).rejects.toThrow(TooLargeError);
    await expect.poll(server.connections).toBe(0);
  });

  test.each([
    ['gzip', zlib.gzipSync],
    ['deflate', zlib.deflateSync],
    ['deflate', zlib.deflateRawSync],
    ['br', (zeros: Uint8Array) => zlib.brotliCompressSync(zeros, FAST)],
    ['zstd', zlib.zstdCompressSync],
  ])('a bomb in %s is stopped on the way, in bounded memory', async (coding, pack) => {
    const bomb = pack(Buffer.alloc(150_000_000));
    const server = await startHttp((_request, response) =>
      response.writeHead(200, { 'content-encoding': coding }).end(bomb),
    );
    const before = process.memoryUsage().rss;
    await expect(loopbackFetcher().page(server.link('/'))).rejects.toThrow(TooLargeError);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  test('a body that never ends is cut, and the socket let go', async () => {
    const server = await startHttp((_request, response) => {
      createReadStream('/dev/zero').pipe(response);
    });
    await expect(loopbackFetcher().page(server.link('/'))).rejects.toThrow(TooLargeError);
    await expect.poll(server.connections).toBe(0);
  });

  test('an error page that never ends is still that error', async () => {
    const server = await startHttp((_request, response) => {
      response.writeHead(404);
      createReadStream('/dev/zero').pipe(response);
    });
    await expect(loopbackFetcher().page(server.link('/'))).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect.poll(server.connections).toBe(0);
  });
});

describe('the time a site has', () => {
  const sleep = undefined;

  test('to shake hands', async () => {
    const silent = await startTcp(() => sleep);
    const link = silent.link('/');
    link.protocol = 'https:';
    const fetcher = loopbackFetcher({ limits: { connectMs: 50 } });
    await expect(fetcher.page(link)).rejects.toMatchObject({
      code: 'upstream',
      message: 'site.example could not be reached in time.',
    });
  });

  test('to send its headers', async () => {
    const server = await startHttp(() => sleep);
    const fetcher = loopbackFetcher({ limits: { pageMs: 50 } });
    await expect(fetcher.page(server.link('/'))).rejects.toThrow(
      'site.example took longer than 0.05 s.',
    );
    await expect.poll(server.connections).toBe(0);
  });

  test('to finish, even when it keeps dribbling', async () => {
    const server = await startHttp((_request, response) => {
      const timer = setInterval(() => response.write('drip'), 10);
      response.on('close', () => clearInterval(timer));
    });
    const fetcher = loopbackFetcher({ limits: { pageMs: 80 } });
    await expect(fetcher.page(server.link('/'))).rejects.toThrow(UpstreamError);
    await expect.poll(server.connections).toBe(0);
  });

  test('for one call, retries and redirects included', async () => {
    let hops = 0;
    const server = await startHttp((_request, response) => {
      hops += 1;
      setTimeout(() => response.writeHead(302, { location: `/${hops}` }).end(), 40);
    });
    const fetcher = loopbackFetcher({ limits: { callMs: 150 } });
    await expect(fetcher.page(server.link('/'))).rejects.toThrow(
      'site.example took longer than 0.15 s.',
    );
    expect(hops).toBeLessThan(6);
  });
});
