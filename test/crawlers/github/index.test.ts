import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Harvest } from '../../../src/crawlers/crawler.ts';
import { createGitHubCrawler, githubCrawler } from '../../../src/crawlers/github/index.ts';
import {
  AbortedError,
  BlockedError,
  ExtractionEmptyError,
  LoginRequiredError,
  NotFoundError,
  ThrottledError,
  UnsupportedContentError,
  UpstreamError,
} from '../../../src/errors.ts';
import { githubLinks, githubSite, json, tidepoolCommits } from '../../sites/github.ts';
import { type ArchivedFile, createTarball } from '../../sites/github-archive.ts';
import { notesToTokensFiles } from '../../sites/pages/github/notes-to-tokens.ts';
import { tidepoolFiles } from '../../sites/pages/github/tidepool.ts';
import { crawlerContract } from '../contract.ts';
import { githubReplica, withArchive, withDescription } from './harness.ts';

const github = githubReplica();

describe('a repository', () => {
  it.each([
    ['tidepool', githubLinks.repository],
    ['notes-to-tokens', githubLinks.secondRepository],
  ])('%s is read as written down: these files in this order, nothing else', async (name, link) => {
    expect((await github.crawl(link)).map(asJson)).toEqual(expected(name));
    const [repository] = await github.crawl(link);
    // toEqual does not look at the order of keys.
    const files = expected(name)[0]?.filesSha256 ?? {};
    expect(Object.keys(filesOf(repository))).toEqual(Object.keys(files));
  });

  it.each([
    ['tidepool', githubLinks.repository, tidepoolFiles],
    ['notes-to-tokens', githubLinks.secondRepository, notesToTokensFiles],
  ])(
    'the text of every kept file of %s is the text that was committed',
    async (_, link, source) => {
      const [repository] = await github.crawl(link);
      for (const [path, text] of Object.entries(filesOf(repository))) {
        expect(text, path).toBe(contentOf(source, path));
      }
    },
  );

  it('flaw 1: no blank, tab, CRLF or byte order mark is lost, no final newline added', async () => {
    const [repository] = await github.crawl(githubLinks.repository);
    const files = filesOf(repository);
    expect(files['src/tidepool/harmonics.py']).toContain(
      '    return sum(constituent.height(hours) for',
    );
    expect(files.Makefile).toContain('\n\tpython -m pytest -q\n');
    expect(files['scripts/import-gauge.bat']).toMatch(/^@echo off\r\nrem .*\r\n\)$/s);
    expect(files['data/stations.csv']).toMatch(/^\uFEFFstation;name;.*\r\n$/s);
    expect(files['src/tidepool/py.typed']).toBe('');
  });

  it('flaw 2: .github/ and pyproject.toml are kept, pictures and models are not read as text', async () => {
    const [repository] = await github.crawl(githubLinks.repository);
    const paths = Object.keys(filesOf(repository));
    expect(paths).toEqual(expect.arrayContaining(['.github/workflows/ci.yml', 'pyproject.toml']));
    expect(paths).not.toEqual(expect.arrayContaining(['docs/harbour.png']));
    expect(paths).not.toEqual(expect.arrayContaining(['models/surge.onnx']));
  });

  it('keeps paths with dots and dollar signs as they are', async () => {
    const [repository] = await github.crawl(githubLinks.repository);
    expect(filesOf(repository)).toHaveProperty(['web/src/$tide.store.v2.ts']);
  });

  it('makes three requests: the newest commit, what it is, and the archive of that commit', async () => {
    await github.crawl(githubLinks.repository);
    expect(github.requests().map(({ url }) => url.href)).toEqual([
      'https://api.github.com/repos/mara-lindqvist/tidepool/commits/HEAD',
      'https://api.github.com/repos/mara-lindqvist/tidepool',
      `https://codeload.github.com/mara-lindqvist/tidepool/tar.gz/${tidepoolCommits.main}`,
    ]);
  });

  it('is the same document under its old name, in another case and by its default branch', async () => {
    const links = [
      githubLinks.renamedRepository,
      new URL('https://github.com/Mara-Lindqvist/TidePool'),
      new URL('https://github.com/mara-lindqvist/tidepool/tree/main'),
      new URL('https://github.com/mara-lindqvist/tidepool/tree/HEAD'),
    ];
    const [usual] = await github.crawl(githubLinks.repository);
    for (const link of links) expect(await github.crawl(link)).toEqual([usual]);
  });

  it('is refused as empty when nothing was ever pushed to it', async () => {
    const failure = await failureOf(github.crawl(githubLinks.emptyRepository));
    expect(failure).toBeInstanceOf(ExtractionEmptyError);
    expect(failure.message).toBe(
      'https://github.com/mara-lindqvist/blank-chart is empty: there is no commit in it',
    );
  });

  it('is refused when it holds nothing that somebody wrote, with the reasons', async () => {
    const files = [
      { path: 'a.png', content: 'x' },
      { path: 'b.jpg', content: 'x' },
      { path: 'package-lock.json', content: '{}' },
      { path: 'blank.txt', content: ' \n' },
    ];
    github.answer(withArchive(await createTarball('tidepool-HEAD', files)));
    const failure = await failureOf(github.repository());
    expect(failure).toBeInstanceOf(ExtractionEmptyError);
    expect(failure).toHaveProperty('hint', expect.stringContaining('2 binary, 1 generated'));
  });

  it('that does not exist is NotFound', async () => {
    const link = new URL('https://github.com/mara-lindqvist/lost-at-sea');
    await expect(github.crawl(link)).rejects.toThrow(NotFoundError);
  });

  it('that is private is refused before its archive is asked for', async () => {
    github.answer(withDescription({ private: true }));
    await expect(github.repository()).rejects.toThrow(LoginRequiredError);
    expect(github.requests().map(({ url }) => url.hostname)).not.toContain('codeload.github.com');
  });

  it('that was taken down (451) is Blocked', async () => {
    github.answer(() => ({ ...json({ message: 'Repository access blocked' }), status: 451 }));
    await expect(github.repository()).rejects.toThrow(BlockedError);
  });
});

