/** The GitHub crawler: a repository or a gist is its text, an owner is the links of what they have. */
import { loadConfig } from '../../config.ts';
import type { CrawlContext, Crawler, Harvest } from '../crawler.ts';
import { canonicalLink, parseGitHubLink } from './links.ts';
import type { RepositoryLimits } from './repository.ts';

export interface GitHubDeps {
  /** Asked at each crawl, so that importing this module reads no setting. */
  readonly token?: () => string | undefined;
  readonly limits?: Partial<RepositoryLimits>;
}

/**
 * @example
 * const crawler = createGitHubCrawler({ token: () => undefined });
 * for await (const harvest of crawler.extract(new URL('https://github.com/mara-lindqvist/tidepool'), context)) …
 */
export function createGitHubCrawler(deps: GitHubDeps = {}): Crawler {
  const { token = () => loadConfig().GITHUB_TOKEN } = deps;
  return {
    platform: 'github',
    canonicalLink,
    async *extract(link: URL, context: CrawlContext): AsyncGenerator<Harvest, void, void> {
      const parsed = parseGitHubLink(link);
      // What reads is loaded when it is needed: a Lambda starts for one link of one platform.
      const { createGitHubApi } = await import('./api.ts');
      const api = createGitHubApi(context.fetch, token());
      if (parsed.kind === 'owner') {
        const { crawlOwner } = await import('./owner.ts');
        yield* crawlOwner(parsed.owner, api, context);
        return;
      }
      const { crawlRepository, REPOSITORY_LIMITS } = await import('./repository.ts');
      const limits = { ...REPOSITORY_LIMITS, ...deps.limits };
      if (parsed.kind === 'repository' || parsed.kind === 'place') {
        yield* crawlRepository(parsed, api, context, limits);
        return;
      }
      const { crawlGist, crawlGists } = await import('./gist.ts');
      if (parsed.kind === 'gist') yield* crawlGist(parsed.id, api, context, limits);
      else yield* crawlGists(parsed.owner, api);
    },
  };
}

export const githubCrawler: Crawler = createGitHubCrawler();
