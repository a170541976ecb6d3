import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { archivePathToLink } from '../../src/dispatcher/archive-path.ts';
import { dispatcher } from '../../src/dispatcher/index.ts';
import { canonicalLink, parseLink } from '../../src/dispatcher/link.ts';
import { InvalidEventError } from '../../src/errors.ts';

const ARCHIVE = 'file:///home/mara/medium-export.zip';

describe('a link to an archive on this machine', () => {
  it('is taken only where files are allowed', () => {
    expect(parseLink(ARCHIVE, { files: true }).href).toBe(ARCHIVE);
    expect(() => parseLink(ARCHIVE)).toThrow(InvalidEventError);
    expect(() => parseLink(ARCHIVE, { files: false })).toThrow('not a web link');
  });

  it.each([
    'file:///etc/passwd',
    'file:///home/mara/',
    'file:///home/mara/export.zip/../../.ssh/id_rsa',
    'file://server/share/export.zip',
    'file:///home/mara%2Fexport.zip',
    'file:///home/mara%00/export.zip',
  ])('%s is refused even there', (link) => {
    expect(() => parseLink(link, { files: true })).toThrow('is no export archive');
  });

  it('goes to the archive crawler, in one form', () => {
    const link = canonicalLink(
      parseLink(`${ARCHIVE}?utm_source=x&site=Mara.Substack.com#x`, { files: true }),
      dispatcher,
    );
    expect(link.href).toBe(`${ARCHIVE}?site=https://mara.substack.com`);
    expect(dispatcher.getCrawler(link)?.platform).toBe('archive');
  });
});

describe('a path in place of a link', () => {
  it.each([
    ['./medium-export.zip', 'file:///home/mara/medium-export.zip'],
    ['export.ZIP', 'file:///home/mara/export.ZIP'],
    ['../bo/my export #1.zip', 'file:///home/bo/my%20export%20%231.zip'],
    [
      '/tmp/a.zip?site=https://mara.substack.com',
      'file:///tmp/a.zip?site=https://mara.substack.com',
    ],
    ['~/a.zip', `file://${homedir()}/a.zip`],
  ])('%s', (path, link) => {
    expect(archivePathToLink(path, '/home/mara')).toBe(link);
  });

  it.each([
    'https://mara.example/a.zip',
    'file:///tmp/a.zip',
    'mara.example/notes',
    'notes.html',
    '',
  ])('is not: %j', (given) => expect(archivePathToLink(given, '/home/mara')).toBe(given));
});