describe('an owner', () => {
  it('yields links to their repositories over all pages of the list', async () => {
    expect((await github.crawl(githubLinks.owner)).map(asJson)).toEqual(expected('owner'));
  });

  it('says in the log how many forks and archived repositories are left out', async () => {
    await github.crawl(githubLinks.owner);
    expect(github.lines).toContainEqual({
      message: 'Listed the repositories of an owner; forks and archived ones are left out',
      fields: { link: githubLinks.owner.href, followed: 2, forks: 1, archived: 1 },
    });
  });

  it('without any repository is refused as empty', async () => {
    github.answer(() => json([]));
    await expect(github.crawl(githubLinks.owner)).rejects.toThrow(ExtractionEmptyError);
  });

  it('whose list goes round in a circle fails there, and what came before is kept', async () => {
    github.answer(({ url }) =>
      json([], { link: `<${url.origin}/user/1/repos?page=x>; rel="next"` }),
    );
    await expect(github.crawl(githubLinks.owner)).rejects.toThrow(/round in a circle/);
    expect(github.requests()).toHaveLength(2);
  });

  it('whose list never ends is left after 200 pages, with a warning', async () => {
    let page = 1;
    github.answer(({ url }) => {
      if (url.pathname.endsWith('/gists')) return json([]);
      page += 1;
      return json([], { link: `<${url.origin}/user/1/repos?page=${page}>; rel="next"` });
    });
    await expect(github.crawl(githubLinks.owner)).rejects.toThrow(ExtractionEmptyError);
    expect(github.requests()).toHaveLength(201);
    expect(github.lines).toContainEqual({
      message: 'Only the repositories that were pushed to last are listed',
      fields: { link: githubLinks.owner.href, pages: 200, followed: 0, forks: 0, archived: 0 },
    });
  });

  it('in a refresh is not listed beyond the page whose last push was known already', async () => {
    const previous = { attemptedAt: new Date('2024-10-01T00:00:00Z'), found: 3 };
    const found = await github.crawl(githubLinks.owner, {}, { previous });
    expect(found.map((one) => one.link.href)).toEqual([
      githubLinks.repository.href,
      githubLinks.gists.href,
    ]);
    expect(github.requests().map(({ url }) => url.pathname)).toEqual([
      '/users/mara-lindqvist/repos',
      '/users/mara-lindqvist/gists',
    ]);
  });

  it('an organisation is the same by its page of repositories', async () => {
    const link = new URL('https://github.com/orgs/mara-lindqvist/repositories?type=source');
    expect(await github.crawl(link)).toEqual(await github.crawl(githubLinks.owner));
  });

  it('whose list goes on at another host is not followed there, nor is the token sent', async () => {
    github.answer(() => json([], { link: '<https://codeload.github.com/x>; rel="next"' }));
    const crawl = github.crawl(githubLinks.owner, { token: () => 'secret' });
    await expect(crawl).rejects.toThrow(ExtractionEmptyError);
    expect(new Set(github.requests().map(({ url }) => url.hostname))).toEqual(
      new Set(['api.github.com']),
    );
  });
});

