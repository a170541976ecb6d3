import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalLink, parseGitHubLink } from '../../../src/crawlers/github/links.ts';
import { UnsupportedContentError } from '../../../src/errors.ts';

describe('every form of a link to a repository leads to one canonical link', () => {
  it.each([
    'https://github.com/mara-lindqvist/tidepool',
    'http://github.com/mara-lindqvist/tidepool',
    'https://www.github.com/mara-lindqvist/tidepool',
    'https://GITHUB.com/mara-lindqvist/tidepool',
    'https://github.com/mara-lindqvist/tidepool/',
    'https://github.com//mara-lindqvist/tidepool//',
    'https://github.com/mara-lindqvist/tidepool.git',
    'https://github.com/mara-lindqvist/tidepool?tab=readme-ov-file#layout',
    'https://github.com/mara-lindqvist/tidepool/tree/',
    'https://github.com/mara-lindqvist/tidepool/tree/HEAD/',
    'https://github.com/mara-lindqvist/tidepool/commit/b1946ac92492d2347c6235b4d2611184a5b3c9f0',
    'https://github.com/mara-lindqvist/tidepool/archive/refs/heads/main.zip',
    'https://github.com/mara-lindqvist/tidepool/commits/main/docs',
  ])('%s', (given) => {
    const link = new URL(given);
    expect(canonicalLink(link).href).toBe('https://github.com/mara-lindqvist/tidepool');
    expect(parseGitHubLink(link)).toEqual({
      kind: 'repository',
      owner: 'mara-lindqvist',
      name: 'tidepool',
    });
  });

  it('the case of the path is kept', () => {
    expect(canonicalLink(new URL('https://github.com/Mara/TidePool')).href).toBe(
      'https://github.com/Mara/TidePool',
    );
  });

  it.each(['dot.files', '.github', 'C_sharp', '0', 'git.git.git'])('takes the name %s', (name) => {
    const read = parseGitHubLink(new URL(`https://github.com/mara-lindqvist/${name}`));
    expect(read).toMatchObject({ kind: 'repository', name: name.replace(/\.git$/, '') });
  });
});

describe('a place in a repository', () => {
  it.each([
    ['https://github.com/m/t/tree/main', 'tree/main'],
    ['https://github.com/m/t/tree/feature/surge/src/', 'tree/feature/surge/src'],
    ['https://github.com/m/t/blob/main/a%20tail%20', 'blob/main/a%20tail%20'],
    ['https://github.com/m/t/tree/feature%2Fsurge/src', 'tree/feature/surge/src'],
    ['https://github.com/m/t/tree/refs/heads/feature/surge/src', 'tree/feature/surge/src'],
    ['https://github.com/m/t/tree/HEAD/docs', 'tree/HEAD/docs'],
    ['https://github.com/m/t/blob/main/src/cli.py#L10-L12', 'blob/main/src/cli.py'],
    ['https://github.com/m/t/blob/main/src/cli.py?plain=1', 'blob/main/src/cli.py'],
    ['https://github.com/m/t.git/raw/main/README.md', 'blob/main/README.md'],
    ['https://github.com/m/t/blame/main/README.md', 'blob/main/README.md'],
    ['https://raw.githubusercontent.com/m/t/main/README.md', 'blob/main/README.md'],
    ['https://raw.githubusercontent.com/m/t/refs/tags/v1/README.md', 'blob/v1/README.md'],
    ['https://github.com/m/t/blob/main/a%20b/%23%3F%25.md', 'blob/main/a%20b/%23%3F%25.md'],
    ['https://github.com/m/t/tree/main/潮', 'tree/main/%E6%BD%AE'],
    ['https://github.com/m/t/tree/--upload-pack=touch', 'tree/--upload-pack=touch'],
  ])('%s', (given, rest) => {
    const canonical = canonicalLink(new URL(given));
    expect(canonical.href).toBe(`https://github.com/m/t/${rest}`);
    expect(canonicalLink(canonical).href).toBe(canonical.href);
    expect(parseGitHubLink(canonical)).toEqual(parseGitHubLink(new URL(given)));
  });

  it('is known by its segments, since only GitHub knows where the ref ends', () => {
    const link = new URL('https://github.com/m/t/blob/feature/surge/a%20b.md');
    expect(parseGitHubLink(link)).toEqual({
      kind: 'place',
      owner: 'm',
      name: 't',
      shows: 'blob',
      segments: ['feature', 'surge', 'a b.md'],
    });
  });
});

