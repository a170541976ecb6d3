/** Gists: one as the files it holds, an owner's as links. What others wrote below a gist is not part of it. */
import { ExtractionEmptyError } from '../../errors.ts';
import type { CrawlContext, LinkHarvest, RepositoryHarvest } from '../crawler.ts';
import type { Gist, GistSummary, GitHubApi } from './api.ts';
import { FileSelection } from './file-selection.ts';
import { partsOf } from './parts.ts';
import type { RepositoryLimits } from './repository.ts';

/**
 * A gist is a repository document, named after its first file as GitHub does. Its entity tag changes with its files, so an
 * unchanged gist costs one conditional request.
 *
 * @throws ExtractionEmptyError where it holds no text that somebody wrote
 * @throws TooLargeError
 */
export async function* crawlGist(
  id: string,
  api: GitHubApi,
  context: CrawlContext,
  limits: RepositoryLimits,
): AsyncGenerator<RepositoryHarvest, void, void> {
  const gist = await api.gist(id);
  const link = new URL(gist.html_url);
  const { files, skipped } = await select(gist, link, context, limits);
  const { log } = context;
  log.info('Read a gist', { link: link.href, files: files.size, skipped });
  if (gist.truncated) {
    log.warn('GitHub gives only the first 300 files of a gist', { link: link.href });
  }
  if (!files.hasText) {
    throw new ExtractionEmptyError(`No text that somebody wrote was found in ${link.href}`, {
      link,
    });
  }
  for (const part of partsOf(files, limits.maxPartBytes)) {
    yield {
      kind: 'repository',
      sourceId: `github:gist:${gist.id}`,
      link,
      name: nameOf(gist),
      ...part,
      skipped,
      publishedAt: gist.created_at,
      modifiedAt: gist.updated_at,
      tags: [],
      access: 'full',
    };
  }
}

/**
 * The public gists of an owner.
 *
 * @throws ExtractionEmptyError where there are none
 */
export async function* crawlGists(
  owner: string,
  api: GitHubApi,
): AsyncGenerator<LinkHarvest, void, void> {
  let found = 0;
  for await (const gists of api.gistsOf(owner)) {
    for (const gist of gists) {
      found += 1;
      yield {
        kind: 'link',
        link: new URL(`https://gist.github.com/${gist.id}`),
        title: gist.description || nameOf(gist),
        publishedAt: gist.created_at,
        changedAt: gist.updated_at,
      };
    }
  }
  if (found === 0) {
    const link = new URL(`https://gist.github.com/${owner}`);
    throw new ExtractionEmptyError(`${owner} has no public gists`, { link });
  }
}

async function select(
  gist: Gist,
  link: URL,
  context: CrawlContext,
  limits: RepositoryLimits,
): Promise<Pick<FileSelection, 'files' | 'skipped'>> {
  const selection = new FileSelection(link, limits);
  for (const file of Object.values(gist.files)) {
    const header = { path: file.filename, type: 'file' as const, size: file.size };
    const refused = selection.refuse(header);
    await selection.add(
      refused === undefined
        ? { ...header, bytes: await bytesOf(file, context, limits) }
        : { ...header, refused },
    );
  }
  return selection;
}

async function bytesOf(
  { content, encoding, truncated, size, raw_url }: Gist['files'][string],
  { fetch, signal }: CrawlContext,
  { maxFileBytes: maxBytes }: RepositoryLimits,
): Promise<Uint8Array> {
  const isWhole = !truncated && (content !== '' || size === 0);
  if (isWhole) return Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
  const { body } = await fetch.stream(new URL(raw_url), { maxBytes, signal });
  return Buffer.concat(await Array.fromAsync(body));
}

function nameOf(gist: Gist | GistSummary): string {
  return Object.keys(gist.files)[0] ?? gist.id;
}
