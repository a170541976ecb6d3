/** What goldpan asks of GitHub's REST API, and how its answers are read. */
import * as z from 'zod';
import {
  ExtractionEmptyError,
  LoginRequiredError,
  UnsupportedContentError,
  UpstreamError,
} from '../../errors.ts';
import type { Fetcher } from '../../fetching/fetcher.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import {
  type Gist,
  type GistSummary,
  gistSchema,
  gistSummarySchema,
  type Repository,
  refSchema,
  repositorySchema,
} from './api-schemas.ts';
import { encodedPath } from './places.ts';

export type { Gist, GistSummary, Repository } from './api-schemas.ts';

const API = 'https://api.github.com';

/** A branch or a tag. */
export interface GitRef {
  readonly name: string;
  /** What stands for its commit in the link of an archive. */
  readonly revision: string;
}

export interface GitHubApi {
  /** `GET /repos/{owner}/{name}`; a repository that was renamed is found under its old name too. */
  repository(owner: string, name: string): Promise<Repository>;
  /** The newest commit of the default branch; the answer's entity tag is that commit. */
  newestCommit(owner: string, name: string): Promise<string>;
  /** The branches whose names begin with these characters; the answer changes with each commit to one of them. */
  branches(owner: string, name: string, beginning: string): Promise<readonly GitRef[]>;
  tags(owner: string, name: string, beginning: string): Promise<readonly GitRef[]>;
  /** One page after the other of what an owner, a person or an organisation, has; last pushed first. */
  repositoriesOf(owner: string): AsyncIterable<readonly Repository[]>;
  /** One page after the other of an owner's public gists. */
  gistsOf(owner: string): AsyncIterable<readonly GistSummary[]>;
  gist(id: string): Promise<Gist>;
}

/**
 * The API, as far as it is needed.
 *
 * Its methods throw what the fetcher throws, `UpstreamError` for an answer that is not JSON, and `ExtractionEmptyError`
 * for JSON that lacks what goldpan needs and for a repository without commits.
 *
 * @param token sent to api.github.com only; raises the quota from 60 to 5,000 requests an hour
 * @example
 * const { id } = await createGitHubApi(context.fetch).repository('mara-lindqvist', 'tidepool');
 */
export function createGitHubApi(fetch: Pick<Fetcher, 'page'>, token?: string): GitHubApi {
  const get = async (
    path: string,
    accept = 'application/vnd.github+json',
  ): Promise<FetchedPage> => {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    try {
      return await fetch.page(new URL(path, API), { accept, ...authorization });
    } catch (error) {
      throw withAdvice(error, token);
    }
  };
  const pages = async function* <T>(path: string, schema: z.ZodType<T>) {
    const seen = new Set<string>();
    let next: string | undefined = path;
    while (next !== undefined) {
      seen.add(next);
      const page: FetchedPage = await get(next);
      yield read(page, z.array(schema));
      next = nextPage(page);
      if (next !== undefined && seen.has(next)) {
        throw new UpstreamError('The listing of the GitHub API goes round in a circle', {
          link: next,
        });
      }
    }
  };
  const refs = async (owner: string, name: string, beginning: string): Promise<GitRef[]> => {
    const path = `/repos/${owner}/${name}/git/matching-refs/${beginning}`;
    return read(await get(path), z.array(refSchema)).map(({ ref, object }) => {
      const [, kind, ...rest] = ref.split('/');
      // Behind an annotated tag lies an object of its own, which is no commit.
      return { name: rest.join('/'), revision: kind === 'tags' ? ref : object.sha };
    });
  };

  return {
    async repository(owner, name) {
      return read(await get(`/repos/${owner}/${name}`), repositorySchema);
    },
    async newestCommit(owner, name) {
      return readCommit(
        await get(`/repos/${owner}/${name}/commits/HEAD`, 'application/vnd.github.sha').catch(
          (error: unknown) => {
            throw asEmpty(error, `${owner}/${name}`);
          },
        ),
      );
    },
    branches: (owner, name, beginning) => refs(owner, name, `heads/${encodedPath(beginning)}`),
    tags: (owner, name, beginning) => refs(owner, name, `tags/${encodedPath(beginning)}`),
    repositoriesOf: (owner) =>
      pages(`/users/${owner}/repos?type=owner&sort=pushed&per_page=100`, repositorySchema),
    gistsOf: (owner) => pages(`/users/${owner}/gists?per_page=100`, gistSummarySchema),
    async gist(id) {
      return read(await get(`/gists/${id}`), gistSchema);
    },
  };
}

/** The fetcher knows what a used-up quota means; that a 401 is about our token is known here only. */
function withAdvice(error: unknown, token: string | undefined): unknown {
  if (token === undefined || !(error instanceof LoginRequiredError)) return error;
  return new LoginRequiredError('GitHub does not accept the token in GITHUB_TOKEN', {
    link: error.link,
    hint: 'Renew GITHUB_TOKEN, or take it out of the environment.',
    cause: error,
  });
}

/** Asked for the newest commit, GitHub refuses (409) where there is none. */
function asEmpty(error: unknown, fullName: string): unknown {
  if (!(error instanceof UnsupportedContentError)) return error;
  const link = `https://github.com/${fullName}`;
  return new ExtractionEmptyError(`${link} is empty: there is no commit in it`, {
    link,
    hint: 'Crawl it again once something is pushed to its default branch.',
    cause: error,
  });
}

function readCommit(page: FetchedPage): string {
  const commit = page.text.trim();
  if (/^[\da-f]{40}(?:[\da-f]{24})?$/.test(commit)) return commit;
  throw new UpstreamError('The GitHub API did not answer with a commit', { link: page.requested });
}

function read<T>(page: FetchedPage, schema: z.ZodType<T>): T {
  const link = page.requested;
  let json: unknown;
  try {
    json = JSON.parse(page.text);
  } catch (cause) {
    throw new UpstreamError('The GitHub API did not answer with JSON', { link, cause });
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ExtractionEmptyError(
    `The answer of the GitHub API is not as known: ${issue?.path.join('.')}: ${issue?.message}`,
    { link, cause: result.error },
  );
}

/** The `rel="next"` of the Link header (RFC 8288), which GitHub's listings go on with. */
function nextPage(page: FetchedPage): string | undefined {
  const target = /<([^<>]*)>;\s*rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
  if (target === undefined || !URL.canParse(target, page.url.href)) return undefined;
  const next = new URL(target, page.url);
  // The token goes along: to no other host.
  return next.origin === API ? next.href : undefined;
}
