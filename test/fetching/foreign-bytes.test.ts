import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CrawlError } from '../../src/errors.ts';
import { loopbackFetcher, startTcp } from './servers.ts';

test('whatever a server sends, it ends in a page or in a typed error', async () => {
  let reply: Uint8Array = Buffer.alloc(0);
  const server = await startTcp((socket) => socket.once('data', () => socket.end(reply)));
  const fetcher = loopbackFetcher({ limits: { pageMs: 200 } });

  const statusLine = fc.constantFrom(
    'HTTP/1.1 200 OK',
    'HTTP/1.1 302 Found',
    'HTTP/1.0 200',
    'HTTP/1.1 99',
    'HTTP/2 200',
    '',
  );
  const header = fc.oneof(
    fc.constantFrom(
      'content-type: text/html; charset=',
      'content-encoding: gzip',
      'content-encoding: deflate',
      'transfer-encoding: chunked',
      'content-length: 5',
      'content-length: -1',
      'content-length: 99999999999999999999',
      'location: /elsewhere',
      'location: //',
      'retry-after: 0',
    ),
    fc.string(),
  );
  const answer = fc.tuple(
    statusLine,
    fc.array(header, { maxLength: 4 }),
    fc.uint8Array({ maxLength: 40 }),
  );
  await fc.assert(
    fc.asyncProperty(answer, async ([start, headers, body]) => {
      reply = Buffer.concat([Buffer.from(`${[start, ...headers].join('\r\n')}\r\n\r\n`), body]);
      try {
        expect(typeof (await fetcher.page(server.link('/'))).text).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(CrawlError);
      }
    }),
    { numRuns: 80 },
  );
});
