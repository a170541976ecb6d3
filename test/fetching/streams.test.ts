import { createReadStream } from 'node:fs';
import * as zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { TooLargeError } from '../../src/errors.ts';
import { loopbackFetcher, startHttp, textOf } from './servers.ts';

describe('a stream', () => {
  test('hands on what arrives, as it is', async () => {
    const archive = zlib.gzipSync('files');
    const server = await startHttp((request, response) => {
      expect(request.headers['accept-encoding']).toBe('identity');
      response.writeHead(200, { 'content-type': 'application/x-gzip' }).end(archive);
    });
    const { body, mediaType, url } = await loopbackFetcher().stream(server.link('/a.tar.gz'), {
      maxBytes: 1_000,
    });
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    expect(Buffer.concat(chunks)).toEqual(archive);
    expect(mediaType).toBe('application/x-gzip');
    expect(url.href).toBe(server.link('/a.tar.gz').href);
  });

  test('undoes a content coding that comes unasked', async () => {
    const server = await startHttp((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'br' }).end(zlib.brotliCompressSync('files')),
    );
    const { body } = await loopbackFetcher().stream(server.link('/'), { maxBytes: 1_000 });
    expect(await textOf(body)).toBe('files');
  });

  test('ends with an error when more arrives than is allowed', async () => {
    const server = await startHttp((_request, response) => {
      createReadStream('/dev/zero').pipe(response);
    });
    const { body } = await loopbackFetcher().stream(server.link('/'), { maxBytes: 1_000_000 });
    let bytes = 0;
    const reading = (async () => {
      for await (const chunk of body) bytes += chunk.byteLength;
    })();
    await expect(reading).rejects.toThrow(TooLargeError);
    expect(bytes).toBeLessThanOrEqual(1_000_000);
    await expect.poll(server.connections).toBe(0);
  });

  test('that announces more than is allowed is not read, and the socket let go', async () => {
    const server = await startHttp((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('begun');
    });
    const { body } = await loopbackFetcher().stream(server.link('/'), { maxBytes: 999 });
    await expect(textOf(body)).rejects.toThrow(TooLargeError);
    await expect.poll(server.connections).toBe(0);
  });

  test('ends with an error when it breaks off, goes silent or takes too long', async () => {
    const server = await startHttp((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('begun');
      if (request.url === '/break') setTimeout(() => response.destroy(), 20);
      const timer =
        request.url === '/drip' ? setInterval(() => response.write('.'), 10) : undefined;
      response.on('close', () => clearInterval(timer));
    });
    const read = async (path: string, limits: { idleMs?: number; streamMs?: number }) => {
      const { body } = await loopbackFetcher({ limits }).stream(server.link(path), {
        maxBytes: 1_000,
      });
      return textOf(body);
    };
    await expect(read('/break', {})).rejects.toThrow('site.example cut the connection.');
    await expect(read('/silent', { idleMs: 60 })).rejects.toThrow(
      'site.example went silent in the middle of its answer.',
    );
    await expect(read('/drip', { streamMs: 100 })).rejects.toThrow(
      'site.example took longer than 0.1 s.',
    );
    await expect.poll(server.connections).toBe(0);
  });

  test('lets its socket go when the reader leaves', async () => {
    const server = await startHttp((_request, response) => {
      createReadStream('/dev/zero').pipe(response);
    });
    const { body } = await loopbackFetcher().stream(server.link('/'), { maxBytes: 1e9 });
    for await (const chunk of body) {
      expect(chunk.byteLength).toBeGreaterThan(0);
      break;
    }
    await expect.poll(server.connections).toBe(0);
  });

  test('that nobody reads lets its socket go when its time is over', async () => {
    const server = await startHttp((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('begun');
    });
    await loopbackFetcher({ limits: { streamMs: 250 } }).stream(server.link('/'), {
      maxBytes: 1_000,
    });
    await expect.poll(server.connections).toBe(0);
  });
});
