/** Whole runs against replica sites, over TLS, into the test database. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { ArticleDocument } from '../../src/documents/article.ts';
import { type Crawl, CrawlDocument } from '../../src/documents/crawl.ts';
import { PostDocument } from '../../src/documents/post.ts';
import { RepositoryDocument } from '../../src/documents/repository.ts';
import { type ClosableFetcher, createFetcher } from '../../src/fetching/index.ts';
import { silentLog } from '../../src/log.ts';
import type { Run, RunDeps } from '../../src/pipeline/crawl-all.ts';
import { ingest } from '../../src/pipeline/ingest.ts';
import { type RefreshRequest, refresh } from '../../src/pipeline/refresh.ts';
import { type ReplicaSites, type Site, startReplicaSites } from '../sites/replica.ts';

export const user = 'Mara Lindqvist';

export interface Harness {
  ingest(links: readonly string[], deps?: Partial<RunDeps>, of?: string): Promise<Run>;
  refresh(request?: RefreshRequest, deps?: Partial<RunDeps>): Promise<Run>;
  /** The requests since the last call, robots.txt left out: '/p/tides', and '/p/tides if-none-match' where it was conditional. */
  asked(): string[];
  /** Hosts whose robots.txt was asked since the last call. */
  askedRobots(): string[];
}

/** Starts the sites once; every test has an empty database. */
export function runsAgainst(sites: readonly Site[]): Harness {
  let replica: ReplicaSites;
  let fetcher: ClosableFetcher;
  let seen = 0;
  let seenRobots = 0;

  beforeAll(async () => {
    replica = await startReplicaSites(sites);
  });
  beforeEach(async () => {
    for (const model of [ArticleDocument, PostDocument, RepositoryDocument, CrawlDocument]) {
      await (await model.driver()).deleteMany({});
    }
    await fetcher?.close();
    const { proxyUrl, ca } = replica;
    fetcher = createFetcher({ HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl, PACE: '0' }, { ca });
    seen = replica.requests.length;
    seenRobots = seen;
  });
  afterAll(async () => {
    await fetcher?.close();
    await replica?.close();
  });

  const deps = (own: Partial<RunDeps> = {}): RunDeps => ({
    fetcher,
    log: silentLog,
    signal: new AbortController().signal,
    concurrency: 4,
    ...own,
  });
  return {
    ingest: (links, own, of = user) => ingest([{ user: of, links }], deps(own)),
    refresh: (request = {}, own) => refresh(request, deps(own)),
    asked() {
      const requests = replica.requests.slice(seen);
      seen = replica.requests.length;
      return requests
        .filter(({ url }) => url.pathname !== '/robots.txt')
        .map(({ url, headers }) =>
          [url.pathname, ...CONDITIONS.filter((name) => headers[name] !== undefined)].join(' '),
        );
    },
    askedRobots() {
      const requests = replica.requests.slice(seenRobots);
      seenRobots = replica.requests.length;
      return requests
        .filter(({ url }) => url.pathname === '/robots.txt')
        .map(({ url }) => url.host);
    },
  };
}

const CONDITIONS = ['if-none-match', 'if-modified-since'];

/** The row of a link. */
export async function rowOf(link: string): Promise<Crawl> {
  const row = await CrawlDocument.find({ link });
  if (row === undefined) throw new Error(`The ledger does not hold ${link}`);
  return row;
}

/** Moves what a row (or every row) says of its last crawl and its next one so far into the past. */
export async function letPass(ms: number, link?: string): Promise<void> {
  const collection = await CrawlDocument.driver();
  for await (const row of CrawlDocument.bulkFind(link === undefined ? {} : { link })) {
    const earlier = (date: Date | undefined): Date | undefined =>
      date && new Date(date.getTime() - ms);
    const moved = Object.entries({
      attempted_at: earlier(row.attemptedAt),
      refresh_at: earlier(row.refreshAt),
      handed_over_at: earlier(row.handedOverAt),
    }).filter(([, date]) => date !== undefined);
    await collection.updateOne({ _id: row.id }, { $set: Object.fromEntries(moved) });
  }
}

/** Path → state of the links of a run. */
export const statesOf = ({ outcomes }: Run): Record<string, string> =>
  Object.fromEntries(outcomes.map(({ link, state }) => [new URL(link).pathname, state]));
