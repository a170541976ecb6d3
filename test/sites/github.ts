/** GitHub as a crawler meets it: the REST API and the archives, for the fictional owner Mara Lindqvist. */
import { type ArchivedFile, createTarball } from './github-archive.ts';
import { type ReplicaGist, replicaGists } from './pages/github/gists.ts';
import { notesToTokensFiles } from './pages/github/notes-to-tokens.ts';
import { tidepoolFiles } from './pages/github/tidepool.ts';
import type { Site, SiteAnswer } from './replica.ts';

const OWNER = 'mara-lindqvist';
const OWNER_ID = 48_151_623;

export const githubLinks = {
  repository: new URL(`https://github.com/${OWNER}/tidepool`),
  secondRepository: new URL(`https://github.com/${OWNER}/notes-to-tokens`),
  /** Known to the API; its archive is a 404, because nothing was ever pushed to it. */
  emptyRepository: new URL(`https://github.com/${OWNER}/blank-chart`),
  /** The name that the repository had before; the API answers 301. */
  renamedRepository: new URL(`https://github.com/${OWNER}/tide-pool`),
  owner: new URL(`https://github.com/${OWNER}`),
  folder: new URL(`https://github.com/${OWNER}/tidepool/tree/main/docs`),
  /** The ref has a slash, and so has the path. */
  folderOnBranch: new URL(`https://github.com/${OWNER}/tidepool/tree/feature/surge/src/tidepool`),
  tag: new URL(`https://github.com/${OWNER}/tidepool/tree/v0.4.1`),
  file: new URL(`https://github.com/${OWNER}/tidepool/blob/main/src/tidepool/cli.py`),
  gists: new URL(`https://gist.github.com/${OWNER}`),
  gist: new URL('https://gist.github.com/5f0c7a1e9b3d4826a4c1d7e2f8b06935'),
};

/** The newest commit of each branch of tidepool. */
export const tidepoolCommits = {
  main: 'b1946ac92492d2347c6235b4d2611184a5b3c9f0',
  surge: '7d793037a0760186574b0282f2f435e7c2f0a1b4',
};

export interface ReplicaRepository {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly topics: readonly string[];
  readonly createdAt: string;
  readonly pushedAt: string;
  readonly fork?: boolean;
  readonly archived?: boolean;
  /** Of the newest commit of `main`; absent where nothing was ever pushed. */
  readonly commit?: string;
  readonly refs?: readonly ReplicaRef[];
  readonly files?: readonly ArchivedFile[];
}

interface ReplicaRef {
  readonly ref: string;
  /** For an annotated tag, that of the object behind it, which no archive is made of. */
  readonly sha: string;
  readonly files: readonly ArchivedFile[];
}

const surgeFiles: readonly ArchivedFile[] = [
  ...tidepoolFiles,
  {
    path: 'src/tidepool/surge.py',
    content:
      '# What the wind adds to the tide.\n\n\ndef surge(level, predicted):\n    return level - predicted\n',
  },
];

const tidepoolRefs: readonly ReplicaRef[] = [
  { ref: 'refs/heads/main', sha: tidepoolCommits.main, files: tidepoolFiles },
  { ref: 'refs/heads/mainsail', sha: tidepoolCommits.surge, files: surgeFiles },
  { ref: 'refs/heads/feature/surge', sha: tidepoolCommits.surge, files: surgeFiles },
  {
    ref: 'refs/tags/v0.4.1',
    sha: '0c4f1e2d3a5b69788796a5b4c3d2e1f001122334',
    files: tidepoolFiles,
  },
];

/** In the order of `sort=pushed`. */
const repositories: readonly ReplicaRepository[] = [
  {
    id: 613_220_417,
    name: 'tidepool',
    description: 'Predicts the tide and keeps what the prediction misses',
    topics: ['harmonic-analysis', 'python', 'tides', 'typescript'],
    createdAt: '2023-03-13T06:41:09Z',
    pushedAt: '2024-11-02T09:31:44Z',
    commit: tidepoolCommits.main,
    refs: tidepoolRefs,
    files: tidepoolFiles,
  },
  {
    id: 811_905_233,
    name: 'llama.cpp',
    description: "Fork of somebody else's work",
    topics: [],
    createdAt: '2024-06-07T12:30:00Z',
    pushedAt: '2024-09-20T18:02:11Z',
    fork: true,
  },
  {
    id: 790_114_902,
    name: 'notes-to-tokens',
    description: null,
    topics: [],
    createdAt: '2024-04-22T19:05:51Z',
    pushedAt: '2024-08-15T20:17:03Z',
    commit: '1f3870be274f6c49b3e31a0c6728957f2b0c9a11',
    files: notesToTokensFiles,
  },
  {
    id: 88_412_006,
    name: 'dotfiles',
    description: 'Not used any more',
    topics: ['dotfiles'],
    createdAt: '2017-04-16T10:00:00Z',
    pushedAt: '2019-01-05T08:45:30Z',
    archived: true,
  },
];

