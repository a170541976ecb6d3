import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createGitHubApi, repositorySchema } from '../../../src/crawlers/github/api.ts';
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
    ]);
  });

  it('is asked for its own JSON', async () => {
    await github.crawl(new URL('https://github.com/mara-lindqvist/tidepool'));
    expect(github.requests()[0]?.headers.accept).toBe('application/vnd.github+json');
  });
});
