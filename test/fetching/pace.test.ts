import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ThrottledError } from '../../src/errors.ts';
import { readPace } from '../../src/fetching/lanes.ts';
import { loopbackFetcher, startHttp } from './servers.ts';

interface Visit {
  readonly host: string;
  readonly path: string;
  readonly startedAt: number;
}

/** A site under every name, which takes its time and writes down when who was asked, and how many at once. */
async function slowSite(tookMs = 20) {
  const visits: Visit[] = [];
  const now = new Map<string, number>();
  let mostAtOnce = 0;
  const server = await startHttp(async ({ url: path = '', headers }, response) => {
    const host = headers.host?.split(':')[0] ?? '';
    visits.push({ host, path, startedAt: performance.now() });
    now.set(host, (now.get(host) ?? 0) + 1);
    mostAtOnce = Math.max(mostAtOnce, ...now.values());
    await sleep(tookMs);
    now.set(host, (now.get(host) ?? 0) - 1);
    response.end('a page');
  });
  /** From each start to the next, in milliseconds. */
  const rests = (of: (visit: Visit) => boolean = () => true): number[] => {
    const starts = visits.filter(of).map(({ startedAt }) => startedAt);
    return starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
  };
  return { ...server, visits, rests, mostAtOnce: () => mostAtOnce };
}

/** Fetchers of these tests really wait. */
const patient = (PACE: string, deps: Parameters<typeof loopbackFetcher>[0] = {}) =>
  loopbackFetcher(
    { now: Date.now, sleep: (ms, signal) => sleep(ms, undefined, { signal }), ...deps },
    { PACE },
  );

/** The server of a busy machine notes an arrival late, and the next one in time. */
const JITTER_MS = 60;

describe('requests to one host', () => {
  it('go out one after the other, with a rest between two starts', async () => {
    const site = await slowSite();
    const fetcher = patient('0.2');
    const paths = ['/a', '/b', '/c', '/d', '/e'];
    await Promise.all(paths.map((path) => fetcher.page(site.link(path))));
    expect(site.visits.map(({ path }) => path)).toEqual(paths);
    expect(site.mostAtOnce()).toBe(1);
    expect(Math.min(...site.rests())).toBeGreaterThanOrEqual(200 - JITTER_MS);
  });

  it('go out one after the other without any rest, too', async () => {
    const site = await slowSite();
    const fetcher = patient('0');
    await Promise.all(['/a', '/b', '/c', '/d'].map((path) => fetcher.page(site.link(path))));
    expect(site.mostAtOnce()).toBe(1);
  });

  it('wait for a stream until it is read or left', async () => {
    const order: string[] = [];
    const server = await startHttp(({ url = '' }, response) => {
      order.push(`asked ${url}`);
      response.write(Buffer.alloc(300_000));
      if (url !== '/endless.tar') response.end();
    });
    const fetcher = patient('0');
    for (const path of ['/a.tar', '/endless.tar']) {
      const { body } = await fetcher.stream(server.link(path), { maxBytes: 1e6 });
      const waiting = fetcher.page(server.link('/page'));
      await sleep(60);
      order.push('still reading');
      for await (const _chunk of body) if (path === '/endless.tar') break;
      await waiting;
    }
    expect(order).toEqual([
      'asked /a.tar',
      'still reading',
      'asked /page',
      'asked /endless.tar',
      'still reading',
      'asked /page',
    ]);
  });

  it('each attempt counts', async () => {
    const starts: number[] = [];
    const server = await startHttp((_request, response) => {
      starts.push(performance.now());
      response.writeHead(starts.length < 3 ? 500 : 200).end();
    });
    await patient('0.2', { random: () => 0 }).page(server.link('/'));
    const rests = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
    expect(Math.min(...rests)).toBeGreaterThanOrEqual(200 - JITTER_MS);
  });

  it('standing in line does not count as the site’s time', async () => {
    const site = await slowSite();
    const fetcher = patient('0.1', { limits: { callMs: 150 } });
    const paths = Array.from({ length: 6 }, (_, page) => `/${page}`);
    await Promise.all(paths.map((path) => fetcher.page(site.link(path))));
    expect(site.visits).toHaveLength(6);
  });

  it('one that is stopped while it stands in line is not sent, and holds nobody up', async () => {
    const site = await slowSite();
    const fetcher = patient('0.2');
    const stop = new AbortController();
    const first = fetcher.page(site.link('/a'));
    const stopped = fetcher.page(site.link('/b'), { signal: stop.signal });
    const resting = fetcher.page(site.link('/c'));
    setTimeout(() => stop.abort(), 50);
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    await Promise.all([first, resting]);
    expect(site.visits.map(({ path }) => path)).toEqual(['/a', '/c']);
  });
});

describe('requests to several hosts', () => {
  it('do not wait for each other', async () => {
    const site = await slowSite(50);
    const fetcher = patient('5');
    const hosts = Array.from({ length: 8 }, (_, host) => `host-${host}.example`);
    const start = performance.now();
    await Promise.all(hosts.map((host) => fetcher.page(site.link('/', host))));
    expect(performance.now() - start).toBeLessThan(1_500);
  });

  it('keep one pace together where a domain is named, sub-domains included', async () => {
    const site = await slowSite();
    const fetcher = patient('0,site.example=0.2');
    const hosts = ['site.example', 'mara.site.example', 'news.site.example', 'notsite.example'];
    await Promise.all(hosts.map((host) => fetcher.page(site.link('/', host))));
    const rests = site.rests(({ host }) => host !== 'notsite.example');
    expect(Math.min(...rests)).toBeGreaterThanOrEqual(200 - JITTER_MS);
    expect(rests).toHaveLength(2);
  });
});