describe('quota and token', () => {
  it('the token goes to the API, through a rename too, and never to the archive', async () => {
    await github.crawl(githubLinks.renamedRepository, { token: () => 'secret' });
    const sent = github.requests().map(({ url, headers }) => [url.pathname, headers.authorization]);
    expect(sent).toEqual([
      ['/repos/mara-lindqvist/tide-pool/commits/HEAD', 'Bearer secret'],
      ['/repositories/613220417/commits/HEAD', 'Bearer secret'],
      ['/repos/mara-lindqvist/tide-pool', 'Bearer secret'],
      ['/repositories/613220417', 'Bearer secret'],
      [`/mara-lindqvist/tidepool/tar.gz/${tidepoolCommits.main}`, undefined],
    ]);
  });

  it.each([403, 429])(
    'a used-up quota (%d) says to set GITHUB_TOKEN and when to come back',
    async (status) => {
      const reset = String(Math.ceil(Date.now() / 1000) + 1800);
      const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
      github.answer(() => ({ ...json({ message: 'API rate limit exceeded' }, headers), status }));
      const failure = await failureOf(github.repository());
      expect(failure).toBeInstanceOf(ThrottledError);
      expect(failure).toHaveProperty('hint', expect.stringContaining('GITHUB_TOKEN'));
      expect(failure).toHaveProperty('retryAfterMs', expect.closeTo(1_800_000, -4));
    },
  );

  it('a token that GitHub does not accept is named as the cause, without its value', async () => {
    github.answer(() => ({ ...json({ message: 'Bad credentials' }), status: 401 }));
    const failure = await failureOf(github.repository({ token: () => 'ghp_secret' }));
    expect(failure).toBeInstanceOf(LoginRequiredError);
    expect(failure).toHaveProperty('hint', expect.stringContaining('GITHUB_TOKEN'));
    expect(JSON.stringify([failure, failure.message, failure.cause])).not.toContain('ghp_secret');
  });
});

describe('answers that are not as known', () => {
  it('HTML instead of JSON is an upstream failure', async () => {
    github.answer(() => ({ body: '<!doctype html><title>Unicorn!</title>' }));
    await expect(github.repository()).rejects.toThrow(UpstreamError);
  });

  it.each([
    ['no id', { id: undefined }, 'id'],
    ['a name that leads elsewhere', { full_name: '../../etc' }, 'full_name'],
    ['a page on another host', { html_url: 'https://github.com.evil.org/x' }, 'html_url'],
    ['a date that is none', { pushed_at: 'yesterday' }, 'pushed_at'],
    ['no default branch', { default_branch: undefined }, 'default_branch'],
  ])('a description with %s yields nothing and names the field', async (_, fields, field) => {
    github.answer(withDescription(fields));
    const failure = await failureOf(github.repository());
    expect(failure).toBeInstanceOf(ExtractionEmptyError);
    expect(failure.message).toContain(`: ${field}: `);
    expect(github.requests().map(({ url }) => url.hostname)).not.toContain('codeload.github.com');
  });

  it('a repository without dates and topics is stored without them', async () => {
    github.answer(withDescription({ created_at: null, pushed_at: null, topics: undefined }));
    const [repository] = await github.repository();
    expect(repository).not.toHaveProperty('publishedAt');
    expect(repository).not.toHaveProperty('modifiedAt');
    expect(repository?.tags).toEqual([]);
  });

  it('the archive answers with a page of text: upstream, nothing stored', async () => {
    github.answer(withArchive({ body: '<!doctype html><title>Unicorn!</title>' }));
    await expect(github.repository()).rejects.toThrow(UpstreamError);
  });
});

