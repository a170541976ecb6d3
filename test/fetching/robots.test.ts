import { describe, expect, it } from 'vitest';
import {
  BlockedError,
  RobotsDisallowedError,
  ThrottledError,
  UnsafeUrlError,
  UpstreamError,
} from '../../src/errors.ts';
import { inMemoryHosts } from '../../src/fetching/in-memory-hosts.ts';
import type { Log } from '../../src/log.ts';
import { loopbackFetcher, startHttp, textOf } from './servers.ts';

const HOUR_MS = 60 * 60_000;

type Robots = string | { status?: number; headers?: Record<string, string>; body?: string };

/** A site with this robots.txt, and a page at every other path; it writes down what is asked. */
async function siteWith(robots: Robots | (() => Robots)) {
  const asked: string[] = [];
  const server = await startHttp(({ url = '', headers: { host = '' } }, response) => {
    asked.push(host.startsWith('site.example:') ? url : `${host.split(':')[0]}${url}`);
    if (url !== '/robots.txt') {
      response.end('a page');
      return;
    }
    const given = typeof robots === 'function' ? robots() : robots;
    const {
      status = 200,
      headers = {},
      body = '',
    } = typeof given === 'string' ? { body: given } : given;
    response.writeHead(status, headers).end(body);
  });
  return { ...server, asked };
}

/** A fetcher that knows nothing of any host. */
const stranger = (deps: Parameters<typeof loopbackFetcher>[0] = {}) =>
  loopbackFetcher({ hosts: inMemoryHosts(), ...deps });

