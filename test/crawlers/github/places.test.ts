import { describe, expect, it } from 'vitest';
import type { GitHubApi } from '../../../src/crawlers/github/api.ts';
import type { PlaceLink } from '../../../src/crawlers/github/link-kinds.ts';
import { resolvePlace } from '../../../src/crawlers/github/places.ts';
import {
  ExtractionEmptyError,
  NotFoundError,
  TooLargeError,
  UnsupportedContentError,
} from '../../../src/errors.ts';
import { githubLinks, githubSite, json, tidepoolCommits } from '../../sites/github.ts';
import { tidepoolFiles } from '../../sites/pages/github/tidepool.ts';
import { githubReplica } from './harness.ts';

describe('where the ref of a link ends', () => {
  type Refs = Record<'branches' | 'tags', readonly string[]>;
  // Every name of the remote, as the listings give them; the revisions do not matter here.
  const remote = ({
    branches,
    tags,
  }: Refs): Pick<GitHubApi, 'newestCommit' | 'branches' | 'tags'> => {
    const beginning = (names: readonly string[], first: string) =>
      names.filter((name) => name.startsWith(first)).map((name) => ({ name, revision: name }));
    return {
      newestCommit: async () => 'newest',
      branches: async (_owner, _name, first) => beginning(branches, first),
      tags: async (_owner, _name, first) => beginning(tags, first),
    };
  };
  const resolve = (path: string, refs: Partial<Refs>) => {
    const segments = path.split('/');
    const link: PlaceLink = { kind: 'place', owner: 'm', name: 't', shows: 'tree', segments };
    return resolvePlace(link, remote({ branches: [], tags: [], ...refs }));
  };

  it.each([
    ['main', { branches: ['main'] }, 'main', ''],
    ['main/docs', { branches: ['main', 'main-2'] }, 'main', 'docs'],
    ['feature/surge/docs', { branches: ['feature/surge', 'feature/sea'] }, 'feature/surge', 'docs'],
    [
      'feature/surge/docs',
      { branches: ['feature'], tags: ['feature/surge'] },
      'feature/surge',
      'docs',
    ],
    ['feature/surge/docs', { branches: ['feature/surge/docs'] }, 'feature/surge/docs', ''],
    ['v1/docs', { branches: ['v1'], tags: ['v1'] }, 'v1', 'docs'],
    ['b1946ac/docs', {}, 'b1946ac', 'docs'],
    ['b1946ac/docs', { branches: ['b1946ac'] }, 'b1946ac', 'docs'],
  ])('%s among %j', async (path, refs, ref, rest) => {
    expect(await resolve(path, refs)).toEqual({ ref, revision: ref, path: rest });
  });

  it.each(['main/docs', 'mainsail', 'feature', 'b1946'])(
    '%s is not found where no branch or tag is called so',
    async (path) => {
      const refs = { branches: ['mainsails', 'feature/surge'], tags: ['main-1'] };
      await expect(resolve(path, refs)).rejects.toThrow(NotFoundError);
    },
  );

  it('HEAD is the default branch under any name', async () => {
    expect(await resolve('HEAD/docs', {})).toEqual({
      ref: undefined,
      revision: 'newest',
      path: 'docs',
    });
  });
});

const github = githubReplica();

describe('a folder', () => {
  it('of the default branch: its files alone, under their whole paths', async () => {
    const [docs, ...more] = await github.crawl(githubLinks.folder);
    expect(more).toEqual([]);
    expect(docs).toMatchObject({
      kind: 'repository',
      sourceId: 'github:613220417:docs',
      link: new URL('https://github.com/mara-lindqvist/tidepool/tree/main/docs'),
      name: 'tidepool',
      files: { 'docs/method.md': contentOf('docs/method.md') },
      skipped: { binary: 1 },
    });
    expect(Object.keys(filesOf(docs))).toEqual(['docs/method.md']);
  });

  it('of a branch with a slash in its name', async () => {
    const [folder] = await github.crawl(githubLinks.folderOnBranch);
    expect(folder).toMatchObject({
      sourceId: 'github:613220417@feature/surge:src/tidepool',
      link: githubLinks.folderOnBranch,
      skipped: { generated: 2 },
    });
    expect(Object.keys(filesOf(folder))).toEqual(
      ['cli', 'harmonics', 'py.typed', 'stations', 'stream', 'surge'].map((name) =>
        name === 'py.typed' ? `src/tidepool/${name}` : `src/tidepool/${name}.py`,
      ),
    );
  });

  it('asks for the branches first, so that one conditional request tells of news', async () => {
    await github.crawl(githubLinks.folderOnBranch);
    expect(github.requests().map(({ url }) => url.pathname)).toEqual([
      '/repos/mara-lindqvist/tidepool/git/matching-refs/heads/feature',
      '/repos/mara-lindqvist/tidepool/git/matching-refs/tags/feature',
      '/repos/mara-lindqvist/tidepool',
      `/mara-lindqvist/tidepool/tar.gz/${tidepoolCommits.surge}`,
    ]);
  });

  it('that is marked in the .gitattributes above it is left out all the same', async () => {
    const golden = new URL('https://github.com/mara-lindqvist/tidepool/tree/main/tests/golden');
    const failure = await github.crawl(golden).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ExtractionEmptyError);
    expect(failure).toHaveProperty('hint', expect.stringContaining('1 generated'));
  });

  it('that is not there is not found, and neither is one whose name only begins so', async () => {
    for (const path of ['main/doc', 'main/docs/method', 'nowhere/docs']) {
      const link = new URL(`https://github.com/mara-lindqvist/tidepool/tree/${path}`);
      await expect(github.crawl(link), path).rejects.toThrow(NotFoundError);
    }
  });
});

