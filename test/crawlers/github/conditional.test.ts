import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGitHubCrawler } from '../../../src/crawlers/github/index.ts';
import { createFetcher, NotModified } from '../../../src/fetching/index.ts';
import { silentLog } from '../../../src/log.ts';
import { fetcherOfCrawl, type ValidatedLink } from '../../../src/pipeline/fetcher-of-crawl.ts';
import { knownHosts } from '../../fetching/known-hosts.ts';
import { apiRepository, githubLinks, githubSite, json } from '../../sites/github.ts';
import { type ReplicaSites, type SiteRequest, startReplicaSites } from '../../sites/replica.ts';
import { withValidators } from '../../sites/with-validators.ts';

let replica: ReplicaSites;
let answer = githubSite.answer;
const crawler = createGitHubCrawler({ token: () => undefined });

beforeAll(async () => {
  const site = { hosts: githubSite.hosts, answer: (request: SiteRequest) => answer(request) };
  replica = await startReplicaSites([withValidators(site)]);
});
afterAll(() => replica.close());

/** As the pipeline does it. */
async function crawl(link: URL, validators?: ValidatedLink) {
  const options = { HTTPS_PROXY: replica.proxyUrl, PACE: '0' };
  const fetcher = createFetcher(options, { ca: replica.ca, hosts: knownHosts() });
  const { signal } = new AbortController();
  const { fetch, first } = fetcherOfCrawl({ fetcher, signal, validators });
  const before = replica.requests.length;
  try {
    const found = await Array.fromAsync(crawler.extract(link, { fetch, signal, log: silentLog }));
    return { found, first, requests: replica.requests.length - before };
  } catch (error) {
    return { error, first, requests: replica.requests.length - before };
  } finally {
    await fetcher.close();
  }
}

it.each([
  ['a repository', githubLinks.repository, 1],
  ['a renamed repository, redirect included', githubLinks.renamedRepository, 2],
  ['a folder on a branch', githubLinks.folderOnBranch, 1],
  ['a tag', githubLinks.tag, 1],
  ['a file', githubLinks.file, 1],
  ['a gist', githubLinks.gist, 1],
  ['the gists of an owner', githubLinks.gists, 1],
  ['an owner', githubLinks.owner, 1],
])('%s that has not changed costs as many requests as it must', async (_, link, requests) => {
  const { first } = await crawl(link);
  const again = await crawl(link, first.validators);
  expect(again.error).toBeInstanceOf(NotModified);
  expect(again.requests).toBe(requests);
});

it('stars and topics do not make a repository be read again, a commit does', async () => {
  const { first } = await crawl(githubLinks.repository);
  try {
    answer = async (request) => {
      if (request.url.pathname !== '/repos/mara-lindqvist/tidepool')
        return githubSite.answer(request);
      const usual = { id: 613_220_417, name: 'tidepool', description: null, topics: ['stars'] };
      const dates = { createdAt: '2023-03-13T06:41:09Z', pushedAt: '2024-11-02T09:31:44Z' };
      return json({ ...apiRepository({ ...usual, ...dates }), stargazers_count: 18 });
    };
    expect(await crawl(githubLinks.repository, first.validators)).toMatchObject({ requests: 1 });
    answer = (request) =>
      request.url.pathname.endsWith('/commits/HEAD')
        ? { body: '7d793037a0760186574b0282f2f435e7c2f0a1b4' }
        : githubSite.answer(request);
    const again = await crawl(githubLinks.repository, first.validators);
    expect(again).toMatchObject({ requests: 3, found: [{ sourceId: 'github:613220417' }] });
  } finally {
    answer = githubSite.answer;
  }
});
