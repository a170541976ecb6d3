import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { DEFAULT_CONCURRENCY, InProcessQueue } from '../../src/queue/in-process.ts';
import { loopbackFetcher, startHttp } from './servers.ts';

it('50 hosts with 4 links each take hardly longer than one host with 4', async () => {
  const server = await startHttp((_request, response) =>
    setTimeout(() => response.end('a page'), 20),
  );
  const fetcher = loopbackFetcher(
    { now: Date.now, sleep: (ms, signal) => sleep(ms, undefined, { signal }) },
    { PACE: '0.5' },
  );

  /** Four pages of each host, as a run does it. @returns how long it took, in milliseconds */
  async function crawl(name: string, hosts: number): Promise<number> {
    const queue = new InProcessQueue({ concurrency: DEFAULT_CONCURRENCY });
    const links = Array.from({ length: hosts * 4 }, (_, n) =>
      server.link(`/${n}`, `${name}-${n % hosts}.example`),
    );
    queue.add(links.map(({ href: link }) => ({ user: 'Mara Lindqvist', link, depth: 0 })));
    const start = performance.now();
    await queue.drain(
      async ({ link }) => void (await fetcher.page(new URL(link))),
      new AbortController().signal,
    );
    return performance.now() - start;
  }

  const one = await crawl('one', 1);
  const fifty = await crawl('fifty', 50);
  expect(one).toBeGreaterThanOrEqual(3 * 500 - 10);
  expect(fifty).toBeLessThan(2 * one);
});
