/** What every way to a page has to do alike: by HTTP, and in the browser. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '#package' with { type: 'json' };
import { AbortedError, CrawlError, TooLargeError, UnsafeUrlError } from '../../src/errors.ts';
import type { Fetcher, FetchOptions } from '../../src/fetching/fetcher.ts';
import type { FetchedPage } from '../../src/fetching/page.ts';
import {
  type ReplicaSites,
  type Site,
  type SiteAnswer,
  startReplicaSites,
} from '../sites/replica.ts';
import { loopbackFetcher, startHttp } from './servers.ts';

/** One way to a page. */
export type Way = (fetcher: Fetcher, link: URL, options?: FetchOptions) => Promise<FetchedPage>;

const PAGE = '<!doctype html><title>Tides</title><p>Ebb & flöod</p>';

const CHALLENGE = `<title>Just a moment...</title><script>window._cf_chl_opt = {};</script>`;
const WALL = '<html><head><title>Sign Up | LinkedIn</title></head><body>Join</body></html>';

/** Status or kind of answer, what it is, and the code of the failure. */
const REFUSALS: readonly (readonly [string, SiteAnswer, string])[] = [
  ...(
    [
      [400, 'unsupported_content'],
      [401, 'login_required'],
      [402, 'login_required'],
      [403, 'blocked'],
      [404, 'not_found'],
      [410, 'not_found'],
      [429, 'throttled'],
      [451, 'blocked'],
      [500, 'upstream'],
      [503, 'upstream'],
      [999, 'blocked'],
    ] as const
  ).map(([status, code]) => [String(status), { status, body: PAGE }, code] as const),
  ['a challenge with status 403', { status: 403, body: CHALLENGE }, 'blocked'],
  ['a challenge with status 200', { body: CHALLENGE }, 'blocked'],
  [
    'a challenge known by its header',
    { headers: { 'cf-mitigated': 'challenge' }, body: PAGE },
    'blocked',
  ],
  ['a redirect without a place to go', { status: 302, body: PAGE }, 'upstream'],
];

