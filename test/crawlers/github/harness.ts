/** GitHub's two hosts as a replica whose answers each test may replace, and the real fetcher in front of it. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { CrawlContext, Harvest, RepositoryHarvest } from '../../../src/crawlers/crawler.ts';
import { createGitHubCrawler, type GitHubDeps } from '../../../src/crawlers/github/index.ts';
import { createFetcher } from '../../../src/fetching/index.ts';
import type { Log } from '../../../src/log.ts';
import { httpOnly } from '../../fetching/http-only.ts';
import { jumpingClock } from '../../fetching/jumping-clock.ts';
import { knownHosts } from '../../fetching/known-hosts.ts';
import { apiRepository, archiveAnswer, githubLinks, githubSite, json } from '../../sites/github.ts';
import {
  type ReplicaSites,
  type Site,
  type SiteAnswer,
  type SiteRequest,
  startReplicaSites,
} from '../../sites/replica.ts';

export interface LogLine {
  readonly message: string;
  readonly fields: Record<string, unknown> | undefined;
}

export interface GitHubReplica {
  /** Answers instead of Mara's GitHub until the end of the test. */
  answer(respond: Site['answer']): void;
  /** Every request of this test so far. */
  requests(): readonly SiteRequest[];
  /** Every log line of this test so far. */
  readonly lines: readonly LogLine[];
  crawl(link: URL, deps?: GitHubDeps, context?: Partial<CrawlContext>): Promise<Harvest[]>;
  repository(deps?: GitHubDeps): Promise<RepositoryHarvest[]>;
}

/** Call it once at the top of a `describe` or a file. */
export function githubReplica(): GitHubReplica {
  let replica: ReplicaSites;
  let fetcher: ReturnType<typeof createFetcher>;
  let respond: Site['answer'];
  let seen = 0;
  const lines: LogLine[] = [];

  beforeAll(async () => {
    replica = await startReplicaSites([
      { hosts: githubSite.hosts, answer: (request) => respond(request) },
    ]);
  });
  beforeEach(() => {
    // No waiting between attempts: what is retried, and when, is tested where it is written.
    const deps = { ca: replica.ca, hosts: knownHosts(), ...jumpingClock() };
    fetcher = createFetcher({ HTTPS_PROXY: replica.proxyUrl, PACE: '0' }, deps);
    respond = githubSite.answer;
    seen = replica.requests.length;
    lines.length = 0;
  });
  afterEach(() => fetcher.close());
  afterAll(() => replica.close());

  const note = (message: string, fields?: Record<string, unknown>): void => {
    lines.push({ message, fields });
  };
  const log: Log = { debug: note, info: note, warn: note, error: note };

  const crawl: GitHubReplica['crawl'] = async (
    link,
    deps,
    { signal = new AbortController().signal, ...others } = {},
  ) => {
    const context: CrawlContext = {
      fetch: httpOnly({
        page: (page, options) => fetcher.page(page, { signal, ...options }),
        stream: (archive, options) => fetcher.stream(archive, { signal, ...options }),
      }),
      signal,
      log,
      ...others,
    };
    const crawler = createGitHubCrawler({ token: () => undefined, ...deps });
    const harvests: Harvest[] = [];
    for await (const harvest of crawler.extract(link, context)) harvests.push(harvest);
    return harvests;
  };

  return {
    lines,
    crawl,
    answer: (instead) => {
      respond = instead;
    },
    requests: () => replica.requests.slice(seen),
    repository: async (deps) =>
      (await crawl(githubLinks.repository, deps)).filter(
        (harvest) => harvest.kind === 'repository',
      ),
  };
}

/** A GitHub that knows tidepool's description, with another archive. */
export function withArchive(archive: SiteAnswer | Uint8Array): Site['answer'] {
  return (request) => {
    if (request.url.hostname !== 'codeload.github.com') return githubSite.answer(request);
    return archive instanceof Uint8Array ? archiveAnswer(archive) : archive;
  };
}

/** A GitHub whose API says other things of a repository than it should. */
export function withDescription(fields: Record<string, unknown>): Site['answer'] {
  return (request) => {
    if (!/^\/repos\/[^/]+\/[^/]+$/.test(request.url.pathname)) return githubSite.answer(request);
    const usual = {
      id: 613_220_417,
      name: 'tidepool',
      description: null,
      topics: [],
      createdAt: '2023-03-13T06:41:09Z',
      pushedAt: '2024-11-02T09:31:44Z',
    };
    return json({ ...apiRepository(usual), ...fields });
  };
}