describe('the setting PACE', () => {
  it.each([
    ['1,medium.com=2', 'mara.example', 'mara.example', 1_000],
    ['1,medium.com=2', 'medium.com', 'medium.com', 2_000],
    ['1,medium.com=2', 'mara.medium.com', 'medium.com', 2_000],
    ['1,medium.com=2', 'notmedium.com', 'notmedium.com', 1_000],
    ['0.25,b.example=1,a.b.example=3', 'x.a.b.example', 'a.b.example', 3_000],
    ['1', 'mara.example.', 'mara.example', 1_000],
  ])('%s: %s keeps the pace of %s, %i ms', (setting, host, name, paceMs) => {
    expect(readPace(setting)(host)).toEqual({ name, paceMs });
  });
});

describe('a host that refuses', () => {
  type Answer = [status: number, headers?: Record<string, string>];

  /** Answers with these statuses, then with pages. */
  async function moody(...answers: Answer[]) {
    let requests = 0;
    const server = await startHttp((_request, response) => {
      requests += 1;
      const [status, headers] = answers.shift() ?? [200];
      response.writeHead(status, headers).end('a page');
    });
    return { ...server, requests: () => requests };
  }

  it.each([429, 503])(
    '%i with Retry-After: its links fail at once from then on, those of others do not',
    async (status) => {
      const site = await moody([status, { 'retry-after': '900' }]);
      let now = Date.UTC(2026, 2, 1, 6, 0);
      const fetcher = loopbackFetcher({ now: () => now });
      await expect(fetcher.page(site.link('/a'))).rejects.toMatchObject({ retryAfterMs: 900_000 });
      now += 60_000;
      const refused = fetcher.page(site.link('/b'));
      await expect(refused).rejects.toThrow(ThrottledError);
      await expect(refused).rejects.toThrow(
        `site.example is left alone until 2026-03-01 06:15 UTC: it asked for a pause (HTTP ${status}).`,
      );
      await expect(refused).rejects.toMatchObject({ retry: 'later', retryAfterMs: 840_000 });
      expect(site.requests()).toBe(1);
      await fetcher.page(site.link('/', 'other.example'));
      now += 840_000;
      expect((await fetcher.page(site.link('/b'))).text).toBe('a page');
    },
  );

  it('a short pause is waited for', async () => {
    const site = await moody([429, { 'retry-after': '2' }]);
    const waits: number[] = [];
    let now = 0;
    const fetcher = loopbackFetcher({
      now: () => now,
      sleep: async (ms) => {
        waits.push(ms);
        now += ms;
      },
    });
    await fetcher.page(site.link('/'));
    expect(waits).toEqual([2_000]);
  });

  it.each<[string, Answer]>([
    ['403', [403]],
    ['999', [999]],
    ['a challenge', [200, { 'cf-mitigated': 'challenge' }]],
  ])('three times in a row, with %s, is left alone for half an hour', async (_what, answer) => {
    const site = await moody(answer, answer, answer);
    let now = Date.UTC(2026, 2, 1, 6, 0);
    const fetcher = loopbackFetcher({ now: () => now });
    for (const path of ['/a', '/b', '/c']) {
      await expect(fetcher.page(site.link(path))).rejects.toMatchObject({ code: 'blocked' });
    }
    const refused = fetcher.page(site.link('/d'));
    await expect(refused).rejects.toThrow(ThrottledError);
    await expect(refused).rejects.toThrow(
      `site.example is left alone until 2026-03-01 06:30 UTC: it refused 3 requests in a row (the last with HTTP ${answer[0]}).`,
    );
    expect(site.requests()).toBe(3);
    await fetcher.page(site.link('/', 'other.example'));
    now += 30 * 60_000;
    expect((await fetcher.page(site.link('/d'))).text).toBe('a page');
  });

  it('three attempts at one link count as three', async () => {
    const site = await moody([429], [429], [429]);
    const fetcher = loopbackFetcher({ random: () => 0 });
    await expect(fetcher.page(site.link('/a'))).rejects.toThrow('asks for fewer requests');
    await expect(fetcher.page(site.link('/b'))).rejects.toThrow('is left alone until');
    expect(site.requests()).toBe(3);
  });

  it.each([
    ['a page', 200],
    ['a page that is gone', 404],
  ])('%s in between ends the row', async (_what, status) => {
    const site = await moody([403], [403], [status], [403], [403]);
    const fetcher = loopbackFetcher();
    for (let page = 0; page < 5; page += 1) {
      await fetcher.page(site.link(`/${page}`)).catch(() => undefined);
    }
    expect((await fetcher.page(site.link('/last'))).text).toBe('a page');
  });

  it('pages that it may not show for legal reasons say nothing of us', async () => {
    const site = await moody([451], [451], [451], [451]);
    const fetcher = loopbackFetcher();
    for (let page = 0; page < 4; page += 1) {
      await expect(fetcher.page(site.link(`/${page}`))).rejects.toMatchObject({ code: 'blocked' });
    }
    expect((await fetcher.page(site.link('/last'))).text).toBe('a page');
  });

  it('the quota of GitHub pauses api.github.com until it is there again', async () => {
    const now = Date.UTC(2026, 2, 1, 6, 0);
    const reset = String(now / 1_000 + 1_800);
    const site = await moody([403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }]);
    const fetcher = loopbackFetcher({ now: () => now });
    const api = site.link('/repos', 'api.github.com');
    await expect(fetcher.page(api)).rejects.toThrow('The quota of api.github.com is used up');
    await expect(fetcher.page(api)).rejects.toThrow(
      'api.github.com is left alone until 2026-03-01 06:30 UTC',
    );
    expect(site.requests()).toBe(1);
    // Our hint was to set a token: it has a quota of its own.
    expect((await fetcher.page(api, { authorization: 'Bearer token' })).text).toBe('a page');
  });
});