describe('before a link is fetched', () => {
  it('robots.txt is asked once a site, with our name, and obeyed', async () => {
    const site = await siteWith('User-agent: goldpan\nDisallow: /drafts/\n');
    const fetcher = stranger();
    await fetcher.page(site.link('/notes'));
    await fetcher.page(site.link('/about'));
    const refused = fetcher.page(site.link('/drafts/neap'));
    await expect(refused).rejects.toThrow(RobotsDisallowedError);
    await expect(refused).rejects.toThrow(
      'The robots.txt of site.example excludes /drafts/neap for goldpan ("Disallow: /drafts/").',
    );
    expect(site.asked).toEqual(['/robots.txt', '/notes', '/about']);
  });

  it('many links of one site wait for one robots.txt', async () => {
    const site = await siteWith('User-agent: *\nDisallow: /3\n');
    const fetcher = stranger();
    const pages = Array.from({ length: 5 }, (_, page) => fetcher.page(site.link(`/${page}`)));
    const settled = await Promise.allSettled(pages);
    expect(settled.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(site.asked.filter((path) => path === '/robots.txt')).toHaveLength(1);
  });

  it('each origin has a robots.txt of its own, and a stream is asked for as well', async () => {
    const site = await siteWith('User-agent: *\nDisallow: /drafts/\n');
    const fetcher = stranger();
    const { body } = await fetcher.stream(site.link('/a.tar'), { maxBytes: 100 });
    await textOf(body);
    await fetcher.page(site.link('/notes', 'www.site.example'));
    expect(site.asked).toEqual([
      '/robots.txt',
      '/a.tar',
      'www.site.example/robots.txt',
      'www.site.example/notes',
    ]);
  });

  it('a redirect is asked about where it leads', async () => {
    const server = await startHttp(({ url, headers: { host = '' } }, response) => {
      if (host.startsWith('old.example')) {
        response.writeHead(302, { location: `http://new.example:${server.port}/drafts/` }).end();
        return;
      }
      response.end(url === '/robots.txt' ? 'User-agent: *\nDisallow: /drafts/' : 'a page');
    });
    await expect(stranger().page(server.link('/', 'old.example'))).rejects.toThrow(
      'The robots.txt of new.example excludes /drafts/',
    );
  });

  it('a run that is stopped while robots.txt is read leaves nothing behind for the next', async () => {
    let answers = false;
    const server = await startHttp(({ url }, response) => {
      if (answers || url !== '/robots.txt') response.end();
    });
    const fetcher = stranger();
    const stop = new AbortController();
    const first = fetcher.page(server.link('/a'), { signal: stop.signal });
    const second = fetcher.page(server.link('/b'));
    setTimeout(() => {
      answers = true;
      stop.abort();
    }, 50);
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    expect((await second).status).toBe(200);
  });
});

describe('a robots.txt that is no plain answer (RFC 9309, 2.3.1)', () => {
  it.each([400, 401, 403, 404, 410, 418, 451])('%i: there are no rules', async (status) => {
    const site = await siteWith({ status, body: 'User-agent: *\nDisallow: /' });
    expect((await stranger().page(site.link('/notes'))).text).toBe('a page');
  });

  it.each([500, 502, 503])('%i: nothing is fetched, and later it may be', async (status) => {
    const site = await siteWith({ status });
    const refused = stranger().page(site.link('/notes'));
    await expect(refused).rejects.toThrow(UpstreamError);
    await expect(refused).rejects.toThrow(/That was about its robots\.txt/);
    expect(site.asked).toEqual(['/robots.txt', '/robots.txt', '/robots.txt']);
  });

  it('429: nothing is fetched either', async () => {
    const site = await siteWith({ status: 429, headers: { 'retry-after': '600' } });
    await expect(stranger().page(site.link('/notes'))).rejects.toThrow(ThrottledError);
    expect(site.asked).toEqual(['/robots.txt']);
  });

  it('999: the site refuses us', async () => {
    const site = await siteWith({ status: 999 });
    await expect(stranger().page(site.link('/notes'))).rejects.toThrow(BlockedError);
  });

  it('a host that is not there: said once, not tried again for each link', async () => {
    let lookups = 0;
    const fetcher = stranger({
      resolve: (_name, _options, callback) => {
        lookups += 1;
        callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
      },
    });
    for (const path of ['a', 'b', 'c']) {
      await expect(fetcher.page(new URL(`http://gone.example/${path}`))).rejects.toThrow(
        /^gone\.example has no address.*robots\.txt/,
      );
    }
    expect(lookups).toBe(3);
  });

  it('an older copy is used where the site does not give a new one, and is asked again soon', async () => {
    let status = 200;
    const site = await siteWith(() => ({ status, body: 'User-agent: *\nDisallow: /drafts/' }));
    let now = Date.now();
    const fetcher = stranger({ now: () => now, sleep: async (ms) => (now += ms) });
    await fetcher.page(site.link('/notes'));
    status = 500;
    now += 25 * HOUR_MS;
    await fetcher.page(site.link('/notes'));
    await expect(fetcher.page(site.link('/drafts/'))).rejects.toThrow(RobotsDisallowedError);
    status = 404;
    now += HOUR_MS;
    expect((await fetcher.page(site.link('/drafts/'))).text).toBe('a page');
  });

  it('is read anew after 24 hours and not before', async () => {
    const site = await siteWith('User-agent: *\nAllow: /');
    let now = Date.now();
    const fetcher = stranger({ now: () => now });
    for (const hours of [0, 23, 2]) {
      now += hours * HOUR_MS;
      await fetcher.page(site.link('/'));
    }
    expect(site.asked).toEqual(['/robots.txt', '/', '/', '/robots.txt', '/']);
  });

  it('five redirects are followed, to other hosts too', async () => {
    let hops = 0;
    const server = await startHttp(({ url = '' }, response) => {
      if (url === '/page') return void response.end('a page');
      hops += 1;
      if (hops > 5) return void response.end('User-agent: *\nDisallow: /page');
      response.writeHead(301, { location: `http://hop-${hops}.example:${server.port}/r` }).end();
    });
    await expect(stranger().page(server.link('/page'))).rejects.toThrow(RobotsDisallowedError);
    hops = -1;
    expect((await stranger().page(server.link('/page'))).text).toBe('a page');
  });

  it('a redirect into the local network is not followed', async () => {
    const site = await siteWith({ status: 302, headers: { location: 'http://169.254.169.254/' } });
    await expect(stranger().page(site.link('/page'))).rejects.toThrow(UnsafeUrlError);
  });

  it('of an endless one the first 500 kB count', async () => {
    const line = `Disallow: /${'x'.repeat(89)}\n`;
    let stopped = false;
    const server = await startHttp(({ url }, response) => {
      if (url !== '/robots.txt') return void response.end('a page');
      response.write('User-agent: *\nDisallow: /early\n');
      const more = (): void => {
        if (!stopped && response.write(line.repeat(100))) setImmediate(more);
      };
      response.on('drain', more).on('close', () => {
        stopped = true;
      });
      more();
    });
    const fetcher = stranger();
    await expect(fetcher.page(server.link('/early'))).rejects.toThrow(RobotsDisallowedError);
    expect((await fetcher.page(server.link('/late'))).text).toBe('a page');
    expect(stopped).toBe(true);
  });
});

describe('whose robots.txt is not asked', () => {
  it('that of an own host, as long as the link stays there', async () => {
    const server = await startHttp(({ url, headers: { host = '' } }, response) => {
      if (url === '/robots.txt') return void response.end('User-agent: *\nDisallow: /');
      if (url === '/moved' && host.startsWith('site.example')) {
        return void response
          .writeHead(302, { location: `http://other.example:${server.port}/` })
          .end();
      }
      response.end('a page');
    });
    const fetcher = stranger();
    await expect(fetcher.page(server.link('/'))).rejects.toThrow(RobotsDisallowedError);
    expect((await fetcher.page(server.link('/'), { ignoreRobots: true })).text).toBe('a page');
    await expect(fetcher.page(server.link('/moved'), { ignoreRobots: true })).rejects.toThrow(
      'The robots.txt of other.example excludes',
    );
  });

  it('that of GitHub’s interface for programs', async () => {
    const site = await siteWith('User-agent: *\nDisallow: /');
    const fetcher = stranger();
    await fetcher.page(site.link('/repos', 'api.github.com'));
    await fetcher.page(site.link('/a.tar.gz', 'codeload.github.com'));
    await expect(fetcher.page(site.link('/a', 'github.com'))).rejects.toThrow(
      RobotsDisallowedError,
    );
  });
});

describe('what robots.txt says besides', () => {
  it('of the use of the content goes with the page', async () => {
    const site = await siteWith('User-agent: *\nContent-Signal: search=yes, ai-train=no\n');
    const page = await stranger().page(site.link('/notes'));
    expect(page.contentSignal).toEqual({ search: 'yes', 'ai-train': 'no' });
  });

  it('nothing, where it says nothing', async () => {
    const site = await siteWith('User-agent: *\nAllow: /\n');
    expect(await stranger().page(site.link('/notes'))).not.toHaveProperty('contentSignal');
  });

  it.each([
    ['4', 4_000, []],
    ['120', 30_000, ['The Crawl-delay of robots.txt is longer than goldpan waits']],
  ])(
    'a Crawl-delay of %s s is kept between two requests, up to 30 s',
    async (delay, waits, said) => {
      const site = await siteWith(`User-agent: *\nCrawl-delay: ${delay}\n`);
      const waited: number[] = [];
      const warnings: string[] = [];
      const nothing = (): void => undefined;
      const log: Log = {
        debug: nothing,
        info: nothing,
        warn: (message) => void warnings.push(message),
        error: nothing,
      };
      let now = 0;
      const fetcher = stranger({
        log,
        now: () => now,
        sleep: async (ms) => {
          waited.push(ms);
          now += ms;
        },
      });
      for (const path of ['/a', '/b', '/c']) await fetcher.page(site.link(path));
      expect(waited).toEqual([waits, waits]);
      expect(warnings).toEqual(said);
    },
  );
});
