/** What the tests of the Substack crawler share. */
import { readFileSync } from 'node:fs';
import type { CrawlContext, Harvest } from '../../../src/crawlers/crawler.ts';
import { substackCrawler } from '../../../src/crawlers/substack/index.ts';
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
    crawl: (link) => Array.fromAsync(substackCrawler.extract(new URL(link), context)),
    close: async () => {
      await fetch.close();
      await replica.close();
    },
  };
}

/** Harvests as their `.expected.json` spells them: links and dates as text, Markdown in a file of its own. */
export function plain(harvests: readonly Harvest[]): unknown {
  return harvests.map((harvest) => {
    const { markdown: _, ...rest } = { markdown: undefined, ...harvest };
    return JSON.parse(JSON.stringify(rest));
  });
}

export function expectedJson(name: string): unknown {
  return JSON.parse(replicaFile(`${name}.expected.json`));
}

export function expectedMarkdown(name: string): string {
  return replicaFile(`${name}.expected.md`).replace(/\n$/, '');
}

/** A page as the fetcher hands it over. */
export function pageOf(link: string, text: string, mediaType = 'text/html'): FetchedPage {
  const url = new URL(link);
  const body = new TextEncoder().encode(text);
  return { url, requested: url, status: 200, headers: new Map(), mediaType, body, text };
}

function replicaFile(name: string): string {
  return readFileSync(new URL(`../../sites/pages/substack/${name}`, import.meta.url), 'utf8');
}
