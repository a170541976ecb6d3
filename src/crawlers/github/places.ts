/** Where a link into a repository leads: which ref, which path, and what the document of that place is called. */
import { NotFoundError } from '../../errors.ts';
import type { GitHubApi, GitRef, Repository } from './api.ts';
import type { PlaceLink, RepositoryLink } from './link-kinds.ts';

export interface Place {
  /** Branch, tag or commit as the link names it; `undefined` is the default branch. */
  readonly ref: string | undefined;
  /** What to ask the archive for: a commit, or the full name of a tag. */
  readonly revision: string;
  /** Empty for the whole repository. */
  readonly path: string;
}

const COMMIT = /^[\da-f]{7,40}$/i;

/**
 * Finds the state of the repository that a link means. Its first request is the one that answers differently as soon as a
 * commit arrives there, so that the same link costs one conditional request while nothing is new: the newest commit of the
 * default branch, else the branches whose names begin like the ref. (Stars change the description of a repository, not
 * these.)
 *
 * A ref may hold slashes: of the branches and tags that the link begins with, the longest is meant; a branch before a tag.
 *
 * @throws NotFoundError where the link begins with no ref of the repository
 * @throws ExtractionEmptyError for a repository without commits
 * @example
 * await resolvePlace(parseGitHubLink(new URL('https://github.com/mara-lindqvist/tidepool/tree/feature/surge/docs')), api);
 * // { ref: 'feature/surge', revision: '5d41402a…', path: 'docs' }
 */
export async function resolvePlace(
  link: RepositoryLink | PlaceLink,
  api: Pick<GitHubApi, 'newestCommit' | 'branches' | 'tags'>,
): Promise<Place> {
  const { owner, name } = link;
  const [first = 'HEAD', ...rest] = link.kind === 'place' ? link.segments : [];
  if (first === 'HEAD') {
    return { ref: undefined, revision: await api.newestCommit(owner, name), path: rest.join('/') };
  }
  const branches = await api.branches(owner, name, first);
  const tags = await api.tags(owner, name, first);
  const whole = [first, ...rest].join('/');
  const found = longestMatch(whole, [...branches, ...tags]);
  if (found !== undefined) {
    const { name: ref, revision } = found;
    return { ref, revision, path: whole.slice(ref.length + 1) };
  }
  if (COMMIT.test(first)) return { ref: first, revision: first, path: rest.join('/') };
  throw new NotFoundError(`${owner}/${name} has no branch or tag that ${whole} begins with`, {
    link: `https://github.com/${owner}/${name}`,
    hint: 'The branch may have been renamed, or merged and deleted; give the link of the repository itself.',
  });
}

/** Of two with one name the first counts. */
function longestMatch(whole: string, refs: readonly GitRef[]): GitRef | undefined {
  return refs
    .filter(({ name }) => whole === name || whole.startsWith(`${name}/`))
    .reduce<GitRef | undefined>(
      (best, ref) => (best !== undefined && best.name.length >= ref.name.length ? best : ref),
      undefined,
    );
}

/**
 * What the document of a place is called: the number of the repository, then ref and path in git's own spelling
 * (`rev:path`, https://git-scm.com/docs/gitrevisions), each only where it is not the default.
 *
 * @example
 * sourceIdOf(repository, { ref: undefined, revision, path: '' }); // 'github:613220417'
 * sourceIdOf(repository, { ref: 'v0.3', revision, path: 'docs' }); // 'github:613220417@v0.3:docs'
 */
export function sourceIdOf(repository: Repository, { ref, path }: Place): string {
  const state = isDefault(repository, ref) ? '' : `@${ref}`;
  return `github:${repository.id}${state}${path === '' ? '' : `:${path}`}`;
}

/** The link that a reader would share. */
export function linkOf(repository: Repository, shows: PlaceLink['shows'], place: Place): URL {
  const { ref = repository.default_branch, path } = place;
  const link = new URL(repository.html_url);
  if (path === '' && isDefault(repository, ref)) return link;
  return codeLink(link, path === '' ? 'tree' : shows, [ref, path]);
}

const isDefault = (repository: Repository, ref: string | undefined): boolean =>
  ref === undefined || ref === repository.default_branch;

/** @param parts decoded; empty ones are left out */
export function codeLink(
  repository: URL,
  shows: PlaceLink['shows'],
  parts: readonly string[],
): URL {
  return new URL(`${repository.href}/${shows}/${encodedPath(parts.join('/'))}`);
}

/** A path as it stands in a link: slashes stay, what a link would take for its own signs, or cut off its end, is escaped. */
export function encodedPath(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => segment.replace(/[%?#\\ ]/g, encodeURIComponent))
    .join('/');
}
