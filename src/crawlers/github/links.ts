/** The URL forms of GitHub: which link is an owner, a repository, a place in one or a gist, and which holds no code. */
import { UnsupportedContentError } from '../../errors.ts';
import { percentDecoded } from '../percent-decoded.ts';
import { understandGist } from './gist-links.ts';
import type { GitHubLink, PlaceLink, Unsupported } from './link-kinds.ts';
import { OWNER_NAME, REPOSITORY_NAME } from './names.ts';
import { codeLink } from './places.ts';

// GitHub's own pages among the first segments, from the list of Mottie/github-reserved-names as far as people share them.
const RESERVED = new Set(
  `about account apps blog codespaces collections community contact customer-stories dashboard discussions
  enterprise enterprises events explore features gist gists github-copilot home issues join login logout marketplace
  mobile models new news notifications open-source organizations orgs pages premium-support pricing pulls readme
  resources search security sessions settings signup site solutions sponsors stars status support team teams
  terms topics tour trending users why-github wiki`.split(/\s+/),
);

/** Pages of a repository that show a place in it. */
const PLACES: Readonly<Record<string, PlaceLink['shows']>> = {
  tree: 'tree',
  blob: 'blob',
  blame: 'blob',
  edit: 'blob',
  raw: 'blob',
};

/** Pages of a repository that show its history or pack it: they stand for the whole of it. */
const WHOLE = new Set(['archive', 'commit', 'commits']);

const HINT =
  'Give the link of a repository (https://github.com/<owner>/<repository>), of its owner or of a gist.';

/**
 * Reads a link to GitHub, its hosts for gists and raw files included.
 *
 * A link to a commit or to an archive stands for the repository as it is now. One to a folder or a file
 * (`/tree/<ref>/<path>`, `/blob/…`, `/raw/…`, raw.githubusercontent.com) stands for that place alone.
 *
 * @throws UnsupportedContentError for issues, wikis and GitHub's own pages
 * @example
 * parseGitHubLink(new URL('https://github.com/mara-lindqvist/tidepool.git'));
 * // { kind: 'repository', owner: 'mara-lindqvist', name: 'tidepool' }
 * parseGitHubLink(new URL('https://github.com/mara-lindqvist/tidepool/tree/main/docs'));
 * // { kind: 'place', owner: 'mara-lindqvist', name: 'tidepool', shows: 'tree', segments: ['main', 'docs'] }
 */
export function parseGitHubLink(link: URL): GitHubLink {
  const read = understand(link);
  if (read.kind !== 'unsupported') return read;
  throw new UnsupportedContentError(`${link.href} ${read.because}`, { link, hint: read.hint });
}

/**
 * Every URL form of one thing to one form; links that hold no code come back as they are.
 *
 * GitHub ignores the case of names, but only it knows the case their owner chose: the path keeps the case it has, and
 * the numeric id makes one document of them all.
 *
 * @example
 * canonicalLink(new URL('http://www.github.com/mara-lindqvist/tidepool.git?tab=x#top')).href;
 * // 'https://github.com/mara-lindqvist/tidepool'
 * canonicalLink(new URL('https://raw.githubusercontent.com/mara-lindqvist/tidepool/main/README.md')).href;
 * // 'https://github.com/mara-lindqvist/tidepool/blob/main/README.md'
 */
export function canonicalLink(link: URL): URL {
  const read = understand(link);
  switch (read.kind) {
    case 'unsupported':
      return link;
    case 'owner':
      return new URL(`https://github.com/${read.owner}`);
    case 'repository':
      return repositoryLink(read.owner, read.name);
    case 'place':
      return codeLink(repositoryLink(read.owner, read.name), read.shows, read.segments);
    case 'gist':
      return new URL(`https://gist.github.com/${read.id}`);
    case 'gists':
      return new URL(`https://gist.github.com/${read.owner}`);
  }
}

function understand(link: URL): GitHubLink | Unsupported {
  const segments = link.pathname.split('/').filter((segment) => segment !== '');
  if (/^gist\./i.test(link.hostname)) return understandGist(segments);
  const [owner, repository, page, ...rest] = segments;
  if (owner === undefined) return unsupported("is GitHub's home page");
  if (/^raw\./i.test(link.hostname)) {
    return repository === undefined || page === undefined || rest.length === 0
      ? unsupported('names no file')
      : understandRepository(owner, repository, 'raw', [page, ...rest]);
  }
  // The one page of an organisation's own that lists its code.
  if (
    owner.toLowerCase() === 'orgs' &&
    repository !== undefined &&
    (page ?? 'repositories') === 'repositories'
  ) {
    return ownerOf(repository);
  }
  if (repository === undefined) return ownerOf(owner);
  return understandRepository(owner, repository, page, rest);
}

function ownerOf(owner: string): GitHubLink | Unsupported {
  return isOwner(owner) ? { kind: 'owner', owner } : ownPage();
}

function understandRepository(
  owner: string,
  repository: string,
  page: string | undefined,
  rest: readonly string[],
): GitHubLink | Unsupported {
  if (!isOwner(owner)) return ownPage();
  const name = repository.replace(/\.git$/i, '');
  if (!REPOSITORY_NAME.test(name)) return unsupported('names no repository');
  const shown = page?.toLowerCase() ?? '';
  const shows = PLACES[shown];
  if (shows !== undefined) {
    // GitHub takes a ref with %2F for its slashes, and by its full name.
    const decoded = percentDecoded(rest.join('/')).replace(/^refs\/(?:heads|tags)\//, '');
    const segments = decoded.split('/').filter((segment) => segment !== '');
    if (segments.some(leadsElsewhere)) return unsupported('names no place in a repository');
    const isWhole = segments.length === 0 || (segments.length === 1 && segments[0] === 'HEAD');
    return isWhole
      ? { kind: 'repository', owner, name }
      : { kind: 'place', owner, name, shows, segments };
  }
  if (shown !== '' && !WHOLE.has(shown)) {
    return unsupported(
      `is the "${page}" page of a repository and holds no code`,
      `Give ${repositoryLink(owner, name).href} for the code itself.`,
    );
  }
  return { kind: 'repository', owner, name };
}

const isOwner = (owner: string): boolean =>
  OWNER_NAME.test(owner) && !RESERVED.has(owner.toLowerCase());

/** Git's rules for refs exclude control characters; those for paths exclude climbing ones. */
const leadsElsewhere = (segment: string): boolean =>
  segment === '.' || segment === '..' || [...segment].some((character) => character < ' ');

const ownPage = (): Unsupported => unsupported("is one of GitHub's own pages, not somebody's code");

function unsupported(because: string, hint = HINT): Unsupported {
  return { kind: 'unsupported', because, hint };
}

function repositoryLink(owner: string, name: string): URL {
  return new URL(`https://github.com/${owner}/${name}`);
}
