/** What the tests of the crawlers share: a crawler behind the real fetcher, before sites on loopback. */
import type { CrawlContext, Crawler, Harvest } from '../../src/crawlers/crawler.ts';
import { createFetcher } from '../../src/fetching/index.ts';
import type { FetchedPage } from '../../src/fetching/page.ts';
import { silentLog } from '../../src/log.ts';
import { type ReplicaSites, type Site, startReplicaSites } from '../sites/replica.ts';

export interface Bench {
  readonly replica: ReplicaSites;
  crawl(link: string): Promise<Harvest[]>;
  close(): Promise<void>;
}

/**
 * @example
 * const bench = await startBench(mediumCrawler, [mediumSite]);
 * const [article] = await bench.crawl(mediumLinks.post);
 */
export async function startBench(crawler: Crawler, sites: readonly Site[]): Promise<Bench> {
  const replica = await startReplicaSites(sites);
  const fetch = createFetcher({ HTTPS_PROXY: replica.proxyUrl }, { ca: replica.ca });
  const context: CrawlContext = { fetch, signal: new AbortController().signal, log: silentLog };
  return {
    replica,
    crawl: (link) => Array.fromAsync(crawler.extract(new URL(link), context)),
    close: async () => {
      await fetch.close();
      await replica.close();
    },
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
