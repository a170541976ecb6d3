/** What goldpan asks of GitHub's REST API, and how its answers are read. */
import * as z from 'zod';
import { ExtractionEmptyError, LoginRequiredError, UpstreamError } from '../../errors.ts';
import type { Fetcher } from '../../fetching/fetcher.ts';
import type { FetchedPage } from '../../fetching/page.ts';

const API = 'https://api.github.com';

const dateSchema = z.iso.datetime().transform((date) => new Date(date));

/** The parts of https://docs.github.com/rest/repos/repos#get-a-repository that goldpan uses. */
export const repositorySchema = z.object({
  id: z.int().positive(),
  name: z.string().min(1),
  full_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  html_url: z.url({ protocol: /^https$/, hostname: /^github\.com$/ }),
  private: z.boolean(),
  fork: z.boolean(),
  archived: z.boolean(),
  topics: z.array(z.string()).default([]),
  // The API's own schema lets both be null.
  created_at: dateSchema.nullish(),
  pushed_at: dateSchema.nullish(),
});

export type Repository = z.infer<typeof repositorySchema>;

export interface GitHubApi {
  /** `GET /repos/{owner}/{name}`; a repository that was renamed is found under its old name too. */
  repository(owner: string, name: string): Promise<Repository>;
  /** One page after the other of what an owner, a person or an organisation, has; last pushed first. */
  repositoriesOf(owner: string): AsyncIterable<readonly Repository[]>;
}

/**
 * The API, as far as it is needed.
 *
 * Its methods throw what the fetcher throws, `UpstreamError` for an answer that is not JSON, and `ExtractionEmptyError`
 * for JSON that lacks what goldpan needs.
 *
 * @param token sent to api.github.com only; raises the quota from 60 to 5,000 requests an hour
 * @example
 * const { id } = await createGitHubApi(context.fetch).repository('mara-lindqvist', 'tidepool');
 */
export function createGitHubApi(fetch: Pick<Fetcher, 'page'>, token?: string): GitHubApi {
  const get = async (link: URL): Promise<FetchedPage> => {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    try {
      return await fetch.page(link, { accept: 'application/vnd.github+json', ...authorization });
    } catch (error) {
      throw withAdvice(error, token);
    }
  };

  return {
    async repository(owner, name) {
      return read(await get(new URL(`${API}/repos/${owner}/${name}`)), repositorySchema);
    },
    async *repositoriesOf(owner) {
      let next: URL | undefined = new URL(
        `${API}/users/${owner}/repos?type=owner&sort=pushed&per_page=100`,
      );
      while (next !== undefined) {
        const page: FetchedPage = await get(next);
        yield read(page, z.array(repositorySchema));
        next = nextPage(page);
      }
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
function nextPage(page: FetchedPage): URL | undefined {
  const target = /<([^<>]*)>;\s*rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
  if (target === undefined || !URL.canParse(target, page.url.href)) return undefined;
  const next = new URL(target, page.url);
  // The token goes along: to no other host.
  return next.origin === API ? next : undefined;
}