const ANSWERS: Readonly<Record<string, SiteAnswer>> = {
  '/page': { body: PAGE },
  '/once': { status: 301, headers: { location: '/page#top' } },
  '/away': { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data' } },
  '/circle': { status: 302, headers: { location: '/circle' } },
  '/latin': {
    headers: { 'content-type': 'text/html; charset=iso-8859-1' },
    body: Buffer.from('<p>fl\xf6de', 'latin1'),
  },
  '/data': { headers: { 'content-type': 'application/json' }, body: '{"tide":"low"}' },
  '/large': { body: 'x'.repeat(200_001) },
  '/slow': { body: PAGE, delayMs: 5_000 },
};

/** A host for each case: what one host does must not be held against the next. */
const hostOf = (index: number): string => `case-${index}.example`;

const site: Site = {
  hosts: ['mara.example', 'www.linkedin.com', ...REFUSALS.map((_, index) => hostOf(index))],
  answer({ url }) {
    if (url.hostname === 'mara.example') return ANSWERS[url.pathname];
    if (url.hostname === 'www.linkedin.com') return { body: WALL };
    return REFUSALS[Number(/\d+/.exec(url.hostname)?.[0])]?.[1];
  },
};

/**
 * @example
 * fetchConformance('by HTTP', (fetcher, link, options) => fetcher.page(link, options));
 */
export function fetchConformance(name: string, way: Way): void {
  describe(`a page ${name}`, () => {
    let replica: ReplicaSites;
    beforeAll(async () => {
      replica = await startReplicaSites([site]);
    });
    afterAll(() => replica.close());

    const go = (
      link: string,
      options?: FetchOptions,
      deps: Parameters<typeof loopbackFetcher>[0] = {},
      settings: Parameters<typeof loopbackFetcher>[1] = {},
    ): Promise<FetchedPage> =>
      way(
        loopbackFetcher(
          { ca: replica.ca, ...deps },
          { HTTPS_PROXY: replica.proxyUrl, HTTP_PROXY: replica.proxyUrl, ...settings },
        ),
        new URL(link),
        options,
      );

    test('comes with its link, status, type and text', async () => {
      const page = await go('https://mara.example/page');
      expect(page).toMatchObject({ status: 200, mediaType: 'text/html' });
      expect(page.url.href).toBe('https://mara.example/page');
      expect(page.requested.href).toBe('https://mara.example/page');
      expect(page.text).toMatch(/^<!doctype html>.*<title>Tides<\/title>.*<p>Ebb &(?:amp;)? flöod/);
    });

    test('of plain http comes through the proxy too', async () => {
      expect((await go('http://mara.example/page')).text).toContain('flöod');
    });

    test('in another encoding is read in it', async () => {
      expect((await go('https://mara.example/latin')).text).toContain('<p>flöde');
    });

    test('that is no HTML comes as it is', async () => {
      const page = await go('https://mara.example/data');
      expect(page).toMatchObject({ mediaType: 'application/json', text: '{"tide":"low"}' });
    });

    test('that has moved is followed', async () => {
      const page = await go('https://mara.example/once');
      expect(page.url.href).toBe('https://mara.example/page#top');
      expect(page.requested.href).toBe('https://mara.example/once');
    });

    test.each(REFUSALS.map(([what, , code], index) => [what, code, hostOf(index)]))(
      '%s is %s',
      async (_what, code, host) => {
        const error = await go(`https://${host}/`).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(CrawlError);
        expect(error).toMatchObject({ code });
      },
    );

    test('behind a log-in wall is login_required', async () => {
      await expect(go('https://www.linkedin.com/posts/mara_1')).rejects.toMatchObject({
        code: 'login_required',
      });
    });

    test('that redirects in a circle is a failure', async () => {
      await expect(go('https://mara.example/circle')).rejects.toThrow('redirects in a circle');
    });

    test.each(['http://169.254.169.254/', 'http://localhost/', 'https://mara.example/away'])(
      'at %s is not fetched',
      async (link) => {
        const before = replica.requests.length;
        await expect(go(link)).rejects.toThrow(UnsafeUrlError);
        expect(replica.requests.slice(before).map(({ url }) => url.hostname)).not.toContain(
          '169.254.169.254',
        );
      },
    );

    test('whose name leads to this machine is not fetched', async () => {
      let asked = 0;
      const server = await startHttp((_request, response) => {
        asked += 1;
        response.end(PAGE);
      });
      const rules = {
        allowsPort: () => true,
        allowsAddress: (address: string) => !address.startsWith('127.'),
      };
      const settings = { NO_PROXY: 'rebinding.example' };
      const link = server.link('/', 'rebinding.example').href;
      await expect(go(link, {}, { rules }, settings)).rejects.toThrow(UnsafeUrlError);
      expect(asked).toBe(0);
    });

    test('above the limit is too large', async () => {
      const limits = { pageBytes: 200_000 };
      await expect(go('https://mara.example/large', {}, { limits })).rejects.toThrow(TooLargeError);
    });

    test('that does not come in time is given up', async () => {
      const limits = { pageMs: 100, callMs: 400 };
      await expect(go('https://mara.example/slow', {}, { limits })).rejects.toMatchObject({
        code: 'upstream',
      });
    });

    test('is let go within a second when the run is stopped', async () => {
      const stop = new AbortController();
      const work = expect(go('https://mara.example/slow', { signal: stop.signal })).rejects.toThrow(
        AbortedError,
      );
      await new Promise((resolve) => setTimeout(resolve, 200));
      const start = performance.now();
      stop.abort();
      await work;
      expect(performance.now() - start).toBeLessThan(1_000);
    });

    test('with a certificate of an authority that is not trusted is refused', async () => {
      const other = await startReplicaSites([]);
      await expect(go('https://mara.example/page', {}, { ca: other.ca })).rejects.toMatchObject({
        code: 'upstream',
        message: expect.stringContaining('certificate that is not trusted'),
      });
      await other.close();
    });

    test('is asked for by one honest name', async () => {
      await go('https://mara.example/page', {}, {}, { CONTACT: 'mara@tidewater.example' });
      expect(replica.requests.at(-1)?.headers['user-agent']).toBe(
        `goldpan/${manifest.version} (+mara@tidewater.example)`,
      );
    });
  });
}
