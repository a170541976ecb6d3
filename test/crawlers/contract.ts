/** What every crawler promises, whatever its platform: one suite, run against each of them with a page of its own. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Crawler, Harvest } from '../../src/crawlers/crawler.ts';
import { CrawlerDispatcher } from '../../src/dispatcher/dispatcher.ts';
import { canonicalLink, parseLink } from '../../src/dispatcher/link.ts';
import { AbortedError, CrawlError } from '../../src/errors.ts';
import { type ClosableFetcher, createFetcher } from '../../src/fetching/index.ts';
import { silentLog } from '../../src/log.ts';
import { httpOnly } from '../fetching/http-only.ts';
import { knownHosts } from '../fetching/known-hosts.ts';
import {
  type ReplicaSites,
  type Site,
  type SiteAnswer,
  startReplicaSites,
} from '../sites/replica.ts';

export interface ContractCase {
  readonly crawler: Crawler;
  readonly site: Site;
  /** A link that gives documents. */
  readonly link: string;
  /** The same thing under other addresses. */
  readonly forms: readonly string[];
  /** Parts of the contract that this crawler is let off, each with its reason. */
  readonly skip?: Partial<Record<'truncated' | 'foreign page', string>>;
}

const CHALLENGE = `<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>
<script>window._cf_chl_opt = {};</script><p>Verify you are human.</p></body></html>`;

const REFUSALS: readonly [what: string, answer: SiteAnswer, code: string][] = [
  ['403', { status: 403, body: 'Forbidden' }, 'blocked'],
  ['404', { status: 404, body: 'Not found' }, 'not_found'],
  ['410', { status: 410, body: 'Gone' }, 'not_found'],
  ['429', { status: 429, headers: { 'retry-after': '3600' }, body: 'Slow down' }, 'throttled'],
  ['503', { status: 503, headers: { 'retry-after': '3600' }, body: 'Down' }, 'upstream'],
  [
    'a challenge page (403)',
    { status: 403, headers: { 'cf-mitigated': 'challenge' }, body: CHALLENGE },
    'blocked',
  ],
  [
    'a challenge page (200)',
    { headers: { 'cf-mitigated': 'challenge' }, body: CHALLENGE },
    'blocked',
  ],
];

const FOREIGN = `<!doctype html><html><head><title>Parked</title></head><body><p>This domain is for sale.</p></body></html>`;

/** @example crawlerContract({ crawler: mediumCrawler, site: mediumSite, link: mediumLinks.post, forms: [] }); */
export function crawlerContract({ crawler, site, link, forms, skip = {} }: ContractCase): void {
  describe(`the contract of every crawler: ${crawler.platform}`, () => {
    let answer: ((real: SiteAnswer | undefined) => SiteAnswer | undefined) | undefined;
    // GitHub's own host is never asked: its API and its archives are on others.
    const hosts = new Set([...site.hosts, new URL(link).hostname]);
    let sites: ReplicaSites;
    let fetcher: ClosableFetcher;

    beforeAll(async () => {
      sites = await startReplicaSites([
        {
          hosts: [...hosts],
          answer: async (request) => {
            const real = await site.answer(request);
            return answer === undefined ? real : answer(real);
          },
        },
      ]);
    });
    // One a test, since a host that has refused us is left alone.
    beforeEach(() => {
      fetcher = createFetcher(
        { HTTPS_PROXY: sites.proxyUrl, HTTP_PROXY: sites.proxyUrl, PACE: '0' },
        { ca: sites.ca, hosts: knownHosts() },
      );
    });
    afterEach(() => fetcher.close());
    afterAll(() => sites.close());

    async function harvest(
      given: string,
      how: { answer?: typeof answer; signal?: AbortSignal } = {},
    ): Promise<{ found: Harvest[]; error?: unknown }> {
      answer = how.answer;
      const { signal = new AbortController().signal } = how;
      const dispatcher = new CrawlerDispatcher(crawler).register(
        new RegExp(`^(?:${[...hosts].map(escaped).join('|')})$`),
        crawler,
      );
      const found: Harvest[] = [];
      const fetch = httpOnly({
        page: (url, options) => fetcher.page(url, { signal, ...options }),
        stream: (url, options) => fetcher.stream(url, { signal, ...options }),
      });
      try {
        const canonical = canonicalLink(parseLink(given), dispatcher);
        for await (const one of crawler.extract(canonical, { fetch, signal, log: silentLog }))
          found.push(one);
        return { found };
      } catch (error) {
        return { found, error };
      }
    }

    it.each(REFUSALS)('%s is a typed failure and yields nothing', async (_what, refusal, code) => {
      const { found, error } = await harvest(link, { answer: () => refusal });
      expect(found).toEqual([]);
      expect(error).toBeInstanceOf(CrawlError);
      expect((error as CrawlError).code).toBe(code);
      expect((error as CrawlError).hint).not.toBe('');
    });

    it('an answer of another type is a typed failure and yields nothing', async () => {
      const pdf = { headers: { 'content-type': 'application/pdf' }, body: '%PDF-1.7 …' };
      const { found, error } = await harvest(link, { answer: () => pdf });
      expect(found).toEqual([]);
      expect(error).toBeInstanceOf(CrawlError);
    });

    it.skipIf(skip['foreign page'])(
      'a page that it does not recognise is a typed failure and yields nothing',
      async () => {
        const { found, error } = await harvest(link, { answer: () => ({ body: FOREIGN }) });
        expect(found).toEqual([]);
        expect(error).toBeInstanceOf(CrawlError);
      },
    );

    it.skipIf(skip.truncated)(
      'a page that breaks off in its head is a typed failure and yields nothing',
      async () => {
        const cut = (real: SiteAnswer | undefined): SiteAnswer | undefined =>
          real?.body === undefined ? real : { ...real, body: real.body.slice(0, 200) };
        const { found, error } = await harvest(link, { answer: cut });
        expect(found).toEqual([]);
        expect(error).toBeInstanceOf(CrawlError);
      },
    );

    it('an abort is honoured within a second', async () => {
      const stop = new AbortController();
      const slow = (real: SiteAnswer | undefined): SiteAnswer => ({ ...real, delayMs: 3_000 });
      setTimeout(() => stop.abort(), 50);
      const startedAt = Date.now();
      const { found, error } = await harvest(link, { answer: slow, signal: stop.signal });
      expect(Date.now() - startedAt).toBeLessThan(1_050);
      expect(found).toEqual([]);
      expect(error).toBeInstanceOf(AbortedError);
    });

    it('the same page twice gives equal documents', async () => {
      const once = await harvest(link);
      expect(once.error).toBeUndefined();
      expect(once.found.length).toBeGreaterThan(0);
      expect(await harvest(link)).toEqual(once);
    });

    it.each(forms)('canonical link and source id are the same for %s', async (form) => {
      const identity = ({ found, error }: Awaited<ReturnType<typeof harvest>>): unknown =>
        error ??
        found.map((one) => (one.kind === 'link' ? one.link.href : [one.sourceId, one.link.href]));
      expect(identity(await harvest(form))).toEqual(identity(await harvest(link)));
    });

    for (const [part, reason] of Object.entries(skip)) {
      it.skip(`${part}: not asked of this crawler, because ${reason}`);
    }
  });
}

function escaped(host: string): string {
  return host.replaceAll('.', '\\.');
}
