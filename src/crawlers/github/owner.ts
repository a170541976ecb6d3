/** The repositories of a person or an organisation, as links to follow. */
import { ExtractionEmptyError } from '../../errors.ts';
import type { CrawlContext, LinkHarvest } from '../crawler.ts';
import type { GitHubApi } from './api.ts';

/** Ten pages of a hundred: as many links as the pipeline follows of one source. */
const MAX_PAGES = 10;

/**
 * Lists what an owner has, last pushed first. Forks are other people's work and archived repositories are laid aside:
 * both are left out, and the log says how many. Their own links can still be given.
 *
 * @throws ExtractionEmptyError when nothing is left
 */
export async function* crawlOwner(
  owner: string,
  api: GitHubApi,
  { log }: CrawlContext,
): AsyncGenerator<LinkHarvest, void, void> {
  const link = new URL(`https://github.com/${owner}`);
  const count = { followed: 0, forks: 0, archived: 0 };
  let pages = 0;
  for await (const repositories of api.repositoriesOf(owner)) {
    for (const repository of repositories) {
      if (repository.fork) count.forks += 1;
      else if (repository.archived) count.archived += 1;
      else {
        count.followed += 1;
        yield {
          kind: 'link',
          link: new URL(repository.html_url),
          ...(repository.pushed_at && { changedAt: repository.pushed_at }),
        };
      }
    }
    pages += 1;
    if (pages === MAX_PAGES) {
      log.warn('Only the repositories that were pushed to last are listed', {
        link: link.href,
        pages,
      });
      break;
    }
  }
  log.info('Listed the repositories of an owner; forks and archived ones are left out', {
    link: link.href,
    ...count,
  });
  if (count.followed === 0) {
    throw new ExtractionEmptyError(`${link.href} has no public repositories of its own`, {
      link,
      hint: `Left out: ${count.forks} forks and ${count.archived} archived ones; give the links of those you want.`,
    });
  }
}
