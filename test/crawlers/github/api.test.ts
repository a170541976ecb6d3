import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGitHubApi } from '../../../src/crawlers/github/api.ts';
import { repositorySchema } from '../../../src/crawlers/github/api-schemas.ts';
import { CrawlError } from '../../../src/errors.ts';
import type { Fetcher } from '../../../src/fetching/fetcher.ts';
import { githubReplica } from './harness.ts';

const captured = new URL('../../../../shared/pages/github/', import.meta.url);

interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly response: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

const recorded = (name: string): Recorded[] =>
  JSON.parse(readFileSync(new URL(`octokit-${name}.json`, captured), 'utf8'));

// Recorded from the real API by octokit/fixtures; they lie outside the project.
describe.skipIf(!existsSync(captured))('answers of the real API, as recorded', () => {
  it('a repository is read', () => {
    const [answer] = recorded('get-repository');
    expect(repositorySchema.parse(answer?.response)).toEqual({
      id: 1000,
      name: 'hello-world',
      full_name: 'octokit-fixture-org/hello-world',
      html_url: 'https://github.com/octokit-fixture-org/hello-world',
      private: false,
      fork: false,
      archived: false,
      default_branch: 'master',
      description: null,
      topics: ['fixtures', 'hello', 'hello-world'],
      created_at: new Date('2017-10-10T16:00:00Z'),
      pushed_at: new Date('2017-10-10T16:00:00Z'),
    });
  });

  it('a renamed repository is read by its number', () => {
    const answers = recorded('rename-repository').filter(({ method }) => method === 'get');
    expect(answers.map(({ path, status }) => [path, status])).toEqual([
      ['/repos/octokit-fixture-org/rename-repository', 301],
      ['/repositories/1000', 200],
    ]);
    expect(repositorySchema.parse(answers[1]?.response)).toMatchObject({
      id: 1000,
      full_name: 'octokit-fixture-org/rename-repository-newname',
    });
  });

  it('a listing is followed over all of its five pages', async () => {
    const answers = recorded('paginate-issues');
    const asked: string[] = [];
    // No replica: the recording holds issues, so only its Link headers are of use here, around empty lists.
    const fetch: Pick<Fetcher, 'page'> = {
      page: async (link) => {
        const { headers } = answers[asked.length] ?? { headers: {} };
        asked.push(link.pathname + link.search);
        const bytes = Buffer.from('[]');
        return {
          url: link,
          requested: link,
          status: 200,
          headers: new Map(Object.entries(headers)),
          mediaType: 'application/json',
          body: bytes,
          text: bytes.toString(),
        };
      },
    };
    const api = createGitHubApi(fetch);
    for await (const page of api.repositoriesOf('octokit-fixture-org')) expect(page).toEqual([]);
    expect(asked.slice(1)).toEqual(
      [2, 3, 4, 5].map((page) => `/repositories/1000/issues?per_page=3&page=${page}`),
    );
  });
});

describe('the API', () => {
  const github = githubReplica();

  it('is asked for a hundred repositories at a time, last pushed first', async () => {
    await github.crawl(new URL('https://github.com/mara-lindqvist'));
    expect(github.requests().map(({ url }) => url.pathname + url.search)).toEqual([
      '/users/mara-lindqvist/repos?type=owner&sort=pushed&per_page=100',
      '/user/48151623/repos?type=owner&sort=pushed&per_page=100&page=2',
      '/users/mara-lindqvist/gists?per_page=100',
    ]);
  });

  it('is asked for the newest commit alone, then for its own JSON', async () => {
    await github.crawl(new URL('https://github.com/mara-lindqvist/tidepool'));
    expect(github.requests().map(({ headers }) => headers.accept)).toEqual([
      'application/vnd.github.sha',
      'application/vnd.github+json',
      expect.any(String),
    ]);
  });
});

it('whatever the API answers, it is read or a crawl error', async () => {
  const known = fc.constantFrom(
    'refs/heads/main',
    'https://github.com/m/t',
    '2024-01-01T00:00:00Z',
    'm/t',
  );
  const fields = [
    'id',
    'name',
    'full_name',
    'html_url',
    'ref',
    'object',
    'sha',
    'files',
    'created_at',
  ];
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      known,
      fc.jsonValue(),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...fields), tie('tree')),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(tree, fc.string(), async (answer, link) => {
      const body = Buffer.from(JSON.stringify(answer));
      const fetch: Pick<Fetcher, 'page'> = {
        page: async (url) => ({
          url,
          requested: url,
          status: 200,
          headers: new Map([['link', link]]),
          mediaType: 'application/json',
          body,
          text: body.toString(),
        }),
      };
      const api = createGitHubApi(fetch);
      const attempts = [
        api.repository('m', 't'),
        api.newestCommit('m', 't'),
        api.branches('m', 't', 'main'),
        api.gist('0a9e4c2b7d51f3869b04'),
        Array.fromAsync(api.repositoriesOf('m')),
        Array.fromAsync(api.gistsOf('m')),
      ];
      for (const settled of await Promise.allSettled(attempts)) {
        if (settled.status === 'rejected') expect(settled.reason).toBeInstanceOf(CrawlError);
      }
    }),
    { numRuns: 200, interruptAfterTimeLimit: 1_000 },
  );
});
