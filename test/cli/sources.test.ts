import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { doctorSites } from '../../src/cli/commands/doctor-sites.ts';
import { createFetcher } from '../../src/fetching/index.ts';
import { silentLog } from '../../src/log.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { allSites } from '../sites/index.ts';
import { linkedinLinks } from '../sites/linkedin.ts';
import { maraBlogLinks } from '../sites/mara-blog.ts';
import { type ReplicaSites, startReplicaSites } from '../sites/replica.ts';
import { substackLinks } from '../sites/substack.ts';
import { goldpan, through } from './goldpan.ts';

freshDatabase();

let sites: ReplicaSites;
beforeAll(async () => {
  sites = await startReplicaSites(allSites);
});
afterAll(() => sites.close());
afterEach(() => vi.restoreAllMocks());

const noDatabase = () => ({ ...through(sites), MONGODB_URI: 'mongodb://127.0.0.1:1' });
const mara = ['--user', 'Mara Lindqvist'];

describe('goldpan discover', () => {
  it('prints count, dates and titles, and needs no database', async () => {
    const words = ['discover', substackLinks.publication];
    const { code, stdout } = await goldpan(words, noDatabase());
    expect(code).toBe(0);
    expect(stdout).toContain('leads to 3 links, 2024-08-18 to 2024-06-02');
    expect(stdout).toMatch(/2024-07-21 │ A gap is a reading too +│ https:\/\/maralindqvist\S+too/);
  });

  it('--json prints one object, with what the limit left out', async () => {
    const words = ['discover', substackLinks.publication, '--json', '--max-links', '1'];
    const { code, stdout } = await goldpan(words, noDatabase());
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      link: 'https://maralindqvist.substack.com/',
      platform: 'substack',
      limit: { by: 'max_links', at: 1, message: expect.stringContaining('(--max-links 1)') },
      newest: '2024-08-18T06:02:41.118Z',
      entries: [{ kind: 'link', title: 'The tide table is a prior' }],
    });
  });

  it('a link that fails: exit code 1, with code and hint', async () => {
    const { code, stderr } = await goldpan(['discover', linkedinLinks.profile], noDatabase());
    expect(code).toBe(1);
    expect(stderr).toMatch(/login_required: .*\n.*export/);
  });
});

describe('--max-links', () => {
  it('is reported in the table and below it', async () => {
    const words = ['crawl', substackLinks.publication, ...mara, '--max-links', '1'];
    const { code, stdout } = await goldpan(words, through(sites));
    expect(code).toBe(0);
    expect(stdout).toMatch(/limits +│ \d+.* found links of 1 source not followed/);
    expect(stdout).toMatch(/! https:\S+ led to .* links; one was followed \(--max-links 1\)/);
  });

  it('holds for a dry run, which prints titles and dates beside the links', async () => {
    const words = ['crawl', substackLinks.publication, ...mara, '--dry-run', '--max-links', '2'];
    const { code, stdout, stderr } = await goldpan(words, noDatabase());
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toEqual([
      'https://maralindqvist.substack.com/p/the-tide-table-is-a-prior  The tide table is a prior (2024-08-18)',
      'https://maralindqvist.substack.com/p/a-gap-is-a-reading-too  A gap is a reading too (2024-07-21)',
    ]);
    expect(stderr).toContain('--max-links 2');
  });

  it('takes a number from 1 on', async () => {
    const { code, stderr } = await goldpan(['ingest', '--max-links', '0']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean 1?');
  });
});

describe('goldpan doctor --sites', () => {
  it('says of each page whether it works, with the mark that failed and what to do', async () => {
    const { proxyUrl, ca } = sites;
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    const run = (links: readonly string[]) =>
      doctorSites({
        pages: links.map((link) => ({
          platform: 'Replica',
          what: 'page',
          link,
          gives: {
            kind: 'article',
            sourceId: `url:${maraBlogLinks.article}`,
            leastCharacters: 1_000,
            isDated: true,
          },
        })),
        open: async () => {
          const fetcher = createFetcher(
            { HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl, PACE: '0' },
            { ca },
          );
          return {
            fetcher,
            signal: new AbortController().signal,
            log: silentLog,
            [Symbol.asyncDispose]: () => fetcher.close(),
          };
        },
      });
    expect(await run([maraBlogLinks.article])).toBe(0);
    expect(lines.splice(0)).toEqual([expect.stringMatching(/✓ works .*Replica, page .*cosines/)]);
    expect(await run([linkedinLinks.profile, maraBlogLinks.secondArticle])).toBe(1);
    const [wall = '', changed = ''] = lines;
    expect(wall).toMatch(/✗ blocked .*\n {4}.*login_required.*: .*\n {4}.*export/);
    expect(changed).toMatch(/✗ changed .*\n {4}.*extraction_empty.*: Its identity is url:/);
  });
});