describe('stopping', () => {
  it('a run that is stopped while the archive is awaited ends within a second', async () => {
    github.answer(withArchive({ delayMs: 5_000, body: '' }));
    const signal = AbortSignal.timeout(300);
    const startedAt = performance.now();
    const crawl = github.crawl(githubLinks.repository, {}, { signal });
    await expect(crawl).rejects.toThrow(AbortedError);
    expect(performance.now() - startedAt).toBeLessThan(1_300);
  });
});

it('pages of issues are refused without a request', async () => {
  const issues = new URL('https://github.com/mara-lindqvist/tidepool/issues/4');
  await expect(github.crawl(issues)).rejects.toThrow(UnsupportedContentError);
  expect(github.requests()).toEqual([]);
});

it('the crawler that the dispatcher knows is the GitHub crawler', () => {
  expect(githubCrawler.platform).toBe('github');
  expect(githubCrawler.canonicalLink?.(new URL('http://www.github.com/a/b.git')).href).toBe(
    'https://github.com/a/b',
  );
});

crawlerContract({
  crawler: createGitHubCrawler({ token: () => undefined }),
  site: githubSite,
  link: githubLinks.repository.href,
  forms: [
    'http://www.github.com/mara-lindqvist/tidepool/',
    'https://github.com/mara-lindqvist/tidepool.git',
    'https://github.com/Mara-Lindqvist/TIDEPOOL?tab=readme-ov-file#layout',
    'https://github.com/mara-lindqvist/tidepool/tree/main',
    'https://github.com/mara-lindqvist/tidepool/commit/b1946ac92492d2347c6235b4d2611184a5b3c9f0',
    githubLinks.renamedRepository.href,
  ],
});

crawlerContract({
  crawler: createGitHubCrawler({ token: () => undefined }),
  site: githubSite,
  link: githubLinks.folderOnBranch.href,
  forms: [
    'https://github.com/mara-lindqvist/tidepool/tree/feature%2Fsurge/src/tidepool/',
    'https://github.com/Mara-Lindqvist/tidepool/tree/refs/heads/feature/surge/src/tidepool?x=1#files',
    'https://github.com/mara-lindqvist/tide-pool/tree/feature/surge/src/tidepool',
  ],
});

crawlerContract({
  crawler: createGitHubCrawler({ token: () => undefined }),
  site: githubSite,
  link: githubLinks.gist.href,
  forms: [
    'https://gist.github.com/mara-lindqvist/5f0c7a1e9b3d4826a4c1d7e2f8b06935',
    'https://gist.github.com/mara-lindqvist/5f0c7a1e9b3d4826a4c1d7e2f8b06935/raw/2d5f9c/fit.py',
    'http://gist.github.com/5f0c7a1e9b3d4826a4c1d7e2f8b06935.git',
    'https://gist.github.com/mara-lindqvist/5f0c7a1e9b3d4826a4c1d7e2f8b06935#file-fit-py',
  ],
});

/** A harvest as it stands in the expected files: the texts by their hashes, which `sha256sum` gave. */
function asJson(harvest: Harvest): unknown {
  if (harvest.kind !== 'repository') return JSON.parse(JSON.stringify(harvest));
  const { files, ...rest } = harvest;
  const hashes = Object.entries(files).map(([path, text]) => [path, sha256(text)]);
  return JSON.parse(JSON.stringify({ ...rest, filesSha256: Object.fromEntries(hashes) }));
}

function expected(name: string): { filesSha256?: Record<string, string> }[] {
  const file = new URL(`../../sites/pages/github/${name}.expected.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

function filesOf(harvest: Harvest | undefined): Readonly<Record<string, string>> {
  return harvest?.kind === 'repository' ? harvest.files : {};
}

function contentOf(source: readonly ArchivedFile[], path: string): string | undefined {
  const file = source.find((candidate) => candidate.path === path);
  return file && 'content' in file ? file.content.toString() : undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

async function failureOf(crawl: Promise<unknown>): Promise<Error> {
  const failure = await crawl.catch((error: unknown) => error);
  if (failure instanceof Error) return failure;
  throw new Error('it did not fail');
}