describe('another state of the whole', () => {
  it('a tag is read from the archive of its name, since it may be an object of its own', async () => {
    const [tagged] = await github.crawl(githubLinks.tag);
    expect(tagged).toMatchObject({ sourceId: 'github:613220417@v0.4.1', link: githubLinks.tag });
    expect(github.requests().at(-1)?.url.pathname).toBe(
      '/mara-lindqvist/tidepool/tar.gz/refs/tags/v0.4.1',
    );
  });

  it('a commit is found by its number', async () => {
    const link = new URL(
      `https://github.com/mara-lindqvist/tidepool/tree/${tidepoolCommits.surge}/docs`,
    );
    expect(await github.crawl(link)).toMatchObject([
      { sourceId: `github:613220417@${tidepoolCommits.surge}:docs` },
    ]);
  });
});

describe('a single file', () => {
  it('is a document with that file, read raw and without the archive', async () => {
    expect(await github.crawl(githubLinks.file)).toMatchObject([
      {
        sourceId: 'github:613220417:src/tidepool/cli.py',
        link: githubLinks.file,
        name: 'tidepool',
        files: { 'src/tidepool/cli.py': contentOf('src/tidepool/cli.py') },
        skipped: {},
      },
    ]);
    expect(github.requests().at(-1)?.url.href).toBe(
      `https://raw.githubusercontent.com/mara-lindqvist/tidepool/${tidepoolCommits.main}/src/tidepool/cli.py`,
    );
  });

  it('is the same by its raw link, and on the default branch by HEAD', async () => {
    const usual = await github.crawl(githubLinks.file);
    const path = 'src/tidepool/cli.py';
    for (const link of [
      `https://raw.githubusercontent.com/mara-lindqvist/tidepool/main/${path}`,
      `https://github.com/mara-lindqvist/tidepool/raw/refs/heads/main/${path}`,
      `https://github.com/mara-lindqvist/tide-pool/blob/HEAD/${path}`,
    ]) {
      expect(await github.crawl(new URL(link)), link).toEqual(usual);
    }
  });

  it('is kept though a program wrote it: it was asked for', async () => {
    const link = new URL(
      'https://github.com/mara-lindqvist/tidepool/blob/main/web/package-lock.json',
    );
    expect(Object.keys(filesOf((await github.crawl(link))[0]))).toEqual(['web/package-lock.json']);
  });

  it.each([
    ['docs/harbour.png', UnsupportedContentError, 'is no text'],
    ['models/surge.onnx', UnsupportedContentError, 'lies in Git LFS'],
    ['data/harbours-latin1.txt', UnsupportedContentError, 'encoding that it does not declare'],
    ['src/tidepool/py.typed', ExtractionEmptyError, 'is an empty file'],
    ['docs/lost.md', NotFoundError, ''],
  ])('%s is refused', async (path, type, message) => {
    const link = new URL(`https://github.com/mara-lindqvist/tidepool/blob/main/${path}`);
    const failure = await github.crawl(link).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(type);
    expect(failure).toHaveProperty('message', expect.stringContaining(message));
  });

  it('above the limit is refused', async () => {
    const limits = { maxFileBytes: 20 };
    await expect(github.crawl(githubLinks.file, { limits })).rejects.toThrow(TooLargeError);
  });
});

it('answers that are no refs yield nothing', async () => {
  for (const refs of [
    [{ ref: 'main' }],
    [{ ref: 'refs/heads/main', object: { sha: '../x' } }],
    {},
  ]) {
    github.answer((request) =>
      request.url.pathname.includes('matching-refs') ? json(refs) : githubSite.answer(request),
    );
    await expect(github.crawl(githubLinks.folder)).rejects.toThrow(ExtractionEmptyError);
  }
});

function filesOf(harvest: Awaited<ReturnType<typeof github.crawl>>[number] | undefined) {
  return harvest?.kind === 'repository' ? harvest.files : {};
}

function contentOf(path: string): string {
  const file = tidepoolFiles.find((candidate) => candidate.path === path);
  return file !== undefined && 'content' in file ? file.content.toString() : '';
}
