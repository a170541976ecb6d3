/** The repositories of a person or an organisation, as links to follow. */
import { ExtractionEmptyError, NotFoundError } from '../../errors.ts';
import type { CrawlContext, LinkHarvest } from '../crawler.ts';
import type { GitHubApi } from './api.ts';

/** No owner has 20,000 repositories; a listing that goes on longer is broken. */
const MAX_PAGES = 200;

/**
 * Lists what an owner has, last pushed first, and where their gists are listed. Forks are other people's work and archived
 * repositories are laid aside: both are left out, and the log says how many. Their own links can still be given.
 *
 * The gists are one more link, since their listing changes at other times than that of the repositories.
 *
 * @throws ExtractionEmptyError when nothing is left
 */
export async function* crawlOwner(
  owner: string,
  api: GitHubApi,
  { log, previous }: CrawlContext,
): AsyncGenerator<LinkHarvest, void, void> {
  const link = new URL(`https://github.com/${owner}`);
  const count = { followed: 0, forks: 0, archived: 0 };
  let pages = 0;
  for await (const repositories of api.repositoriesOf(owner)) {
    for (const { fork, archived, name, description, ...repository } of repositories) {
      if (fork) count.forks += 1;
      else if (archived) count.archived += 1;
      else {
        count.followed += 1;
        yield {
          kind: 'link',
          link: new URL(repository.html_url),
          title: description ? `${name}: ${description}` : name,
          ...(repository.created_at && { publishedAt: repository.created_at }),
          ...(repository.pushed_at && { changedAt: repository.pushed_at }),
        };
      }
    }
    pages += 1;
    const oldest = repositories.at(-1)?.pushed_at;
    if (previous !== undefined && oldest && oldest < previous.attemptedAt) break;
    if (pages === MAX_PAGES) {
      log.warn('Only the repositories that were pushed to last are listed', {
        link: link.href,
        pages,
        ...count,
      });
      break;
    }
  }
  log.info('Listed the repositories of an owner; forks and archived ones are left out', {
    link: link.href,
    ...count,
  });
  const hasGists = await anyGist(owner, api);
  if (hasGists) {
    yield { kind: 'link', link: new URL(`https://gist.github.com/${owner}`), title: 'Gists' };
  }
  if (count.followed === 0 && !hasGists) {
    throw new ExtractionEmptyError(`${link.href} has no public repositories of its own`, {
      link,
      hint: `Left out: ${count.forks} forks and ${count.archived} archived ones; give the links of those you want.`,
    });
  }
}

async function anyGist(owner: string, api: GitHubApi): Promise<boolean> {
  try {
    for await (const gists of api.gistsOf(owner)) return gists.length > 0;
  } catch (error) {
    // The owner is there: an organisation, which has no gists.
    if (!(error instanceof NotFoundError)) throw error;
  }
  return false;
}
