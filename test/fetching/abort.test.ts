import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { AbortedError } from '../../src/errors.ts';
import { loopbackFetcher, startHttp, startTcp } from './servers.ts';

/** Aborts soon and says how long the failure took from then on, in milliseconds. */
async function abortDuring(work: (signal: AbortSignal) => Promise<unknown>): Promise<number> {
  const controller = new AbortController();
  const working = expect(work(controller.signal)).rejects.toThrow(AbortedError);
  await setTimeout(60);
  const start = performance.now();
  controller.abort();
  await working;
  return performance.now() - start;
}

const AT_ONCE_MS = 1_000;

describe('a run that is stopped', () => {
  test('before it began sends nothing', async () => {
    let requests = 0;
    const server = await startHttp((_request, response) => {
      requests += 1;
      response.end();
    });
    const fetcher = loopbackFetcher();
    const signal = AbortSignal.abort();
    await expect(fetcher.page(server.link('/'), { signal })).rejects.toThrow(AbortedError);
    await expect(fetcher.stream(server.link('/'), { signal, maxBytes: 9 })).rejects.toThrow(
      AbortedError,
    );
    expect(requests).toBe(0);
  });

  test('while the name is looked up', async () => {
    const fetcher = loopbackFetcher({ resolve: () => undefined });
    expect(
      await abortDuring((signal) => fetcher.page(new URL('http://slow.example/'), { signal })),
    ).toBeLessThan(AT_ONCE_MS);
  });

  test('while shaking hands', async () => {
    const server = await startTcp(() => undefined);
    const link = server.link('/');
    link.protocol = 'https:';
    expect(await abortDuring((signal) => loopbackFetcher().page(link, { signal }))).toBeLessThan(
      AT_ONCE_MS,
    );
  });

  test('while the site thinks: the socket is let go', async () => {
    const server = await startHttp(() => undefined);
    expect(
      await abortDuring((signal) => loopbackFetcher().page(server.link('/'), { signal })),
    ).toBeLessThan(AT_ONCE_MS);
    await expect.poll(server.connections).toBe(0);
  });

  test.each(['', 'gzip'])(
    'in the middle of a body (coding "%s"): the socket is let go',
    async (coding) => {
      const server = await startHttp((_request, response) => {
        response.writeHead(200, coding ? { 'content-encoding': coding } : {}).flushHeaders();
        response.write(Buffer.from('1f8b0800000000000003', 'hex'));
      });
      expect(
        await abortDuring((signal) => loopbackFetcher().page(server.link('/'), { signal })),
      ).toBeLessThan(AT_ONCE_MS);
      await expect.poll(server.connections).toBe(0);
    },
  );

  test('in the middle of a stream', async () => {
    const server = await startHttp((_request, response) => {
      response.write('begun');
    });
    const reading = async (signal: AbortSignal) => {
      const { body } = await loopbackFetcher().stream(server.link('/'), { signal, maxBytes: 1e6 });
      for await (const _chunk of body);
    };
    expect(await abortDuring(reading)).toBeLessThan(AT_ONCE_MS);
    await expect.poll(server.connections).toBe(0);
  });

  test('while waiting for another attempt', async () => {
    const server = await startHttp((_request, response) =>
      response.writeHead(503, { 'retry-after': '9' }).end(),
    );
    const sleep = (ms: number, signal: AbortSignal) => setTimeout(ms, undefined, { signal });
    const fetcher = loopbackFetcher({ sleep });
    expect(await abortDuring((signal) => fetcher.page(server.link('/'), { signal }))).toBeLessThan(
      AT_ONCE_MS,
    );
    const streaming = (signal: AbortSignal) =>
      fetcher.stream(server.link('/'), { signal, maxBytes: 9 });
    expect(await abortDuring(streaming)).toBeLessThan(AT_ONCE_MS);
  });

  test('leaves no listener behind on a signal that lives for the whole run', async () => {
    const server = await startHttp((_request, response) => response.end('page'));
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };
    const fetcher = loopbackFetcher();
    for (let times = 0; times < 5; times += 1) await fetcher.page(server.link('/'), { signal });
    expect(listeners).toBe(0);
  });
});

describe('a fetcher that is closed', () => {
  test('ends what is under way and lets all sockets go', async () => {
    const server = await startHttp((request, response) => {
      if (request.url === '/done') response.end('page');
    });
    const fetcher = loopbackFetcher();
    await fetcher.page(server.link('/done'));
    const waiting = expect(fetcher.page(server.link('/never'))).rejects.toThrow(AbortedError);
    await setTimeout(50);
    await fetcher.close();
    await waiting;
    await expect.poll(server.connections).toBe(0);
    await expect(fetcher.page(server.link('/done'))).rejects.toThrow(AbortedError);
  });
});
