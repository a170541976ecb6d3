/** One repository: its description from the API, its text from the archive of its default branch. */
import {
  AbortedError,
  ExtractionEmptyError,
  LoginRequiredError,
  NotFoundError,
} from '../../errors.ts';
import type { FetchedStream } from '../../fetching/page.ts';
import type { CrawlContext, RepositoryHarvest } from '../crawler.ts';
import type { GitHubApi, Repository } from './api.ts';
import { type ArchiveLimits, readArchive } from './archive.ts';
import { FileSelection, type SelectionLimits } from './file-selection.ts';
import { splitIntoParts } from './parts.ts';

export interface RepositoryLimits extends ArchiveLimits, SelectionLimits {
  /** Most bytes of the archive as it is sent. */
  readonly maxArchiveBytes: number;
  /** Most bytes of one part. MongoDB refuses documents above 16 MiB; the rest is room for their other fields. */
  readonly maxPartBytes: number;
}

export const REPOSITORY_LIMITS: RepositoryLimits = {
  maxArchiveBytes: 250 * 2 ** 20,
  maxBytes: 2 ** 30,
  maxEntries: 200_000,
  maxFileBytes: 500_000,
  maxTextBytes: 200 * 2 ** 20,
  maxPartBytes: 12 * 2 ** 20,
};

/**
 * Reads the default branch of a repository. Each part carries the counts of what was left out of the whole repository.
 *
 * @throws LoginRequiredError for a private repository
 * @throws ExtractionEmptyError for one that has no commit, or no text that somebody wrote
 * @throws TooLargeError, UpstreamError, AbortedError as `readArchive`
 */
export async function* crawlRepository(
  owner: string,
  name: string,
  api: GitHubApi,
  context: CrawlContext,
  limits: RepositoryLimits,
): AsyncGenerator<RepositoryHarvest, void, void> {
  const repository = await api.repository(owner, name);
  const link = new URL(repository.html_url);
  if (repository.private) {
    throw new LoginRequiredError(`${link.href} is private`, {
      link,
      hint: 'goldpan reads public repositories only.',
    });
  }

  const archive = await openArchive(repository, link, context, limits);
  const selection = new FileSelection(link, limits);
  const refuse = selection.refuse.bind(selection);
  for await (const entry of readArchive(archive.body, {
    link,
    signal: context.signal,
    refuse,
    ...limits,
  })) {
    selection.add(entry);
  }

  const { files, skipped } = selection;
  context.log.info('Read a repository', { link: link.href, files: files.size, skipped });
  if (![...files.values()].some((text) => text.trim() !== '')) {
    throw new ExtractionEmptyError(`No text that somebody wrote was found in ${link.href}`, {
      link,
      hint: `Left out: ${reasons(skipped)}. A repository of data or pictures holds nothing to store.`,
    });
  }
  const parts = splitIntoParts(files, limits.maxPartBytes);
  for (const [index, part] of parts.entries()) {
    if (context.signal.aborted) throw new AbortedError('Stopped between two parts', { link });
    yield {
      kind: 'repository',
      sourceId: `github:${repository.id}`,
      link,
      name: repository.name,
      files: part,
      part: index + 1,
      parts: parts.length,
      skipped,
      ...(repository.created_at && { publishedAt: repository.created_at }),
      ...(repository.pushed_at && { modifiedAt: repository.pushed_at }),
      tags: repository.topics,
      access: 'full',
    };
  }
}

/** `HEAD` is the default branch under any name; codeload takes no part in the quota of the API and needs no token. */
async function openArchive(
  repository: Repository,
  link: URL,
  { fetch, signal }: CrawlContext,
  { maxArchiveBytes }: RepositoryLimits,
): Promise<FetchedStream> {
  const archive = new URL(`https://codeload.github.com/${repository.full_name}/tar.gz/HEAD`);
  try {
    return await fetch.stream(archive, { maxBytes: maxArchiveBytes, signal });
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    throw new ExtractionEmptyError(`${link.href} is empty: there is no commit in it`, {
      link,
      hint: 'Crawl it again once something is pushed to its default branch.',
      cause: error,
    });
  }
}

function reasons(skipped: Readonly<Record<string, number>>): string {
  const list = Object.entries(skipped).map(([reason, count]) => `${count} ${reason}`);
  return list.length === 0 ? 'nothing' : list.join(', ');
}
