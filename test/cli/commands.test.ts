import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArticleDocument } from '../../src/documents/article.ts';
import { UserDocument } from '../../src/documents/user.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { allSites } from '../sites/index.ts';
import { linkedinLinks } from '../sites/linkedin.ts';
import { maraBlogLinks } from '../sites/mara-blog.ts';
import { mediumLinks } from '../sites/medium.ts';
import { type ReplicaSites, startReplicaSites } from '../sites/replica.ts';
import { goldpan, through } from './goldpan.ts';

freshDatabase();

let sites: ReplicaSites;
let folder: string;
beforeAll(async () => {
  sites = await startReplicaSites(allSites);
  folder = await mkdtemp(join(tmpdir(), 'goldpan-cli-'));
});
afterAll(async () => {
  await sites.close();
  await rm(folder, { recursive: true, force: true });
});

const mara = ['--user', 'Mara Lindqvist'];
const rowsOf = (stdout: string): Record<string, unknown>[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('goldpan crawl', () => {
  it('--dry-run prints the article and needs no database', async () => {
    const { code, stdout } = await goldpan(['crawl', maraBlogLinks.article, ...mara, '--dry-run'], {
      ...through(sites),
      MONGODB_URI: 'mongodb://127.0.0.1:1',
    });
    expect(code).toBe(0);
    expect(stdout).toContain('Seven cosines are enough for my harbour');
    expect(stdout).toContain('def design_matrix(hours):\n    angles = np.outer(hours, SPEEDS)');
    expect(stdout).not.toContain('\u001b[');
  });

  it('--dry-run --json prints the document as it would be stored, then the outcome', async () => {
    const { code, stdout } = await goldpan(
      ['crawl', maraBlogLinks.article, ...mara, '--dry-run', '--json'],
      through(sites),
    );
    expect(code).toBe(0);
    const [document, outcome, ...more] = rowsOf(stdout);
    expect(document).toMatchObject({
      type: 'document',
      collection: 'articles',
      document: {
        platform: 'mara.example',
        author_full_name: 'Mara Lindqvist',
        source_id: `url:${maraBlogLinks.article}`,
      },
    });
    expect(document?.document).not.toHaveProperty('author_id');
    expect(outcome).toEqual({ type: 'outcome', link: maraBlogLinks.article, state: 'stored' });
    expect(more).toEqual([]);
  });

  it('--json prints each stored document and found link, and last the outcome of the link', async () => {
    const { code, stdout } = await goldpan(
      ['crawl', mediumLinks.profile, ...mara, '--json'],
      through(sites),
    );
    expect(code).toBe(0);
    const rows = rowsOf(stdout);
    expect(rows.filter(({ type }) => type === 'link')).toHaveLength(3);
    const documents = rows.filter(({ type }) => type === 'document');
    expect(documents).toHaveLength(3);
    for (const { document } of documents) {
      expect(document).toMatchObject({
        _id: expect.any(String),
        author_id: expect.any(String),
        revision: 1,
      });
    }
    expect(rows.at(-1)).toEqual({ type: 'outcome', link: mediumLinks.profile, state: 'followed' });
  });

  it('a link that fails: exit code 1, with code, message and hint', async () => {
    const text = await goldpan(['crawl', mediumLinks.challenge, ...mara], through(sites));
    expect(text.code).toBe(1);
    expect(text.stdout).toMatch(/blocked: .*challenge/);
    const { code, stdout } = await goldpan(
      ['crawl', linkedinLinks.profile, ...mara, '--json'],
      through(sites),
    );
    expect(code).toBe(1);
    expect(rowsOf(stdout)).toEqual([
      {
        type: 'outcome',
        link: linkedinLinks.profile,
        state: 'failed',
        code: 'login_required',
        message: expect.any(String),
        hint: expect.stringContaining('export'),
      },
    ]);
  });

  it.each([
    [['crawl', 'javascript:alert(1)', ...mara], 'not a web link'],
    [['crawl', 'http://169.254.169.254/latest', ...mara], 'unsafe_url'],
    [['crawl', 'https://mara:secret@mara.example/', ...mara], 'unsafe_url'],
    [['crawl', maraBlogLinks.article, '--user', '   '], 'no name'],
  ])('%j is refused before anything is done', async (words, message) => {
    const users = (await Array.fromAsync(UserDocument.bulkFind())).length;
    const requests = sites.requests.length;
    const { code, stderr } = await goldpan(words, through(sites));
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('secret');
    expect(sites.requests).toHaveLength(requests);
    expect(await Array.fromAsync(UserDocument.bulkFind())).toHaveLength(users);
  });
});

describe('words that goldpan does not know', () => {
  it.each([
    [['ingst'], 'Did you mean ingest?'],
    [['crawl', maraBlogLinks.article, ...mara, '--dryrun'], 'Did you mean --dry-run?'],
    [['ingest', '--concurrency', '500'], 'Did you mean 256?'],
    [['ingest', '--concurrency', 'many'], 'Did you mean 1?'],
    [['crawl', maraBlogLinks.article], "required option '--user <name>' not specified"],
    [['show'], "missing required argument 'link or id'"],
  ])('%j: %s', async (words, advice) => {
    const { code, stderr } = await goldpan(words);
    expect(code).toBe(2);
    expect(stderr).toContain(advice);
  });
});

describe('goldpan ingest', () => {
  it('a links file with a mistake: the line, and nothing is crawled', async () => {
    const file = join(folder, 'wrong.json');
    await writeFile(
      file,
      '[\n{"user": "Mara Lindqvist",\n"links": ["https://mara.example/notes/late-data/", "nowhere"]}]',
    );
    const requests = sites.requests.length;
    const { code, stderr } = await goldpan(['ingest', file], through(sites));
    expect(code).toBe(1);
    expect(stderr).toContain(`${file}:3: "nowhere" is not a web link`);
    expect(sites.requests).toHaveLength(requests);
  });

  it('no such file: says how to give one', async () => {
    const { code, stderr } = await goldpan(['ingest', join(folder, 'none.json')]);
    expect(code).toBe(1);
    expect(stderr).toContain('goldpan ingest links.json');
  });

  it('a database that cannot be reached: one error within 5 s, no credentials, no crawl', async () => {
    const file = join(folder, 'links.json');
    await writeFile(
      file,
      JSON.stringify([{ user: 'Mara Lindqvist', links: [maraBlogLinks.article] }]),
    );
    const requests = sites.requests.length;
    const startedAt = Date.now();
    const { code, stdout, stderr } = await goldpan(['ingest', file], {
      ...through(sites),
      MONGODB_URI: 'mongodb://mara:secret@127.0.0.1:1/?authSource=admin',
    });
    // Half a second of the process's own start is not the database's.
    expect(Date.now() - startedAt).toBeLessThan(6_000);
    expect(code).toBe(1);
    expect(stderr.match(/storage:/g)).toHaveLength(1);
    expect(stdout + stderr).not.toContain('secret');
    expect(sites.requests).toHaveLength(requests);
  });

  it('links given twice are crawled once, and that is said', async () => {
    const file = join(folder, 'twice.json');
    await writeFile(
      file,
      JSON.stringify([
        {
          user: 'Mara Lindqvist',
          links: [maraBlogLinks.secondArticle, `${maraBlogLinks.secondArticle}?utm_source=x`],
        },
      ]),
    );
    const { code, stdout } = await goldpan(['ingest', file], through(sites));
    expect(code).toBe(0);
    expect(stdout).toContain(`crawled once: ${maraBlogLinks.secondArticle}?utm_source=x`);
    expect(await ArticleDocument.find({ link: maraBlogLinks.secondArticle })).toMatchObject({
      revision: 1,
    });
  });
});

describe('goldpan show and status', () => {
  it('show finds a document by link as it was given, and by id', async () => {
    const given = `${mediumLinks.post}?source=rss`;
    await goldpan(['crawl', given, ...mara], through(sites));
    const byLink = await goldpan(['show', given]);
    expect(byLink.code).toBe(0);
    const id = /^id\s+(\S+)$/m.exec(byLink.stdout)?.[1] ?? '';
    expect((await goldpan(['show', id])).stdout).toBe(byLink.stdout);
    const [row] = rowsOf((await goldpan(['show', id, '--json'])).stdout);
    expect(row).toMatchObject({
      collection: 'articles',
      document: { _id: id, platform: 'medium' },
    });
  });

  it('show of something that is not there says so', async () => {
    const { code, stderr } = await goldpan(['show', 'https://mara.example/never-crawled']);
    expect(code).toBe(1);
    expect(stderr).toContain('Nothing is stored under https://mara.example/never-crawled');
  });

  it('status counts by state and platform and lists failures with reasons', async () => {
    await goldpan(['crawl', maraBlogLinks.lost, ...mara], through(sites));
    const text = await goldpan(['status']);
    expect(text.code).toBe(0);
    expect(text.stdout).toContain(`✗ ${maraBlogLinks.lost}`);
    expect(text.stdout).toContain('not_found:');
    const [json] = rowsOf((await goldpan(['status', '--json'])).stdout);
    expect(json).toMatchObject({
      byState: { failed: expect.any(Number), stored: expect.any(Number) },
      failures: expect.arrayContaining([
        expect.objectContaining({ link: maraBlogLinks.lost, reason: 'not_found', retry: 'never' }),
      ]),
    });
  });
});

describe('goldpan doctor', () => {
  it('names each part, and what to do', async () => {
    const { code, stdout } = await goldpan(['doctor'], {
      ...through(sites),
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/✓ Node\s+v2[4-9]/);
    expect(stdout).toMatch(/✓ Database\s+\S+ \S+/);
    expect(stdout).toMatch(/✓ Chromium\s+\d+\./);
    expect(stdout).toContain(sites.proxyUrl);
    expect(stdout).toMatch(/AWS credentials/);
  });

  it('a database that cannot be reached: exit code 1 and what to do', async () => {
    const { code, stdout } = await goldpan(['doctor'], {
      MONGODB_URI: 'mongodb://127.0.0.1:1',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ Database/);
    expect(stdout).toContain('MONGODB_URI');
  });
});

describe('settings', () => {
  it('flaw 17: .env of the working directory counts, and a wrong value is named, not shown', async () => {
    await writeFile(join(folder, '.env'), 'LOG_LEVEL=deafening\n');
    const { code, stderr } = await goldpan(['status'], {}, folder);
    expect(code).toBe(1);
    expect(stderr).toContain('LOG_LEVEL');
    expect(stderr).toContain('.env');
    expect(stderr).not.toContain('deafening');
  });
});
