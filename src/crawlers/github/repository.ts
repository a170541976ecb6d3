/** A repository, or a place in one: its description from the API, its text from the archive or as one raw file. */
import {
  AbortedError,
  ExtractionEmptyError,
  LoginRequiredError,
  NotFoundError,
} from '../../errors.ts';
import type { CrawlContext, RepositoryHarvest } from '../crawler.ts';
import type { GitHubApi, Repository } from './api.ts';
import { type ArchiveLimits, readArchive } from './archive.ts';
import { FileSelection, type SelectionLimits } from './file-selection.ts';
import type { PlaceLink, RepositoryLink } from './link-kinds.ts';
import { partsOf } from './parts.ts';
import { encodedPath, linkOf, type Place, resolvePlace, sourceIdOf } from './places.ts';
import { type NamedFiles, readSingleFile } from './single-file.ts';

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
 * Reads a repository, a folder or a file of it. Each part carries the counts of what was left out of the whole of that.
 *
 * @throws LoginRequiredError for a private repository
 * @throws NotFoundError for a ref or a path that is not there
 * @throws ExtractionEmptyError where there is no commit, or no text that somebody wrote
 * @throws UnsupportedContentError for a single file that is no text
 * @throws TooLargeError, UpstreamError, AbortedError as `readArchive`
 */
export async function* crawlRepository(
  given: RepositoryLink | PlaceLink,
  api: GitHubApi,
  context: CrawlContext,
  limits: RepositoryLimits,
): AsyncGenerator<RepositoryHarvest, void, void> {
  const place = await resolvePlace(given, api);
  const repository = await api.repository(given.owner, given.name);
  const shows = given.kind === 'place' ? given.shows : 'tree';
  const link = linkOf(repository, shows, place);
  if (repository.private) {
    throw new LoginRequiredError(`${link.href} is private`, {
      link,
      hint: 'goldpan reads public repositories only.',
    });
  }
  const isFile = shows === 'blob' && place.path !== '';
  const { files, skipped } = isFile
    ? await readSingleFile(rawLink(repository, place), place.path, link, context, limits)
    : await readPacked(repository, place, link, context, limits);

  for (const part of partsOf(files, limits.maxPartBytes, place.path)) {
    if (context.signal.aborted) throw new AbortedError('Stopped between two parts', { link });
    yield {
      kind: 'repository',
      sourceId: sourceIdOf(repository, place),
      link,
      name: repository.name,
      ...part,
      skipped,
      ...(repository.created_at && { publishedAt: repository.created_at }),
      ...(repository.pushed_at && { modifiedAt: repository.pushed_at }),
      tags: repository.topics,
      access: 'full',
    };
  }
}

/** codeload and raw.githubusercontent.com take no part in the quota of the API and need no token. */
const archiveLink = (repository: Repository, { revision }: Place): URL =>
  new URL(`https://codeload.github.com/${repository.full_name}/tar.gz/${encodedPath(revision)}`);

const rawLink = (repository: Repository, { revision, path }: Place): URL =>
  new URL(
    `https://raw.githubusercontent.com/${repository.full_name}/${encodedPath(`${revision}/${path}`)}`,
  );

async function readPacked(
  repository: Repository,
  place: Place,
  link: URL,
  { fetch, signal, log }: CrawlContext,
  limits: RepositoryLimits,
): Promise<NamedFiles> {
  const archive = await fetch.stream(archiveLink(repository, place), {
    maxBytes: limits.maxArchiveBytes,
    signal,
  });
  const selection = new FileSelection(link, limits, place.path);
  const refuse = selection.refuse.bind(selection);
  for await (const entry of readArchive(archive.body, { link, signal, refuse, ...limits })) {
    await selection.add(entry);
  }

  const { files, skipped } = selection;
  log.info('Read a repository', { link: link.href, files: files.size, skipped });
  if (files.size === 0 && Object.keys(skipped).length === 0 && place.path !== '') {
    throw new NotFoundError(`${repository.full_name} has no ${place.path}`, {
      link,
      hint: `Give ${repository.html_url} for all of it.`,
    });
  }
  if (!files.hasText) {
    throw new ExtractionEmptyError(`No text that somebody wrote was found in ${link.href}`, {
      link,
      hint: `Left out: ${reasons(skipped)}. A repository of data or pictures holds nothing to store.`,
    });
  }
  return { files, skipped };
}

function reasons(skipped: Readonly<Record<string, number>>): string {
  const list = Object.entries(skipped).map(([reason, count]) => `${count} ${reason}`);
  return list.length === 0 ? 'nothing' : list.join(', ');
}
