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
    'https://github.com/mara-lindqvist/tidepool/tree/main',
    'https://github.com/mara-lindqvist/tidepool/tree/feature/surge/src',
    'https://github.com/mara-lindqvist/tidepool/blob/main/src/tidepool/cli.py#L10-L12',
    'https://github.com/mara-lindqvist/tidepool/commit/b1946ac92492d2347c6235b4d2611184a5b3c9f0',
    'https://github.com/mara-lindqvist/tidepool/archive/refs/heads/main.zip',
    'https://github.com/mara-lindqvist/tidepool/raw/main/README.md',
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

describe('an owner', () => {
  it.each([
    'https://github.com/mara-lindqvist',
    'https://github.com/mara-lindqvist/',
    'https://github.com/mara-lindqvist?tab=repositories',
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
    ['https://github.com/orgs/tidewater/repositories', /own pages/],
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
    ['https://gist.github.com/mara-lindqvist/0123456789abcdef', /is a gist/],
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
  fc.assert(
    fc.property(fc.webPath(), (path) => {
      const link = new URL(`https://github.com${path}`);
      const canonical = canonicalLink(link);
      expect(canonicalLink(canonical).href).toBe(canonical.href);
      expect(canonical.hostname).toBe('github.com');
    }),
    { numRuns: 100 },
  );
});
