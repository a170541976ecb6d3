/** What the tests of the LinkedIn crawler share. */
import { readFileSync } from 'node:fs';
import type { CrawlContext, Harvest } from '../../../src/crawlers/crawler.ts';
import { linkedinCrawler } from '../../../src/crawlers/linkedin/index.ts';
import { createFetcher } from '../../../src/fetching/index.ts';
import type { FetchedPage } from '../../../src/fetching/page.ts';
import { silentLog } from '../../../src/log.ts';
import { type ReplicaSites, type Site, startReplicaSites } from '../../sites/replica.ts';

export interface Bench {
  readonly replica: ReplicaSites;
  crawl(link: string): Promise<Harvest[]>;
  close(): Promise<void>;
}

/** The crawler behind the real fetcher, before sites on loopback. */
export async function startBench(sites: readonly Site[]): Promise<Bench> {
  const replica = await startReplicaSites(sites);
  const fetch = createFetcher({ HTTPS_PROXY: replica.proxyUrl }, { ca: replica.ca });
  const context: CrawlContext = { fetch, signal: new AbortController().signal, log: silentLog };
  return {
    replica,
    crawl: (link) => Array.fromAsync(linkedinCrawler.extract(new URL(link), context)),
    close: async () => {
      await fetch.close();
      await replica.close();
    },
  };
}

/** A harvest as its `.expected.json` spells it: links and dates as text, the lines of a post apart. */
export function plain(harvest: Harvest | undefined): unknown {
  if (harvest?.kind === 'post') {
    const { text, ...rest } = harvest;
    return JSON.parse(JSON.stringify({ ...rest, textLines: text.split('\n') }));
  }
  if (harvest?.kind === 'article') {
    const { markdown, ...rest } = harvest;
    return JSON.parse(JSON.stringify(rest));
  }
  return harvest;
}

export function expected(name: string): string {
  return readFileSync(new URL(`../../sites/pages/linkedin/${name}`, import.meta.url), 'utf8');
}

/** A page as the fetcher hands it over. */
export function pageOf(link: string, html: string): FetchedPage {
  const url = new URL(link);
  const body = new TextEncoder().encode(html);
  return {
    url,
    requested: url,
    status: 200,
    headers: new Map(),
    mediaType: 'text/html',
    body,
    text: html,
  };
}
