/** The URL forms of GitHub: which link is a repository, which an owner, and which holds no code. */
import { UnsupportedContentError } from '../../errors.ts';

export type GitHubLink =
  | { readonly kind: 'repository'; readonly owner: string; readonly name: string }
  | { readonly kind: 'owner'; readonly owner: string };

// GitHub's own pages among the first segments, from the list of Mottie/github-reserved-names as far as people share them.
const RESERVED = new Set(
  `about account apps blog codespaces collections community contact customer-stories dashboard discussions
  enterprise enterprises events explore features gist gists github-copilot home issues join login logout marketplace
  mobile models new news notifications open-source organizations orgs pages premium-support pricing pulls readme
  resources search security sessions settings signup site solutions sponsors stars status support team teams
  terms topics tour trending users why-github wiki`.split(/\s+/),
);

/** Pages of a repository that show its code, or a part or an older state of it. */
const CODE_PAGES = new Set(['archive', 'blame', 'blob', 'commit', 'commits', 'raw', 'tree']);

// Underscores come with the accounts of enterprises, a final hyphen with old accounts.
const OWNER_NAME = /^[a-z\d][\w-]{0,99}$/i;
const REPOSITORY_NAME = /^(?!\.{1,2}$)[\w.-]{1,100}$/;

const HINT =
  'Give the link of a repository (https://github.com/<owner>/<repository>) or of its owner.';

/**
 * Reads a link to github.com.
 *
 * A link into a repository (`/tree/…`, `/blob/…`, `/commit/…`) stands for the whole repository at its default branch: a
 * document is what the person wrote as it is now, and every way to it leads to the same document.
 *
 * @throws UnsupportedContentError for gists, issues, wikis and GitHub's own pages
 * @example
 * parseGitHubLink(new URL('https://github.com/mara-lindqvist/tidepool.git'));
 * // { kind: 'repository', owner: 'mara-lindqvist', name: 'tidepool' }
 */
export function parseGitHubLink(link: URL): GitHubLink {
  const read = understand(link);
  if (read.kind !== 'unsupported') return read;
  throw new UnsupportedContentError(`${link.href} ${read.because}`, { link, hint: read.hint });
}

/**
 * Every URL form of a repository or an owner to one form; links that hold neither come back as they are.
 *
 * GitHub ignores the case of names, but only it knows the case their owner chose: the path keeps the case it has, and
 * the numeric id makes one document of them all.
 *
 * @example
 * canonicalLink(new URL('http://www.github.com/mara-lindqvist/tidepool/tree/main/src?tab=x#top')).href;
 * // 'https://github.com/mara-lindqvist/tidepool'
 */
export function canonicalLink(link: URL): URL {
  const read = understand(link);
  if (read.kind === 'unsupported') return link;
  return read.kind === 'owner'
    ? new URL(`https://github.com/${read.owner}`)
    : repositoryLink(read.owner, read.name);
}

interface Unsupported {
  readonly kind: 'unsupported';
  readonly because: string;
  readonly hint: string;
}

function understand(link: URL): GitHubLink | Unsupported {
  if (/^gist\./i.test(link.hostname)) return unsupported('is a gist, and gists are not read yet');
  const [owner, repository, page] = link.pathname.split('/').filter((segment) => segment !== '');
  if (owner === undefined) return unsupported("is GitHub's home page");
  if (RESERVED.has(owner.toLowerCase()) || !OWNER_NAME.test(owner)) {
    return unsupported("is one of GitHub's own pages, not somebody's code");
  }
  if (repository === undefined) return { kind: 'owner', owner };

  const name = repository.replace(/\.git$/i, '');
  if (!REPOSITORY_NAME.test(name)) return unsupported('names no repository');
  if (page !== undefined && !CODE_PAGES.has(page.toLowerCase())) {
    return unsupported(
      `is the "${page}" page of a repository and holds no code`,
      `Give ${repositoryLink(owner, name).href} for the code itself.`,
    );
  }
  return { kind: 'repository', owner, name };
}

function unsupported(because: string, hint = HINT): Unsupported {
  return { kind: 'unsupported', because, hint };
}

function repositoryLink(owner: string, name: string): URL {
  return new URL(`https://github.com/${owner}/${name}`);
}
