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
import { githubLinks, githubSite, json } from '../../sites/github.ts';
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

  it('flaw 20: makes two requests, to the API and for the archive, and runs no git', async () => {
    await github.crawl(
      new URL('https://github.com/mara-lindqvist/tidepool/tree/--upload-pack=touch'),
    );
    expect(github.requests().map(({ url }) => url.href)).toEqual([
      'https://api.github.com/repos/mara-lindqvist/tidepool',
      'https://codeload.github.com/mara-lindqvist/tidepool/tar.gz/HEAD',
    ]);
  });

  it('is the same document under its old name, in another case and by a link to one of its files', async () => {
    const links = [
      githubLinks.renamedRepository,
      new URL('https://github.com/Mara-Lindqvist/TidePool'),
      new URL('https://github.com/mara-lindqvist/tidepool/blob/main/src/tidepool/cli.py#L3'),
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
    expect(github.requests()).toHaveLength(1);
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

  it('whose list never ends is left after ten pages', async () => {
    github.answer(({ url }) =>
      json([], { link: `<${url.origin}/user/1/repos?page=x>; rel="next"` }),
    );
    await expect(github.crawl(githubLinks.owner)).rejects.toThrow(ExtractionEmptyError);
    expect(github.requests()).toHaveLength(10);
  });

  it('whose list goes on at another host is not followed there, nor is the token sent', async () => {
    github.answer(() => json([], { link: '<https://codeload.github.com/x>; rel="next"' }));
    const crawl = github.crawl(githubLinks.owner, { token: () => 'secret' });
    await expect(crawl).rejects.toThrow(ExtractionEmptyError);
    expect(github.requests().map(({ url }) => url.hostname)).toEqual(['api.github.com']);
  });
});

describe('quota and token', () => {
  it('the token goes to the API, through a rename too, and never to the archive', async () => {
    await github.crawl(githubLinks.renamedRepository, { token: () => 'secret' });
    const sent = github.requests().map(({ url, headers }) => [url.pathname, headers.authorization]);
    expect(sent).toEqual([
      ['/repos/mara-lindqvist/tide-pool', 'Bearer secret'],
      ['/repositories/613220417', 'Bearer secret'],
      ['/mara-lindqvist/tidepool/tar.gz/HEAD', undefined],
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
  ])('a description with %s yields nothing and names the field', async (_, fields, field) => {
    github.answer(withDescription(fields));
    const failure = await failureOf(github.repository());
    expect(failure).toBeInstanceOf(ExtractionEmptyError);
    expect(failure.message).toContain(`: ${field}: `);
    expect(github.requests()).toHaveLength(1);
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
    const stopped = AbortSignal.timeout(300);
    const startedAt = performance.now();
    const crawl = github.crawl(githubLinks.repository, {}, stopped);
    await expect(crawl).rejects.toThrow(AbortedError);
    expect(performance.now() - startedAt).toBeLessThan(1_300);
  });
});

it('gists and issue pages are refused without a request', async () => {
  const gist = new URL('https://gist.github.com/mara-lindqvist/0123456789abcdef');
  await expect(github.crawl(gist)).rejects.toThrow(UnsupportedContentError);
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
    'https://github.com/mara-lindqvist/tidepool/tree/main/src/tidepool',
    'https://github.com/mara-lindqvist/tidepool/blob/main/web/src/chart.ts#L8',
    'https://github.com/mara-lindqvist/tidepool/commit/b1946ac92492d2347c6235b4d2611184a5b3c9f0',
    githubLinks.renamedRepository.href,
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
