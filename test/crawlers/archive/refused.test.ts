/** Archives that nobody should open, and what in good ones stays closed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Entry, ZipFile } from 'yauzl';
import { linkedinExport } from '../../sites/archives/linkedin.ts';
import { mediumExport, PRIVATE_ADDRESS } from '../../sites/archives/medium.ts';
import { substackExport } from '../../sites/archives/substack.ts';
import { type ZippedFile, zipOf } from '../../sites/archives/zip.ts';
import { crawlArchive, crawlPath } from './crawl-archive.ts';

const SITE = 'https://maralindqvist.substack.com';
const post: ZippedFile = {
  path: 'posts/2024-10-06_A-post-7d20aa91c4.html',
  content: '<article class="h-entry"><section class="e-content"></section></article>',
};
const megabytes = (count: number): string => 'a'.repeat(count * 1_000_000);

describe('an archive is refused with a typed error', () => {
  const good = zipOf(mediumExport);
  it.each<[what: string, bytes: Uint8Array, code: string, message: RegExp]>([
    ['no ZIP at all', Buffer.from('<html>Sign in</html>'), 'unsupported_content', /no ZIP/],
    ['an empty file', Buffer.alloc(0), 'unsupported_content', /no ZIP/],
    [
      'a download that broke off',
      good.subarray(0, good.length - 400),
      'unsupported_content',
      /breaks off/,
    ],
    ['a download that broke off at once', good.subarray(0, 3), 'unsupported_content', /breaks off/],
    ['an empty archive', zipOf([]), 'unsupported_content', /no posts/],
    [
      'an archive of something else',
      zipOf([{ path: 'holiday.jpg', content: 'x' }]),
      'unsupported_content',
      /no posts/,
    ],
    [
      'an archive inside of an archive',
      zipOf([{ path: 'medium-export.zip', content: good }]),
      'unsupported_content',
      /another archive/,
    ],
    [
      'an export of X',
      zipOf([{ path: 'data/tweets.js', content: '[]' }]),
      'unsupported_content',
      /export of X/,
    ],
    ['an encrypted one', zipOf([{ ...post, encrypted: true }]), 'unsupported_content', /encrypted/],
    [
      'a path upwards',
      zipOf([{ ...post, path: '../posts/x-7d20aa91c4.html' }]),
      'unsupported_content',
      /leads out/,
    ],
    [
      'an absolute path',
      zipOf([{ ...post, path: '/posts/x-7d20aa91c4.html' }]),
      'unsupported_content',
      /leads out/,
    ],
    [
      'a path with a drive',
      zipOf([{ ...post, path: 'C:\\posts\\x-7d20aa91c4.html' }]),
      'unsupported_content',
      /leads out/,
    ],
    [
      'a wrong checksum',
      zipOf([{ ...post, claims: { checksum: 7 } }]),
      'unsupported_content',
      /damaged/,
    ],
    [
      'an unknown compression',
      zipOf([{ ...post, claims: { method: 99 } }]),
      'unsupported_content',
      /damaged/,
    ],
    [
      'more than it claims',
      zipOf([{ ...post, claims: { uncompressedSize: 3 } }]),
      'unsupported_content',
      /damaged/,
    ],
    [
      'a file too large',
      zipOf([{ ...post, content: megabytes(11) }]),
      'too_large',
      /unpacks to 11000000/,
    ],
    [
      'a bomb by its ratio',
      zipOf([{ ...post, content: megabytes(9) }]),
      'too_large',
      /times its size/,
    ],
    [
      'a bomb by overlaps',
      zipOf([post, ...Array.from({ length: 9 }, () => ({ ...post, overlaps: true as const }))]),
      'too_large',
      /overlap/,
    ],
    [
      'a claim of a terabyte',
      zipOf([{ ...post, claims: { uncompressedSize: 2 ** 40 } }], { zip64: true }),
      'too_large',
      /unpacks to/,
    ],
    ['too many files', manyFiles(50_001), 'too_large', /50001 files/],
    ['a place above 2^53 (ZIP64)', farAway(), 'unsupported_content', /breaks off|damaged/],
  ])('%s', async (_, bytes, code, message) => {
    const { found, error } = await crawlArchive(bytes);
    expect(found).toEqual([]);
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(message);
    expect(error?.hint).not.toBe('');
  });

  it('a file that is not there', async () => {
    const { error } = await crawlPath('/nowhere/export.zip');
    expect(error?.code).toBe('not_found');
  });

  it('a folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'goldpan-'));
    const { error } = await crawlPath(folder);
    expect(error?.code).toBe('invalid_event');
    await rm(folder, { recursive: true });
  });

  it('an export of Substack whose site nobody has told', async () => {
    const { error } = await crawlArchive(zipOf(substackExport));
    expect(error?.code).toBe('invalid_event');
    expect(error?.hint).toContain('--site');
  });

  it.each(['https://substack.com/@mara', 'javascript:alert(1)', 'mara', 'ftp://mara.example'])(
    'a site that is no publication: %s',
    async (site) => {
      const { error } = await crawlArchive(zipOf(substackExport), { site });
      expect(error?.code).toBe('invalid_event');
    },
  );

  it('one whose reading is stopped', async () => {
    const { error } = await crawlArchive(zipOf(mediumExport), { signal: AbortSignal.abort() });
    expect(error?.code).toBe('aborted');
  });
});

describe('nothing else in the archive is opened', () => {
  afterEach(() => void vi.restoreAllMocks());

  it.each<[string, readonly ZippedFile[], string[]]>([
    [
      'Medium',
      mediumExport,
      [
        'posts/2015-05-27_What-the-moon-owes-the-harbour-9c41f7d802.html',
        'posts/2024-10-06_A-watchdog-for-a-buoy-7d20aa91c4.html',
        'posts/2024-10-08_Thank-you--Asa-a1b2c3d4e5f6.html',
        'posts/An-unfinished-thought.html',
      ],
    ],
    [
      'Substack',
      substackExport,
      [
        'posts.csv',
        'posts/148203317.the-tide-table-is-a-prior.html',
        'posts/146117204.a-gap-is-a-reading-too.html',
      ],
    ],
    [
      'LinkedIn',
      linkedinExport,
      [
        'Rich_Media.csv',
        'Shares.csv',
        'Articles/Articles/small-model-my-own-notes-mara-lindqvist-k3w9e.html',
        'Articles/Articles/quiet-sensors-mara-lindqvist-z8t2q.html',
      ],
    ],
  ])(
    '%s: neither messages nor contacts, subscribers, logins, profiles or drafts',
    async (_, files, opened) => {
      // The reader's one way into an entry; it does its work as ever.
      const open = vi.spyOn(ZipFile.prototype, 'openReadStream');
      const { found, said, error } = await crawlArchive(zipOf(files), { site: SITE });
      expect(error).toBeUndefined();
      expect(
        open.mock.calls.map(([entry]: readonly unknown[]) => (entry as Entry).fileName),
      ).toEqual(opened);
      expect(JSON.stringify([found, said])).not.toContain(PRIVATE_ADDRESS);
    },
  );

  it('however broken it is', async () => {
    const locked = mediumExport.map(
      (file): ZippedFile =>
        file.path.startsWith('posts/')
          ? file
          : { ...file, encrypted: true, claims: { checksum: 1 } },
    );
    const { found, error } = await crawlArchive(zipOf(locked));
    expect(error).toBeUndefined();
    expect(found).toHaveLength(2);
  });
});

function manyFiles(count: number): Buffer {
  return zipOf(
    Array.from({ length: count }, (_, at) => ({
      path: `${at}.txt`,
      content: '',
      stored: true as const,
    })),
  );
}

/** The end record says that the table of contents lies at 2^63. */
function farAway(): Buffer {
  const bytes = zipOf([post], { zip64: true });
  const locator = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x06, 0x07]));
  bytes.writeBigUInt64LE(2n ** 63n, locator + 8);
  return bytes;
}
