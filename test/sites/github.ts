/** GitHub as a crawler meets it: the REST API and the archives, for the fictional owner Mara Lindqvist. */
import { type ArchivedFile, createTarball } from './github-archive.ts';
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
  /** Absent where nothing was ever pushed. */
  readonly files?: readonly ArchivedFile[];
}

/** In the order of `sort=pushed`. */
const repositories: readonly ReplicaRepository[] = [
  {
    id: 613_220_417,
    name: 'tidepool',
    description: 'Predicts the tide and keeps what the prediction misses',
    topics: ['harmonic-analysis', 'python', 'tides', 'typescript'],
    createdAt: '2023-03-13T06:41:09Z',
    pushedAt: '2024-11-02T09:31:44Z',
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
  hosts: ['api.github.com', 'codeload.github.com'],
  answer({ url }) {
    if (url.pathname === '/robots.txt') return text('User-agent: *\nAllow: /\n');
    return url.hostname === 'api.github.com' ? answerApi(url) : answerArchive(url.pathname);
  },
};

function answerApi(url: URL): SiteAnswer {
  const path = url.pathname.toLowerCase();
  if (path === `/repos/${OWNER}/tide-pool`) {
    const location = 'https://api.github.com/repositories/613220417';
    return { ...json({ message: 'Moved Permanently', url: location }, { location }), status: 301 };
  }
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
  const found = [...repositories, emptyRepository].find(
    ({ id, name }) => path === `/repos/${OWNER}/${name}` || path === `/repositories/${id}`,
  );
  return found === undefined ? notFound() : json(apiRepository(found));
}

async function answerArchive(path: string): Promise<SiteAnswer> {
  const repository = repositories.find(({ name }) => path === `/${OWNER}/${name}/tar.gz/HEAD`);
  if (repository?.files === undefined) return { ...text('404: Not Found'), status: 404 };
  return archiveAnswer(await createTarball(`${repository.name}-HEAD`, repository.files));
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
