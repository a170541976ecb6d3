import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Crawler, Harvest } from '../../src/crawlers/crawler.ts';
import { CrawlerDispatcher } from '../../src/dispatcher/dispatcher.ts';
import { LoginRequiredError } from '../../src/errors.ts';
import { type ClosableFetcher, createFetcher } from '../../src/fetching/index.ts';
import { silentLog } from '../../src/log.ts';
import { type DiscoverDeps, discover } from '../../src/pipeline/discover.ts';
import { linkedinExport } from '../sites/archives/linkedin.ts';
import { zipOf } from '../sites/archives/zip.ts';
import { githubLinks } from '../sites/github.ts';
import { allSites } from '../sites/index.ts';
import { linkedinLinks } from '../sites/linkedin.ts';
import { maraBlogLinks } from '../sites/mara-blog.ts';
import { type ReplicaSites, startReplicaSites } from '../sites/replica.ts';
import { substackLinks } from '../sites/substack.ts';

let sites: ReplicaSites;
let fetcher: ClosableFetcher;
beforeAll(async () => {
  sites = await startReplicaSites(allSites);
  const { proxyUrl, ca } = sites;
  fetcher = createFetcher({ HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl, PACE: '0' }, { ca });
});
afterAll(async () => {
  await fetcher.close();
  await sites.close();
});

const deps = (own: Partial<DiscoverDeps> = {}): DiscoverDeps => ({
  fetcher,
  signal: new AbortController().signal,
  log: silentLog,
  ...own,
});

describe('discover', () => {
  it('lists the posts of a publication, newest first, with their titles, and fetches none of them', async () => {
    const seen = sites.requests.length;
    const { link, platform, found, entries, limit } = await discover(
      substackLinks.publication,
      deps(),
    );
    expect({ link, platform, found, limit }).toEqual({
      link: 'https://maralindqvist.substack.com/',
      platform: 'substack',
      found: 3,
      limit: undefined,
    });
    expect(entries.map(({ title, publishedAt }) => [title, publishedAt?.getUTCMonth()])).toEqual([
      ['The tide table is a prior', 7],
      ['A gap is a reading too', 6],
      ['Notes on tuning on notes', 5],
    ]);
    const paths = sites.requests.slice(seen).map(({ url }) => url.pathname);
    expect(paths.filter((path) => path.startsWith('/p/'))).toEqual([]);
  });

  it('lists no more than it is asked for, and says that there is more', async () => {
    const { entries, limit } = await discover(substackLinks.publication, deps({ maxLinks: 2 }));
    expect(entries).toHaveLength(2);
    expect(limit).toMatchObject({ by: 'max_links', at: 2, followed: 2 });
  });

  it('of a link that is one article itself: its title', async () => {
    const { entries, found } = await discover(maraBlogLinks.article, deps());
    expect(found).toBe(0);
    expect(entries).toMatchObject([
      {
        kind: 'article',
        link: maraBlogLinks.article,
        title: 'Seven cosines are enough for my harbour',
      },
    ]);
  });

  it('a repository is one entry, whatever its parts', async () => {
    const { entries } = await discover(githubLinks.repository.href, deps());
    expect(entries).toMatchObject([{ kind: 'repository', title: 'tidepool' }]);
  });

  it('a link that cannot be read fails as a crawl would', async () => {
    await expect(discover(linkedinLinks.profile, deps())).rejects.toThrow(LoginRequiredError);
  });

  it('an archive is listed from what it holds, and no site is asked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'goldpan-discover-'));
    const path = join(folder, 'linkedin-export.zip');
    await writeFile(path, zipOf(linkedinExport));
    const seen = sites.requests.length;
    const { entries, found } = await discover(pathToFileURL(path).href, deps({ files: true }));
    expect(found).toBe(0);
    expect(entries.map(({ kind }) => kind)).toContain('post');
    expect(entries.every(({ title }) => title !== undefined && title !== '')).toBe(true);
    expect(sites.requests).toHaveLength(seen);
    await rm(folder, { recursive: true });
  });

  it('what has no date comes last, in the order of the source; a link that is listed twice is one', async () => {
    const links: readonly [string, string?][] = [
      ['/b'],
      ['/old', '2019-02-01'],
      ['/a'],
      ['/new', '2024-02-01'],
      ['/b#notes'],
    ];
    const crawler: Crawler = {
      platform: 'harbour',
      async *extract(link): AsyncGenerator<Harvest> {
        for (const [path, date] of links) {
          yield {
            kind: 'link',
            link: new URL(path, link),
            ...(date !== undefined && { changedAt: new Date(date) }),
          };
        }
      },
    };
    const { entries, found } = await discover(
      'https://a.example/',
      deps({ dispatcher: new CrawlerDispatcher(crawler).register('example', crawler) }),
    );
    expect(found).toBe(4);
    expect(entries.map(({ link }) => new URL(link).pathname)).toEqual(['/new', '/old', '/b', '/a']);
  });
});
