import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { manyBlogs } from '../sites/many-blogs.ts';
import { type ReplicaSites, type Site, startReplicaSites } from '../sites/replica.ts';
import { withValidators } from '../sites/with-validators.ts';
import { type Ended, goldpan, through } from './goldpan.ts';

freshDatabase();

const blogs = manyBlogs({ blogs: 3, postsEach: 1 });
const [OWN, STRANGERS, OPEN] = blogs.links as [string, string, string];
let isGone = false;
/** Two of the blogs ask crawlers to stay away. */
const site: Site = {
  hosts: blogs.hosts,
  answer(request) {
    const { hostname, pathname, href } = request.url;
    if (pathname === '/robots.txt' && hostname !== new URL(OPEN).hostname) {
      return { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow: /\n' };
    }
    return isGone && href === OPEN ? { status: 410 } : blogs.answer(request);
  },
};

let sites: ReplicaSites;
let folder: string;
beforeAll(async () => {
  sites = await startReplicaSites([withValidators(site)]);
  folder = await mkdtemp(join(tmpdir(), 'goldpan-refresh-'));
});
afterAll(async () => {
  await sites.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]): Promise<Ended> => goldpan(words, through(sites), folder);
const linksFile = (people: object[]): Promise<void> =>
  writeFile(join(folder, 'links.json'), JSON.stringify(people));
const mara = 'Mara Lindqvist';

describe('goldpan refresh', () => {
  it('takes up nothing where nothing is due, and says how to look at all of it', async () => {
    await linksFile([{ user: mara, links: [OPEN] }]);
    expect((await run('ingest')).code).toBe(0);
    const { code, stdout } = await run('refresh');
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing is due');
    expect(stdout).toContain('goldpan refresh --older-than 0d');
  });

  it('--older-than: asks again, with the same progress and table as an ingest', async () => {
    const { code, stdout, stderr } = await run('refresh', '--older-than', '0d');
    expect(code).toBe(0);
    expect(stderr).toMatch(/\[1\/1\] = unchanged +https:\/\/harbour-2\.example\/log\/0/);
    expect(stdout).toContain('0 stored · 1 unchanged · 0 followed · 0 failed');
    expect(stdout).toContain('harbour-2.example 1');
    expect(sites.requests.at(-1)?.headers).toHaveProperty('if-none-match');
  });

  it('a page that is gone: exit code 1 the first time, then left alone; status says so', async () => {
    isGone = true;
    const first = await run('refresh', '--older-than', '0d');
    isGone = false;
    expect(first.code).toBe(1);
    expect(first.stdout).toContain('not_found:');
    expect((await run('refresh', '--older-than', '0d')).stdout).toContain('Nothing is due');
    const { stdout } = await run('status');
    expect(stdout).toMatch(/gone 1/);
    expect(stdout).not.toMatch(/failed/);
    expect(stdout).toMatch(/1 page is gone; what was stored of it is kept:\n.*harbour-2\.example/);
    expect(stdout).toMatch(/gone since \d{4}-\d\d-\d\d · 1 document kept/);
    const json = JSON.parse((await run('status', '--json')).stdout);
    expect(json).toMatchObject({
      byState: { gone: 1 },
      due: 0,
      failures: [],
      gone: [{ link: OPEN, documents: 1, goneAt: expect.any(String) }],
    });
    expect(json.byState).not.toHaveProperty('failed');
  });

  it.each([
    [['--older-than', 'soon'], 'Did you mean 7d?'],
    [['--older-than', '30 days'], 'Did you mean 30d?'],
    [['--olderthan', '7d'], 'Did you mean --older-than?'],
  ])('%j is not understood: %s', async (words, advice) => {
    const { code, stderr } = await run('refresh', ...words);
    expect(code).toBe(2);
    expect(stderr).toContain(advice);
  });

  it('--user: a person who is not known is an error, not an empty run', async () => {
    const { code, stderr } = await run('refresh', '--user', 'Nobody Else');
    expect(code).toBe(1);
    expect(stderr).toContain('Nothing was crawled for Nobody Else yet');
  });
});

describe('--ignore-robots', () => {
  it.each([['ingest'], ['refresh']])(
    'goldpan %s: refused where nobody owns a host, before anything is crawled',
    async (command) => {
      await linksFile([{ user: mara, links: [OWN] }]);
      const requests = sites.requests.length;
      const { code, stderr } = await run(command, '--ignore-robots');
      expect(code).toBe(1);
      expect(stderr).toContain(
        'invalid_event: --ignore-robots: nobody in the links file owns a host',
      );
      expect(stderr).toContain('"owns": ["mara.example"]');
      expect(sites.requests).toHaveLength(requests);
    },
  );

  it('crawls what a person owns, and for nobody else; robots.txt holds for all other hosts', async () => {
    const owns = [new URL(OWN).hostname];
    await linksFile([
      { user: mara, links: [OWN, STRANGERS], owns },
      { user: 'Ada Holm', links: [OWN] },
    ]);
    const asked = await run('ingest');
    expect(asked.stdout.match(/robots_disallowed:/g)).toHaveLength(3);
    const ignored = await run('ingest', '--ignore-robots');
    expect(ignored.stdout.match(/robots_disallowed:/g)).toHaveLength(2);
    const row = await CrawlDocument.find({ link: OWN, state: 'stored' });
    expect(row).toBeDefined();
    expect(await CrawlDocument.countBy('reason', { link: STRANGERS })).toEqual({
      robots_disallowed: 1,
    });
  });

  it('in a refresh reads who owns what from links.json, or from the file that is named', async () => {
    const collection = await CrawlDocument.driver();
    const makeDue = (): Promise<unknown> =>
      collection.updateMany({ state: { $ne: 'failed' } }, { $set: { refresh_at: new Date(0) } });
    await makeDue();
    expect((await run('refresh')).stdout).toContain('robots_disallowed');
    await run('ingest', '--ignore-robots');
    await makeDue();
    expect((await run('refresh', '--ignore-robots')).stdout).toContain('1 unchanged');
    const { stderr } = await run('refresh', '--ignore-robots', 'other.json');
    expect(stderr).toContain('Cannot read other.json');
  });
});
