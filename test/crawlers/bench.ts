/** What the tests of the crawlers share: a crawler behind the real fetcher, before sites on loopback. */
import type { CrawlContext, Crawler, Harvest } from '../../src/crawlers/crawler.ts';
import { createFetcher } from '../../src/fetching/index.ts';
import type { FetchedPage } from '../../src/fetching/page.ts';
import { silentLog } from '../../src/log.ts';
import { knownHosts } from '../fetching/known-hosts.ts';
import { type ReplicaSites, type Site, startReplicaSites } from '../sites/replica.ts';

export interface Bench {
  readonly replica: ReplicaSites;
  /** With what else the crawl is told: whose writing is wanted, and what is known of the link. */
  crawl(link: string, more?: Partial<CrawlContext>): Promise<Harvest[]>;
  close(): Promise<void>;
}

/**
 * @example
 * const bench = await startBench(mediumCrawler, [mediumSite]);
 * const [article] = await bench.crawl(mediumLinks.post);
 */
export async function startBench(crawler: Crawler, sites: readonly Site[]): Promise<Bench> {
  const replica = await startReplicaSites(sites);
  return {
    replica,
    async crawl(link, more = {}) {
      // One a crawl, since a host that has refused us is left alone.
      const fetch = createFetcher(
        { HTTPS_PROXY: replica.proxyUrl, PACE: '0' },
        { ca: replica.ca, hosts: knownHosts() },
      );
      const { signal } = new AbortController();
      const context: CrawlContext = { fetch, signal, log: silentLog, ...more };
      try {
        return await Array.fromAsync(crawler.extract(new URL(link), context));
      } finally {
        await fetch.close();
      }
    },
    close: () => replica.close(),
  };
}

/** A page as the fetcher hands it over. */
export function pageOf(link: string, text: string, mediaType = 'text/html'): FetchedPage {
  const url = new URL(link);
  const body = new TextEncoder().encode(text);
  return { url, requested: url, status: 200, headers: new Map(), mediaType, body, text };
}

/** Harvests as their `.expected.json` spells them: links and dates as text, Markdown in a file of its own. */
export function plain(harvests: readonly Harvest[]): unknown {
  return harvests.map((harvest) => {
    const { markdown: _, ...rest } = { markdown: undefined, ...harvest };
    return JSON.parse(JSON.stringify(rest));
  });
}