const emptyRepository: ReplicaRepository = {
  id: 882_000_191,
  name: 'blank-chart',
  description: null,
  topics: [],
  createdAt: '2024-11-01T07:00:00Z',
  pushedAt: '2024-11-01T07:00:00Z',
};

export const githubSite: Site = {
  hosts: [
    'api.github.com',
    'codeload.github.com',
    'raw.githubusercontent.com',
    'gist.githubusercontent.com',
  ],
  answer({ url }) {
    if (url.pathname === '/robots.txt') return text('User-agent: *\nAllow: /\n');
    if (url.hostname === 'api.github.com') return answerApi(url);
    return url.hostname === 'codeload.github.com' ? answerArchive(url) : answerRaw(url);
  },
};

function answerApi(url: URL): SiteAnswer {
  const path = url.pathname.toLowerCase();
  const former = `/repos/${OWNER}/tide-pool`;
  if (path === former || path.startsWith(`${former}/`)) {
    const location = `https://api.github.com/repositories/613220417${url.pathname.slice(former.length)}`;
    return { ...json({ message: 'Moved Permanently', url: location }, { location }), status: 301 };
  }
  if (path.startsWith('/users/') || path.startsWith('/user/')) return answerListing(url);
  const gist = replicaGists.find(({ id }) => path === `/gists/${id}`);
  if (gist !== undefined) return json(apiGist(gist));

  const [, base = '', rest = ''] =
    /^(\/repos\/[^/]+\/[^/]+|\/repositories\/\d+)(?:\/(.+))?$/.exec(path) ?? [];
  const found = [...repositories, emptyRepository].find(
    ({ id, name }) => base === `/repos/${OWNER}/${name}` || base === `/repositories/${id}`,
  );
  if (found === undefined) return notFound();
  if (rest === '') return json(apiRepository(found));
  if (rest === 'commits/head') return answerCommit(found);
  const prefix = 'git/matching-refs/';
  if (!rest.startsWith(prefix)) return notFound();
  const beginning = `refs/${url.pathname.slice(url.pathname.indexOf(prefix) + prefix.length)}`;
  return json((found.refs ?? []).filter(({ ref }) => ref.startsWith(beginning)).map(apiRef));
}

function answerListing(url: URL): SiteAnswer {
  const path = url.pathname.toLowerCase();
  if (path === `/users/${OWNER}/gists`) return json(replicaGists.map(apiGistSummary));
  if (path === `/users/${OWNER}/repos`) {
    // GitHub pages by number of the owner from the second page on.
    const next = `https://api.github.com/user/${OWNER_ID}/repos${url.search}&page=2`;
    return json(repositories.slice(0, 2).map(apiRepository), {
      link: `<${next}>; rel="next", <${next}>; rel="last"`,
    });
  }
  if (path === `/user/${OWNER_ID}/repos` && url.searchParams.get('page') === '2') {
    const first = `https://api.github.com/user/${OWNER_ID}/repos?per_page=100&page=1`;
    return json(repositories.slice(2).map(apiRepository), {
      link: `<${first}>; rel="prev", <${first}>; rel="first"`,
    });
  }
  return notFound();
}

function answerCommit({ commit }: ReplicaRepository): SiteAnswer {
  if (commit === undefined) {
    return { ...json({ message: 'Git Repository is empty.', status: '409' }), status: 409 };
  }
  const type = 'application/vnd.github.sha; charset=utf-8';
  return { headers: { 'content-type': type, etag: `"${commit}"` }, body: commit };
}

async function answerArchive({ pathname }: URL): Promise<SiteAnswer> {
  const [, owner, name = '', , ...revision] = pathname.split('/');
  const files = owner === OWNER ? filesAt(name, revision.join('/')) : undefined;
  if (files === undefined) return { ...text('404: Not Found'), status: 404 };
  return archiveAnswer(await createTarball(`${name}-${revision.join('-')}`, files));
}

function answerRaw({ pathname }: URL): SiteAnswer {
  const [, owner, name = '', ...rest] = decodeURIComponent(pathname).split('/');
  const size = rest[0] === 'refs' ? 3 : 1;
  const files = owner === OWNER ? filesAt(name, rest.slice(0, size).join('/')) : undefined;
  const file = files?.find(({ path }) => path === rest.slice(size).join('/'));
  if (file === undefined || !('content' in file)) return { ...text('404: Not Found'), status: 404 };
  return { ...text(''), body: file.content };
}

