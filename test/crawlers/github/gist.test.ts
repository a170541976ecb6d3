import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ExtractionEmptyError, NotFoundError } from '../../../src/errors.ts';
import { apiGist, githubLinks, json } from '../../sites/github.ts';
import { replicaGists } from '../../sites/pages/github/gists.ts';
import { githubReplica } from './harness.ts';

const github = githubReplica();
const [fitGist] = replicaGists;
const contentOf = (filename: string) =>
  fitGist.files.find((file) => file.filename === filename)?.content;

describe('a gist', () => {
  it('is its files, the README first, byte for byte; comments below it are not asked for', async () => {
    const harvests = await github.crawl(githubLinks.gist);
    expect(harvests).toEqual([
      {
        kind: 'repository',
        sourceId: 'github:gist:5f0c7a1e9b3d4826a4c1d7e2f8b06935',
        link: new URL('https://gist.github.com/mara-lindqvist/5f0c7a1e9b3d4826a4c1d7e2f8b06935'),
        name: 'fit.py',
        files: { 'README.md': contentOf('README.md'), 'fit.py': contentOf('fit.py') },
        part: 1,
        parts: 1,
        skipped: {},
        publishedAt: new Date('2023-09-18T05:52:40Z'),
        modifiedAt: new Date('2024-02-11T21:07:15Z'),
        tags: [],
        access: 'full',
      },
    ]);
    const [gist] = harvests;
    expect(gist?.kind === 'repository' && Object.keys(gist.files)).toEqual(['README.md', 'fit.py']);
    expect(github.requests().map(({ url }) => url.pathname)).toEqual([
      '/gists/5f0c7a1e9b3d4826a4c1d7e2f8b06935',
    ]);
  });

  it('leaves out pictures, locks and large files', async () => {
    github.answer(() =>
      withFiles([
        { filename: 'a.txt', content: 'ebb\n' },
        { filename: 'boat.png', content: 'iVBORw0KGgo=', encoding: 'base64' },
        {
          filename: 'notes',
          content: Buffer.from('Smögen\0').toString('base64'),
          encoding: 'base64',
        },
        { filename: 'yarn.lock', content: 'x' },
        { filename: 'levels.csv', content: '1\n', size: 2_000_000, truncated: true },
      ]),
    );
    expect(await github.crawl(githubLinks.gist)).toMatchObject([
      { files: { 'a.txt': 'ebb\n' }, skipped: { binary: 2, generated: 1, too_large: 1 } },
    ]);
  });

  it('is asked for the rest of a file of which only the beginning came', async () => {
    github.answer(({ url }) =>
      url.hostname === 'api.github.com'
        ? withFiles([{ filename: 'levels.csv', content: '1\n', size: 4, truncated: true }])
        : { headers: { 'content-type': 'text/plain' }, body: '1\n2\n' },
    );
    expect(await github.crawl(githubLinks.gist, { token: () => 'secret' })).toMatchObject([
      { files: { 'levels.csv': '1\n2\n' }, skipped: {} },
    ]);
    expect(github.requests().map(({ url, headers }) => [url.href, headers.authorization])).toEqual([
      [`https://api.github.com/gists/${fitGist.id}`, 'Bearer secret'],
      ['https://gist.githubusercontent.com/m/raw/levels.csv', undefined],
    ]);
  });

  it('without text is refused as empty', async () => {
    github.answer(() => withFiles([{ filename: 'a.txt', content: ' \n' }]));
    await expect(github.crawl(githubLinks.gist)).rejects.toThrow(ExtractionEmptyError);
  });

  it('that is gone is NotFound', async () => {
    const link = new URL('https://gist.github.com/00000000000000000000000000000000');
    await expect(github.crawl(link)).rejects.toThrow(NotFoundError);
  });

  it.each([
    ['no dates', { created_at: null }],
    ['another host', { html_url: 'https://gist.github.com.evil.example/x' }],
    ['no files', { files: undefined }],
    [
      'a file elsewhere',
      { files: { a: { filename: 'a', size: 1, raw_url: 'https://a.example' } } },
    ],
  ])('with %s yields nothing', async (_, fields) => {
    github.answer(() => json({ ...apiGist(fitGist), ...fields }));
    await expect(github.crawl(githubLinks.gist)).rejects.toThrow(ExtractionEmptyError);
  });
});

describe('the gists of an owner', () => {
  it('are links, titled by description, else by their first file', async () => {
    const file = new URL('../../sites/pages/github/gists.expected.json', import.meta.url);
    const found: unknown = JSON.parse(JSON.stringify(await github.crawl(githubLinks.gists)));
    expect(found).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });

  it('are not linked from the owner where there are none', async () => {
    github.answer(({ url }) => json(url.pathname.endsWith('/gists') ? [] : [ownRepository()]));
    const found = await github.crawl(githubLinks.owner);
    expect(found.map((one) => one.link.href)).toEqual(['https://github.com/mara-lindqvist/t']);
  });

  it('are none of an organisation, whatever GitHub says to that', async () => {
    github.answer(({ url }) =>
      url.pathname.endsWith('/gists') ? { ...json({}), status: 404 } : json([ownRepository()]),
    );
    expect(await github.crawl(githubLinks.owner)).toHaveLength(1);
  });

  it('are all there is of an owner without repositories', async () => {
    github.answer(({ url }) => json(url.pathname.endsWith('/gists') ? [apiGist(fitGist)] : []));
    const found = await github.crawl(githubLinks.owner);
    expect(found.map((one) => one.link.href)).toEqual([githubLinks.gists.href]);
  });

  it('none is refused as empty', async () => {
    github.answer(() => json([]));
    await expect(github.crawl(githubLinks.gists)).rejects.toThrow(/has no public gists/);
  });
});

function withFiles(
  files: readonly { filename: string; content: string; size?: number; [field: string]: unknown }[],
) {
  const gist = apiGist(fitGist);
  const whole = files.map((file) => {
    const raw_url = `https://gist.githubusercontent.com/m/raw/${file.filename}`;
    return [file.filename, { size: file.content.length, raw_url, ...file }];
  });
  return json({ ...gist, files: Object.fromEntries(whole) });
}

function ownRepository() {
  return {
    id: 1,
    name: 't',
    full_name: 'mara-lindqvist/t',
    html_url: 'https://github.com/mara-lindqvist/t',
    private: false,
    fork: false,
    archived: false,
    default_branch: 'main',
  };
}