describe('gists', () => {
  const id = '5f0c7a1e9b3d4826a4c1d7e2f8b06935';

  it.each([
    [`https://gist.github.com/${id}`, id],
    [`https://gist.github.com/m/${id}`, id],
    [`https://gist.github.com/m/${id.toUpperCase()}/`, id],
    [`https://gist.github.com/m/${id}/2d5f9c0a1b2c3d4e5f60718293a4b5c6d7e8f901`, id],
    [`https://gist.github.com/m/${id}/revisions`, id],
    [`https://gist.github.com/m/${id}.js?file=a.py`, id],
    [`https://gist.github.com/${id}.git`, id],
    [`https://gist.githubusercontent.com/m/${id}/raw/2d5f9c/fit.py`, id],
    ['https://gist.github.com/m/0a9e4c2b7d51f3869b04', '0a9e4c2b7d51f3869b04'],
    ['https://gist.github.com/1041986', '1041986'],
  ])('%s is one gist', (given, expected) => {
    const link = new URL(given);
    expect(parseGitHubLink(link)).toEqual({ kind: 'gist', id: expected });
    expect(canonicalLink(link).href).toBe(`https://gist.github.com/${expected}`);
  });

  it.each([
    'https://gist.github.com/mara-lindqvist',
    'https://gist.github.com/mara-lindqvist/public',
  ])('%s is all of them', (given) => {
    const link = new URL(given);
    expect(parseGitHubLink(link)).toEqual({ kind: 'gists', owner: 'mara-lindqvist' });
    expect(canonicalLink(link).href).toBe('https://gist.github.com/mara-lindqvist');
  });
});

describe('an owner', () => {
  it.each([
    'https://github.com/mara-lindqvist',
    'https://github.com/mara-lindqvist/',
    'https://github.com/mara-lindqvist?tab=repositories',
    'https://github.com/orgs/mara-lindqvist/repositories',
  ])('%s', (given) => {
    const link = new URL(given);
    expect(parseGitHubLink(link)).toEqual({ kind: 'owner', owner: 'mara-lindqvist' });
    expect(canonicalLink(link).href).toBe('https://github.com/mara-lindqvist');
  });

  it.each(['orgs-of-mara', 'mona_corp', 'old-account-'])('takes the name %s', (owner) => {
    expect(parseGitHubLink(new URL(`https://github.com/${owner}`))).toEqual({
      kind: 'owner',
      owner,
    });
  });
});

describe('pages that hold no code are refused, and left as they are by canonicalLink', () => {
  it.each([
    ['https://github.com/', /home page/],
    ['https://github.com/features/copilot', /own pages/],
    ['https://github.com/topics/tides', /own pages/],
    ['https://github.com/orgs/tidewater/people', /own pages/],
    ['https://github.com/orgs', /own pages/],
    ['https://github.com/Settings/profile', /own pages/],
    ['https://github.com/marketplace', /own pages/],
    ['https://github.com/trending', /own pages/],
    ['https://github.com/sponsors/mara-lindqvist', /own pages/],
    ['https://github.com/about', /own pages/],
    ['https://github.com/-hyphen/x', /own pages/],
    ['https://github.com/mara%2Flindqvist/x', /own pages/],
    ['https://github.com/mara-lindqvist/.git', /names no repository/],
    ['https://github.com/mara-lindqvist/tide%20pool', /names no repository/],
    ['https://github.com/mara-lindqvist/tidepool/issues/4', /"issues" page/],
    ['https://github.com/mara-lindqvist/tidepool/pull/7/files', /"pull" page/],
    ['https://github.com/mara-lindqvist/tidepool/wiki', /"wiki" page/],
    ['https://github.com/mara-lindqvist/tidepool/discussions/2', /"discussions" page/],
    ['https://github.com/mara-lindqvist/tidepool/blob/main/%2E%2E%2F..%2Fetc', /names no place/],
    ['https://github.com/mara-lindqvist/tidepool/tree/main/a%00b', /names no place/],
    ['https://raw.githubusercontent.com/mara-lindqvist/tidepool/main', /names no file/],
    ['https://gist.github.com/', /own pages/],
    ['https://gist.github.com/discover', /own pages/],
    ['https://gist.github.com/mara-lindqvist/starred', /others wrote/],
    ['https://gist.github.com/mara-lindqvist/not-an-id', /names no gist/],
  ])('%s', (given, message) => {
    const link = new URL(given);
    expect(() => parseGitHubLink(link)).toThrow(UnsupportedContentError);
    expect(() => parseGitHubLink(link)).toThrow(message);
    expect(canonicalLink(link).href).toBe(link.href);
  });

  it('the hint of an issue page is the link of its repository', () => {
    try {
      parseGitHubLink(new URL('https://github.com/mara-lindqvist/tidepool/issues'));
      expect.unreachable();
    } catch (error) {
      expect(error).toHaveProperty(
        'hint',
        'Give https://github.com/mara-lindqvist/tidepool for the code itself.',
      );
    }
  });
});

it('whatever the path, a link is read, refused or both forms agree', () => {
  const hosts = ['github.com', 'gist.github.com', 'raw.githubusercontent.com'];
  const starts = ['', '/m', '/m/t', '/m/t/tree', '/m/t/blob/main', '/m/0a9e4c2b7d51f3869b04'];
  fc.assert(
    fc.property(
      fc.constantFrom(...hosts),
      fc.constantFrom(...starts),
      fc.oneof(
        fc.webPath(),
        fc.string().map((path) => `/${encodeURI(path.toWellFormed())}`),
      ),
      (host, start, path) => {
        const link = new URL(`https://${host}${start}${path}`);
        const canonical = canonicalLink(link);
        expect(canonicalLink(canonical).href).toBe(canonical.href);
        expect(hosts).toContain(canonical.hostname);
      },
    ),
    { numRuns: 300, interruptAfterTimeLimit: 1_000 },
  );
});
