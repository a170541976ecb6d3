/** What every source promises beyond the contract of every crawler: it can be left at any link, and at any request. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Harvest } from '../../src/crawlers/crawler.ts';
import { dispatcher } from '../../src/dispatcher/index.ts';
import { canonicalLink, parseLink } from '../../src/dispatcher/link.ts';
import type { Fetcher } from '../../src/fetching/fetcher.ts';
import { type ClosableFetcher, createFetcher } from '../../src/fetching/index.ts';
import { silentLog } from '../../src/log.ts';
import { Enough } from '../../src/pipeline/enough.ts';
import { harvestLink } from '../../src/pipeline/harvest-link.ts';
import { knownHosts } from '../fetching/known-hosts.ts';
import { githubLinks } from '../sites/github.ts';
import { allSites } from '../sites/index.ts';
import { linkedinLinks } from '../sites/linkedin.ts';
import { maraBlogLinks } from '../sites/mara-blog.ts';
import { mediumLinks } from '../sites/medium.ts';
import { type ReplicaSites, startReplicaSites } from '../sites/replica.ts';
import { substackLinks } from '../sites/substack.ts';

const SOURCES: readonly [what: string, link: string][] = [
  ['a profile on Medium', mediumLinks.profile],
  ['a publication on Medium', mediumLinks.publication],
  ['a publication on Substack', substackLinks.publication],
  ['a publication of several people on Substack', substackLinks.sharedPublication],
  ['a publication on a custom domain', substackLinks.customDomainRoot],
  ['a person on Substack', substackLinks.profile],
  ['a company on LinkedIn', linkedinLinks.company],
  ['a newsletter on LinkedIn', linkedinLinks.newsletter],
  ['an owner on GitHub', githubLinks.owner.href],
  ['the home page of a blog', maraBlogLinks.home],
  ['a feed', maraBlogLinks.feed],
];

let sites: ReplicaSites;
let fetcher: ClosableFetcher;
beforeAll(async () => {
  sites = await startReplicaSites(allSites);
  const { proxyUrl, ca } = sites;
  fetcher = createFetcher(
    { HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl, PACE: '0' },
    { ca, hosts: knownHosts() },
  );
});
afterAll(async () => {
  await fetcher.close();
  await sites.close();
});

interface Reading {
  readonly found: readonly Harvest[];
  readonly requests: number;
  readonly error?: unknown;
}

/** @param mostRequests the one after these throws `Enough` */
async function read(
  given: string,
  { mostRequests = Number.POSITIVE_INFINITY, mostLinks = Number.POSITIVE_INFINITY } = {},
): Promise<Reading> {
  let requests = 0;
  const count = (): void => {
    if (requests >= mostRequests) throw new Enough();
    requests += 1;
  };
  const counting: Fetcher = {
    ...fetcher,
    page: async (link, options) => {
      count();
      return fetcher.page(link, options);
    },
    stream: async (link, options) => {
      count();
      return fetcher.stream(link, options);
    },
  };
  const found: Harvest[] = [];
  try {
    const { harvest } = await harvestLink(canonicalLink(parseLink(given), dispatcher), {
      dispatcher,
      fetcher: counting,
      signal: new AbortController().signal,
      log: silentLog,
    });
    for await (const one of harvest) if (found.push(one) >= mostLinks) break;
    return { found, requests };
  } catch (error) {
    return { found, requests, error };
  }
}

describe.each(SOURCES)('%s', (_what, link) => {
  it('gives the same links in the same order each time, and documents before links', async () => {
    const once = await read(link);
    expect(once.error).toBeUndefined();
    expect(once.found.some(({ kind }) => kind === 'link')).toBe(true);
    expect((await read(link)).found).toEqual(once.found);
    const firstLink = once.found.findIndex(({ kind }) => kind === 'link');
    expect(once.found.slice(firstLink).every(({ kind }) => kind === 'link')).toBe(true);
  });

  it('asks for nothing more when it is left at its first link', async () => {
    const { requests } = await read(link, { mostLinks: 1 });
    const seen = sites.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sites.requests).toHaveLength(seen);
    expect(requests).toBeLessThanOrEqual((await read(link)).requests);
  });

  it('lets through what ends it at any of its requests, and keeps what it gave before', async () => {
    const whole = await read(link);
    for (let mostRequests = 0; mostRequests < whole.requests; mostRequests += 1) {
      const { found, error } = await read(link, { mostRequests });
      expect(error).toBeInstanceOf(Enough);
      expect(whole.found.slice(0, found.length)).toEqual(found);
    }
  });
});
