import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { InProcessQueue } from '../../src/queue/in-process.ts';
import type { CrawlMessage } from '../../src/queue/message.ts';

const message = (link: string): CrawlMessage => ({ user: 'Mara Lindqvist', link, depth: 0 });
const never = new AbortController().signal;

describe('the queue of a laptop', () => {
  it('works on many hosts side by side, but on one link a host', async () => {
    const queue = new InProcessQueue({ concurrency: 8 });
    const hosts = ['a.example', 'b.example', 'c.example'];
    queue.add(
      queue.reserve(hosts.flatMap((host) => [1, 2, 3].map((n) => message(`https://${host}/${n}`)))),
    );
    const inFlight = new Map<string, number>();
    let most = 0;
    await queue.drain(async ({ link }) => {
      const { host } = new URL(link);
      inFlight.set(host, (inFlight.get(host) ?? 0) + 1);
      expect(inFlight.get(host)).toBe(1);
      most = Math.max(
        most,
        [...inFlight.values()].reduce((sum, n) => sum + n, 0),
      );
      await sleep(5);
      inFlight.set(host, 0);
    }, never);
    expect(most).toBe(3);
  });

  it('works on one link a lane where hosts keep a pace together', async () => {
    const laneOf = ({ hostname }: URL): string =>
      /\.?medium\.com$/.test(hostname) ? 'medium.com' : hostname;
    const queue = new InProcessQueue({ concurrency: 8, laneOf });
    const hosts = ['medium.com', 'mara.medium.com', 'tides.medium.com', 'a.example'];
    queue.add(queue.reserve(hosts.map((host) => message(`https://${host}/`))));
    const order: string[] = [];
    await queue.drain(async ({ link }) => {
      order.push(`start ${new URL(link).host}`);
      await sleep(5);
      order.push(`end ${new URL(link).host}`);
    }, never);
    expect(order.filter((step) => step.includes('medium'))).toEqual(
      hosts.slice(0, 3).flatMap((host) => [`start ${host}`, `end ${host}`]),
    );
    expect(order.indexOf('start a.example')).toBeLessThan(order.indexOf('end medium.com'));
  });

  it('never has more links in flight than asked for', async () => {
    const queue = new InProcessQueue({ concurrency: 2 });
    queue.add(queue.reserve([1, 2, 3, 4, 5].map((n) => message(`https://host-${n}.example/`))));
    let running = 0;
    let most = 0;
    await queue.drain(async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(5);
      running -= 1;
    }, never);
    expect(most).toBe(2);
  });

  it('works on what the work itself adds, and on each link once', async () => {
    const queue = new InProcessQueue({ concurrency: 8 });
    queue.add(queue.reserve([message('https://a.example/profile')]));
    const worked: string[] = [];
    await queue.drain(async ({ link }) => {
      worked.push(link);
      const found = [
        message('https://a.example/profile'),
        message('https://a.example/1'),
        message('https://b.example/2'),
      ];
      if (link.endsWith('profile')) queue.add(queue.reserve(found));
    }, never);
    expect(worked.toSorted()).toEqual([
      'https://a.example/1',
      'https://a.example/profile',
      'https://b.example/2',
    ]);
  });

  it('starts nothing new after an abort and awaits what runs', async () => {
    const queue = new InProcessQueue({ concurrency: 1 });
    queue.add(queue.reserve([1, 2, 3].map((n) => message(`https://host-${n}.example/`))));
    const stop = new AbortController();
    const ended: string[] = [];
    await queue.drain(async ({ link }) => {
      stop.abort();
      await sleep(5);
      ended.push(link);
    }, stop.signal);
    expect(ended).toEqual(['https://host-1.example/']);
    expect(queue.waiting).toBe(2);
  });

  it('surfaces what the work throws, after what runs has ended', async () => {
    const queue = new InProcessQueue({ concurrency: 2 });
    queue.add(
      queue.reserve([
        message('https://a.example/'),
        message('https://b.example/'),
        message('https://c.example/'),
      ]),
    );
    const ended: string[] = [];
    const draining = queue.drain(async ({ link }) => {
      if (link.includes('a.example')) throw new Error('database gone');
      await sleep(10);
      ended.push(link);
    }, never);
    await expect(draining).rejects.toThrow('database gone');
    expect(ended).toEqual(['https://b.example/']);
  });

  it('takes from each host in turn, so that no host waits for the many links of another', async () => {
    const queue = new InProcessQueue({ concurrency: 1 });
    queue.add(
      queue.reserve(
        ['https://a.example/1', 'https://a.example/2', 'https://b.example/1'].map(message),
      ),
    );
    const worked: string[] = [];
    await queue.drain(async ({ link }) => void worked.push(link), never);
    expect(worked).toEqual(['https://a.example/1', 'https://b.example/1', 'https://a.example/2']);
  });
});
