import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { ThrottledError, UpstreamError } from '../../src/errors.ts';
import { loopbackFetcher, startHttp, startTcp, textOf } from './servers.ts';

/** A fetcher that writes its waits down instead of waiting; its clock stands still but for them. */
function recordingFetcher() {
  const waits: number[] = [];
  const fetcher = loopbackFetcher({
    now: () => waits.reduce((sum, wait) => sum + wait, 0),
    random: () => 0.5,
    sleep: (ms) => Promise.resolve(waits.push(ms)),
  });
  return { fetcher, waits };
}

/** Answers with these statuses, then with a page. */
function failing(
  ...answers: [status: number, headers?: Record<string, string>][]
): RequestListener {
  return (_request, response) => {
    const [status, headers] = answers.shift() ?? [200];
    response.writeHead(status, headers);
    response.end('a page');
  };
}

describe('trying again', () => {
  test.each([408, 425, 429, 500, 502, 503, 504])(
    '%i is tried again and the page comes',
    async (status) => {
      const server = await startHttp(failing([status], [status]));
      const { fetcher, waits } = recordingFetcher();
      expect((await fetcher.page(server.link('/'))).text).toBe('a page');
      expect(waits).toEqual([250, 500]);
    },
  );

  test('a connection that is cut is tried again', async () => {
    let connections = 0;
    const server = await startTcp((socket) => {
      connections += 1;
      if (connections < 3) socket.destroy();
      else
        socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\na page'));
    });
    const { fetcher } = recordingFetcher();
    expect((await fetcher.page(server.link('/'))).text).toBe('a page');
    expect(connections).toBe(3);
  });

  test('a body that breaks off is tried again, and is never taken for a page', async () => {
    let requests = 0;
    const server = await startTcp((socket) => {
      socket.once('data', () => {
        requests += 1;
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 600\r\n\r\nhalf a pa');
      });
    });
    const { fetcher } = recordingFetcher();
    await expect(fetcher.page(server.link('/'))).rejects.toThrow(UpstreamError);
    expect(requests).toBe(3);
  });

  test('the third failure is the answer', async () => {
    const server = await startHttp(failing([503], [503], [502], [500]));
    const { fetcher } = recordingFetcher();
    await expect(fetcher.page(server.link('/'))).rejects.toMatchObject({
      code: 'upstream',
      message: 'site.example failed on its side (HTTP 502).',
    });
  });

  test.each([400, 401, 402, 403, 404, 405, 410, 451])(
    '%i is not asked a second time',
    async (status) => {
      let requests = 0;
      const server = await startHttp((_request, response) => {
        requests += 1;
        response.writeHead(status).end();
      });
      const { fetcher } = recordingFetcher();
      await expect(fetcher.page(server.link('/'))).rejects.toMatchObject({ retry: 'never' });
      expect(requests).toBe(1);
    },
  );

  test('Retry-After in seconds and as a date wins over our own timing', async () => {
    const server = await startHttp(
      failing(
        [429, { 'retry-after': '7' }],
        [503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:11 GMT' }],
      ),
    );
    const { fetcher, waits } = recordingFetcher();
    await fetcher.page(server.link('/'));
    expect(waits).toEqual([7_000, 4_000]);
  });

  test('a site that asks for a long pause is left alone at once, and the error carries the pause', async () => {
    const server = await startHttp(failing([429, { 'retry-after': '3600' }]));
    const { fetcher, waits } = recordingFetcher();
    const failure = fetcher.page(server.link('/'));
    await expect(failure).rejects.toThrow(ThrottledError);
    await expect(failure).rejects.toMatchObject({ retryAfterMs: 3_600_000, retry: 'later' });
    expect(waits).toEqual([]);
  });

  test('a stream is tried again until its headers are there', async () => {
    const server = await startHttp(failing([500]));
    const { fetcher, waits } = recordingFetcher();
    const { body } = await fetcher.stream(server.link('/'), { maxBytes: 100 });
    expect(await textOf(body)).toBe('a page');
    expect(waits).toEqual([250]);
  });
});