/** @param revision a commit, or the full name of a tag */
function filesAt(name: string, revision: string): readonly ArchivedFile[] | undefined {
  const repository = repositories.find((candidate) => candidate.name === name);
  if (repository?.commit === revision) return repository.files;
  return repository?.refs?.find(
    ({ ref, sha }) => (ref.startsWith('refs/tags/') ? ref : sha) === revision,
  )?.files;
}

/** An archive in the way codeload sends it. */
export function archiveAnswer(body: Uint8Array): SiteAnswer {
  return {
    headers: {
      'content-type': 'application/x-gzip',
      'content-disposition': 'attachment; filename=archive.tar.gz',
      etag: 'W/"0d2a2c5c3b4a"',
    },
    body,
  };
}

/** What the API says of a repository, with much that goldpan does not read. */
export function apiRepository(repository: ReplicaRepository): Record<string, unknown> {
  const { id, name, description, topics, createdAt, pushedAt } = repository;
  const { fork = false, archived = false } = repository;
  const fullName = `${OWNER}/${name}`;
  return {
    id,
    node_id: `R_kgDO${id.toString(36)}`,
    name,
    full_name: fullName,
    private: false,
    owner: {
      login: OWNER,
      id: OWNER_ID,
      avatar_url: `https://avatars.githubusercontent.com/u/${OWNER_ID}?v=4`,
      html_url: `https://github.com/${OWNER}`,
      type: 'User',
      site_admin: false,
    },
    html_url: `https://github.com/${fullName}`,
    description,
    fork,
    url: `https://api.github.com/repos/${fullName}`,
    created_at: createdAt,
    updated_at: pushedAt,
    pushed_at: pushedAt,
    clone_url: `https://github.com/${fullName}.git`,
    homepage: null,
    size: 0,
    stargazers_count: 17,
    language: 'Python',
    has_issues: true,
    has_wiki: false,
    forks_count: 2,
    archived,
    disabled: false,
    open_issues_count: 3,
    license: { key: 'mit', name: 'MIT License', spdx_id: 'MIT' },
    topics,
    visibility: 'public',
    default_branch: 'main',
  };
}

function apiRef({ ref, sha }: ReplicaRef): Record<string, unknown> {
  const type = ref.startsWith('refs/tags/') ? 'tag' : 'commit';
  const url = `https://api.github.com/repos/${OWNER}/tidepool/git`;
  const object = { sha, type, url: `${url}/${type}s/${sha}` };
  return { ref, node_id: `REF_${sha}`, url: `${url}/${ref}`, object };
}

/** A gist as its listing has it: without what is in its files. */
function apiGistSummary(gist: ReplicaGist): Record<string, unknown> {
  const files = gist.files.map((file) => [file.filename, apiGistFile(gist, file)]);
  return { ...apiGistFields(gist), files: Object.fromEntries(files), truncated: false };
}

export function apiGist(gist: ReplicaGist): Record<string, unknown> {
  const files = gist.files.map((file) => {
    const { filename, content } = file;
    const whole = { truncated: false, content, encoding: 'utf-8' };
    return [filename, { ...apiGistFile(gist, file), ...whole }];
  });
  return {
    ...apiGistFields(gist),
    files: Object.fromEntries(files),
    truncated: false,
    forks: [],
    history: [{ version: '2d5f9c', committed_at: gist.updatedAt }],
  };
}

function apiGistFile({ id }: ReplicaGist, file: ReplicaGist['files'][number]) {
  const { filename, type, language, content } = file;
  const raw_url = `https://gist.githubusercontent.com/${OWNER}/${id}/raw/2d5f9c/${filename}`;
  return { filename, type, language, raw_url, size: Buffer.byteLength(content) };
}

function apiGistFields({ id, description, createdAt, updatedAt, comments }: ReplicaGist) {
  return {
    url: `https://api.github.com/gists/${id}`,
    id,
    html_url: `https://gist.github.com/${OWNER}/${id}`,
    public: true,
    created_at: createdAt,
    updated_at: updatedAt,
    description,
    comments,
    user: null,
    comments_url: `https://api.github.com/gists/${id}/comments`,
    owner: { login: OWNER, id: OWNER_ID, type: 'User', site_admin: false },
  };
}

export function json(value: unknown, headers: Readonly<Record<string, string>> = {}): SiteAnswer {
  return {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-github-media-type': 'github.v3; format=json',
      'x-ratelimit-limit': '60',
      'x-ratelimit-remaining': '57',
      'x-ratelimit-reset': '1730541600',
      'x-ratelimit-resource': 'core',
      ...headers,
    },
    body: JSON.stringify(value),
  };
}

function notFound(): SiteAnswer {
  const body = {
    message: 'Not Found',
    documentation_url: 'https://docs.github.com/rest',
    status: '404',
  };
  return { ...json(body), status: 404 };
}

function text(body: string): SiteAnswer {
  return { headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
