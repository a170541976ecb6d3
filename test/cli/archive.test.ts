/** Export archives, given where links are given; and nowhere else. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { givenLink } from '../../src/cli/archive-link.ts';
import { dispatcher } from '../../src/dispatcher/index.ts';
import { ArticleDocument } from '../../src/documents/article.ts';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { InvalidEventError } from '../../src/errors.ts';
import { createFetcher } from '../../src/fetching/index.ts';
import { silentLog } from '../../src/log.ts';
import { crawlLink } from '../../src/pipeline/crawl-link.ts';
import { FoundLinks } from '../../src/pipeline/found-links.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { mediumExport } from '../sites/archives/medium.ts';
import { substackExport } from '../sites/archives/substack.ts';
import { zipOf } from '../sites/archives/zip.ts';
import { mediumLinks, mediumSite } from '../sites/medium.ts';
import { type ReplicaSites, startReplicaSites } from '../sites/replica.ts';
import { substackSite } from '../sites/substack.ts';
import { goldpan, through } from './goldpan.ts';

freshDatabase();

const SITE = 'https://maralindqvist.substack.com';
let sites: ReplicaSites;
let folder: string;
beforeAll(async () => {
  sites = await startReplicaSites([mediumSite, substackSite]);
  folder = await mkdtemp(join(tmpdir(), 'goldpan-cli-'));
  await writeFile(join(folder, 'medium-export.zip'), zipOf(mediumExport));
  await writeFile(join(folder, 'substack.zip'), zipOf(substackExport));
});
afterAll(async () => {
  await sites.close();
  await rm(folder, { recursive: true });
});

const mara = ['--user', 'Mara Lindqvist'];

describe('goldpan crawl ./export.zip', () => {
  it('stores what is in it as documents of its platform, one with the same post from the site', async () => {
    const env = through(sites);
    const first = await goldpan(['crawl', './medium-export.zip', ...mara], env, folder);
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/articles │ medium 2/);
    const site = await goldpan(['crawl', mediumLinks.oldestPost, ...mara, '--json'], env, folder);
    expect(site.code).toBe(0);
    const moons = await Array.fromAsync(
      ArticleDocument.bulkFind({ sourceId: 'medium:9c41f7d802' }),
    );
    expect(moons).toHaveLength(1);
    expect(moons[0]).toMatchObject({ platform: 'medium', access: 'full' });
    const again = await goldpan(['crawl', './medium-export.zip', ...mara], env, folder);
    expect(again.code).toBe(0);
  });

  it('--site says where a Substack export belongs; what lacks its text is read from there', async () => {
    const words = ['crawl', 'substack.zip', '--site', SITE, ...mara, '--dry-run', '--json'];
    const { code, stdout } = await goldpan(words, through(sites), folder);
    expect(code).toBe(0);
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows[0]).toMatchObject({ type: 'link', link: `${SITE}/p/the-newest-of-all` });
    expect(rows[1].document).toMatchObject({
      platform: 'substack',
      source_id: 'substack:148203317',
    });
    expect(rows.at(-1)).toMatchObject({ state: 'stored' });
  });

  it('fails with a hint where nobody can be asked for the site', async () => {
    const { code, stderr } = await goldpan(
      ['crawl', 'substack.zip', ...mara, '--dry-run'],
      {},
      folder,
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/invalid_event: .*\n.*--site/);
  });

  it('is an entry of a links file too', async () => {
    const links = [{ user: 'Mara Lindqvist', links: ['./medium-export.zip'] }];
    await writeFile(join(folder, 'links.json'), JSON.stringify(links));
    const { code, stdout } = await goldpan(['ingest', join(folder, 'links.json')], through(sites));
    expect(code).toBe(0);
    expect(stdout).toMatch(/articles │ medium 2/);
  });
});

describe('the site of a Substack export', () => {
  it('is asked for where it is missing and somebody can answer', async () => {
    const ask = vi.fn(async () => SITE);
    const link = await givenLink(join(folder, 'substack.zip'), {}, { ask });
    expect(new URL(link).searchParams.get('site')).toBe(SITE);
    expect(ask).toHaveBeenCalledOnce();
  });

  it('is not asked for where it is given, or not needed', async () => {
    const ask = vi.fn(async () => 'never');
    await givenLink(join(folder, 'substack.zip'), { site: SITE }, { ask });
    await givenLink(`${join(folder, 'substack.zip')}?site=${SITE}`, {}, { ask });
    await givenLink(join(folder, 'medium-export.zip'), {}, { ask });
    await givenLink('https://mara.example/', {}, { ask });
    expect(ask).not.toHaveBeenCalled();
  });

  it('does not go with a web link', async () => {
    await expect(givenLink('https://mara.example/', { site: SITE })).rejects.toThrow(
      InvalidEventError,
    );
  });
});

describe('a link to a file is refused', () => {
  const link = new URL('file:///home/mara/medium-export.zip');

  it('in an event or a queue message, and where it was found by another link', async () => {
    const fetcher = createFetcher({ PACE: '0' });
    const deps = {
      fetcher,
      follow: async () => undefined,
      log: silentLog,
      signal: new AbortController().signal,
    };
    const request = { user: 'Mara Lindqvist', link: link.href };
    await expect(crawlLink(request, deps)).rejects.toThrow(InvalidEventError);
    await expect(crawlLink({ ...request, depth: 1 }, { ...deps, files: true })).rejects.toThrow(
      InvalidEventError,
    );
    expect(await Array.fromAsync(CrawlDocument.bulkFind({ link: link.href }))).toEqual([]);
    await fetcher.close();
  });

  it('on a page', () => {
    const found = new FoundLinks({ dispatcher, log: silentLog }, 10);
    expect(found.add({ kind: 'link', link })).toBeUndefined();
    expect(found.size).toBe(0);
  });
});
