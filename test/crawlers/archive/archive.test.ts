/** What comes out of Mara's three exports. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Harvest } from '../../../src/crawlers/crawler.ts';
import { linkedinCrawler } from '../../../src/crawlers/linkedin/index.ts';
import { mediumCrawler } from '../../../src/crawlers/medium/index.ts';
import { type ClosableFetcher, createFetcher } from '../../../src/fetching/index.ts';
import { knownHosts } from '../../fetching/known-hosts.ts';
import { linkedinExport } from '../../sites/archives/linkedin.ts';
import { mediumExport } from '../../sites/archives/medium.ts';
import { substackExport } from '../../sites/archives/substack.ts';
import { type ZippedFile, zipOf } from '../../sites/archives/zip.ts';
import { linkedinLinks, linkedinSite } from '../../sites/linkedin.ts';
import { mediumLinks, mediumSite } from '../../sites/medium.ts';
import { type ReplicaSites, startReplicaSites } from '../../sites/replica.ts';
import { type Bench, startBench } from '../bench.ts';
import { crawlArchive } from './crawl-archive.ts';

const SITE = 'https://maralindqvist.substack.com';

function expected(name: string): string {
  return readFileSync(new URL(`../../sites/pages/archives/${name}`, import.meta.url), 'utf8');
}

/** As the `.expected.json` files spell them: the Markdown in a file of its own, the lines of a post apart. */
function plain(harvests: readonly Harvest[]): unknown {
  return harvests.map((harvest) => {
    const { markdown: _, text, ...rest } = { markdown: undefined, text: undefined, ...harvest };
    const lines = text === undefined ? {} : { textLines: text.split('\n') };
    return JSON.parse(JSON.stringify({ ...rest, ...lines }));
  });
}

const markdownOf = (harvest: Harvest | undefined): string | undefined =>
  harvest?.kind === 'article' ? `${harvest.markdown}\n` : undefined;

describe('the export of Medium', () => {
  it('gives the published posts; drafts and responses are left out, and counted', async () => {
    const { found, said, error } = await crawlArchive(zipOf(mediumExport));
    expect(error).toBeUndefined();
    expect(plain(found)).toEqual(JSON.parse(expected('medium.expected.json')));
    expect(markdownOf(found[1])).toBe(expected('watchdog.expected.md'));
    expect(said.join()).toContain('"responses":1,"drafts":2');
  });

  it('gives the same source id, link and Markdown as the site', async () => {
    const bench: Bench = await startBench(mediumCrawler, [mediumSite]);
    const [onSite] = await bench.crawl(mediumLinks.oldestPost);
    await bench.close();
    const { found } = await crawlArchive(zipOf(mediumExport));
    const shared = ['sourceId', 'link', 'title', 'subtitle', 'markdown', 'publishedAt', 'tags'];
    const common = (harvest: Harvest | undefined): unknown =>
      Object.entries(harvest ?? {})
        .filter(([field]) => shared.includes(field))
        .sort();
    expect(common(found[0])).toHaveLength(shared.length);
    expect(common(found[0])).toEqual(common(onSite));
  });

  it('is read in the 64-bit form, and packed again one folder deeper, on a Mac', async () => {
    const once = await crawlArchive(zipOf(mediumExport, { zip64: true, comment: 'PK' }));
    const deeper = mediumExport.flatMap((file): ZippedFile[] => [
      { ...file, path: `medium-export/${file.path}` },
      { path: `__MACOSX/medium-export/${file.path.replace(/([^/]*)$/, '._$1')}`, content: 'Mac' },
    ]);
    expect(once.found).toHaveLength(2);
    expect((await crawlArchive(zipOf(deeper))).found).toEqual(once.found);
  });
});

describe('the export of Substack', () => {
  it('gives the published posts; those without text come as links to the site', async () => {
    const { found, said, error } = await crawlArchive(zipOf(substackExport), { site: SITE });
    expect(error).toBeUndefined();
    expect(plain(found)).toEqual(JSON.parse(expected('substack.expected.json')));
    expect(said.join()).toContain('"drafts":1,"posts of type thread":1,"posts of type page":1');
    expect(said.join()).toContain('"posts":1');
  });

  it('gives the same Markdown as the site', async () => {
    const { found } = await crawlArchive(zipOf(substackExport), { site: SITE });
    const onSite = readFileSync(
      new URL('../../sites/pages/substack/the-tide-table-is-a-prior.expected.md', import.meta.url),
      'utf8',
    );
    expect(markdownOf(found[1])?.trimEnd()).toBe(onSite.trimEnd());
  });
});

describe('the export of LinkedIn', () => {
  let sites: ReplicaSites;
  let fetch: ClosableFetcher;
  beforeAll(async () => {
    sites = await startReplicaSites([linkedinSite]);
    fetch = createFetcher(
      { HTTPS_PROXY: sites.proxyUrl, PACE: '0' },
      { ca: sites.ca, hosts: knownHosts() },
    );
  });
  afterAll(async () => {
    await fetch.close();
    await sites.close();
  });

  it('gives posts and articles as the person wrote them where the site refuses, and asks it once', async () => {
    const { found, said, error } = await crawlArchive(zipOf(linkedinExport));
    expect(error).toBeUndefined();
    expect(plain(found)).toEqual(JSON.parse(expected('linkedin.expected.json')));
    expect(markdownOf(found.at(-1))).toBe(expected('quiet-sensors.expected.md'));
    expect(said.join()).toContain('"reposts without words":1,"drafts":1');
    expect(said.join()).toContain('"count":5,"because":"robots.txt asks not to crawl it"');
  });

  it('gives what the site shows, under the same source id, where it answers', async () => {
    const { found, said, error } = await crawlArchive(zipOf(linkedinExport), { fetch });
    expect(error).toBeUndefined();
    const context = { fetch, signal: new AbortController().signal, log: quiet };
    const [post] = await Array.fromAsync(
      linkedinCrawler.extract(new URL(linkedinLinks.post), context),
    );
    const [article] = await Array.fromAsync(
      linkedinCrawler.extract(new URL(linkedinLinks.pulse), context),
    );
    expect(found).toHaveLength(6);
    expect(found[1]).toEqual({ ...post, platform: 'linkedin' });
    expect(found[4]).toEqual({ ...article, platform: 'linkedin' });
    // What has no public page there.
    expect(said.join()).toContain('"count":3');
  });
});

const nothing = (): void => undefined;
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };
