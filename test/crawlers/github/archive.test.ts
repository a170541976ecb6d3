import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArchiveEntry,
  type EntryHeader,
  readArchive,
} from '../../../src/crawlers/github/archive.ts';
import { AbortedError, CrawlError, TooLargeError, UpstreamError } from '../../../src/errors.ts';
import { createTar, createTarball } from '../../sites/github-archive.ts';
import { tidepoolFiles } from '../../sites/pages/github/tidepool.ts';
import { onlyPieces, tarEntry, zeros } from './tar-pieces.ts';

const link = new URL('https://github.com/mara-lindqvist/tidepool');
const never = new AbortController().signal;

interface Reading {
  readonly signal?: AbortSignal;
  readonly maxBytes?: number;
  readonly maxEntries?: number;
  readonly refuse?: (header: EntryHeader) => string | undefined;
}

const reading = (body: AsyncIterable<Uint8Array>, options: Reading = {}) =>
  readArchive(body, {
    link,
    signal: never,
    maxBytes: 2 ** 30,
    maxEntries: 1_000,
    refuse: ({ type }) => (type === 'file' ? undefined : type),
    ...options,
  });

async function read(body: AsyncIterable<Uint8Array>, options?: Reading) {
  const entries: ArchiveEntry<string>[] = [];
  for await (const entry of reading(body, options)) entries.push(entry);
  return entries;
}

const paths = (entries: readonly ArchiveEntry<string>[]) => entries.map(({ path }) => path);

describe('what is in an archive', () => {
  it('comes out file by file, without the top folder and the note of the commit', async () => {
    const tarball = await createTarball('tidepool-HEAD', tidepoolFiles);
    const entries = await read(onlyPieces(tarball, 1_000));
    const files = entries.filter((entry) => 'bytes' in entry);
    expect(files.map(({ path, bytes }) => [path, Buffer.from(bytes)])).toEqual(
      tidepoolFiles.flatMap((file) =>
        'content' in file && !file.path.endsWith('/')
          ? [[file.path, Buffer.from(file.content)]]
          : [],
      ),
    );
    expect(entries.find(({ path }) => path === 'CURRENT')).toEqual({
      path: 'CURRENT',
      type: 'link',
      size: 0,
      refused: 'link',
    });
  });

  it('paths of more than 100 bytes and in any script are read whole', async () => {
    const files = [`${'deep/'.repeat(60)}潮.txt`, `${'n'.repeat(300)}.md`].map((path) => ({
      path,
      content: 'x',
    }));
    const entries = await read(onlyPieces(await createTarball('t-HEAD', files)));
    expect(paths(entries.filter(({ type }) => type === 'file'))).toEqual(
      files.map(({ path }) => path),
    );
  });

  it.each([
    ['top/../../etc/passwd', undefined],
    ['/etc/passwd', undefined],
    ['top/a/..', undefined],
    [`top/${'x/'.repeat(3_000)}y`, undefined],
    ['top/./a//b.txt', 'a/b.txt'],
    ['top/..a/b..c', '..a/b..c'],
    ['alone.txt', ''],
  ])('flaw 20: the name %s gives the path %s', async (name, path) => {
    const tar = await tarEntry(name, 'x');
    expect(paths(await read(onlyPieces(gzipSync(tar))))).toEqual([path]);
  });
});

describe('a damaged archive is an upstream failure', () => {
  it.each([
    ['an HTML page', Buffer.from('<!doctype html><title>Unicorn!</title>')],
    ['nothing at all', Buffer.alloc(0)],
    ['compressed noise', gzipSync(Buffer.from('noise '.repeat(200)))],
    ['less than one header', gzipSync(Buffer.from('tar'))],
  ])('%s', async (_, body) => {
    await expect(read(onlyPieces(body))).rejects.toThrow(UpstreamError);
  });

  it('one that breaks off, wherever it does', async () => {
    const tarball = await createTarball('tidepool-HEAD', tidepoolFiles);
    for (const share of [0.01, 0.3, 0.5, 0.9, 0.999]) {
      const part = tarball.subarray(0, Math.floor(tarball.length * share));
      await expect(read(onlyPieces(part)), String(share)).rejects.toThrow(
        /archive is damaged|breaks off/,
      );
    }
  });

  it('one whose tar breaks off although the compression is whole', async () => {
    const tar = await createTar('tidepool-HEAD', tidepoolFiles);
    const broken = gzipSync(tar.subarray(0, 2 * 10_240 + 100));
    await expect(read(onlyPieces(broken))).rejects.toThrow(UpstreamError);
  });

  it('a failure of the download keeps its own type', async () => {
    const tarball = await createTarball('tidepool-HEAD', tidepoolFiles);
    async function* failing() {
      yield tarball.subarray(0, 5_000);
      throw new TooLargeError('codeload.github.com sent more than 250 MB.');
    }
    await expect(read(failing())).rejects.toThrow(/more than 250 MB/);
  });

  it('noise is refused at once, even if the download does not go on', async () => {
    async function* stalling() {
      yield gzipSync(Buffer.from('noise '.repeat(200)));
      await new Promise(() => undefined);
    }
    await expect(read(stalling())).rejects.toThrow(/Invalid tar header/);
  }, 2_000);

  it('whatever the bytes, only crawl errors come out', async () => {
    const tar = await createTar('t-HEAD', tidepoolFiles.slice(0, 12));
    const damage = fc.array(fc.tuple(fc.nat(tar.length - 1), fc.nat(255)), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(tar.length), fc.boolean(), async (edits, end, whole) => {
        const bytes = Buffer.from(whole ? tar : tar.subarray(0, end));
        for (const [at, byte] of edits) bytes[at % Math.max(1, bytes.length)] = byte;
        const failure = await read(onlyPieces(gzipSync(bytes, { level: 1 }))).catch(
          (error: unknown) => error,
        );
        expect(Array.isArray(failure) || failure instanceof CrawlError).toBe(true);
      }),
      { interruptAfterTimeLimit: 700, numRuns: 300 },
    );
  });

  it('whatever an extended header claims, only crawl errors come out', async () => {
    const claims = fc.dictionary(
      fc.constantFrom('path', 'size', 'linkpath', '__proto__', 'mtime'),
      fc.oneof(fc.string(), fc.constantFrom('-1', 'NaN', '99999999999999999999', '0', '1e9')),
    );
    await fc.assert(
      fc.asyncProperty(claims, async (pax) => {
        const body = onlyPieces(gzipSync(await tarEntry('t/x', 'content', pax), { level: 1 }));
        const failure = await read(body).catch((error: unknown) => error);
        expect(Array.isArray(failure) || failure instanceof CrawlError).toBe(true);
      }),
      { interruptAfterTimeLimit: 500, numRuns: 200 },
    );
  });

  it('whatever the compressed bytes, only crawl errors come out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (noise) => {
        const body = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), noise]);
        await expect(read(onlyPieces(body))).rejects.toThrow(CrawlError);
      }),
      { interruptAfterTimeLimit: 500, numRuns: 200 },
    );
  });
});

describe('limits', () => {
  it('flaw 20: what unpacks to more than the limit is refused while it is unpacked', async () => {
    const bomb = gzipSync(await tarEntry('t/zeros.txt', 'x'.repeat(3_000_000)));
    expect(bomb.length).toBeLessThan(10_000);
    const failure = await read(onlyPieces(bomb), { maxBytes: 2 ** 20 }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(TooLargeError);
    expect(failure).toHaveProperty('message', 'The archive unpacks to more than 1 MB');
  });

  it('one with too many entries is refused', async () => {
    const files = Array.from({ length: 20 }, (_, index) => ({
      path: `${index}.txt`,
      content: 'x',
    }));
    const tarball = await createTarball('t-HEAD', files);
    await expect(read(onlyPieces(tarball), { maxEntries: 10 })).rejects.toThrow(TooLargeError);
  });

  it('a binary of 120 MB passes by without staying in memory', async () => {
    const before = process.memoryUsage();
    let peak = 0;
    const watch = setInterval(() => {
      const { arrayBuffers } = process.memoryUsage();
      peak = Math.max(peak, arrayBuffers - before.arrayBuffers);
    }, 5);
    const refuse = ({ size }: EntryHeader) => (size > 500_000 ? 'too_large' : undefined);
    const entries = await read(zeros('t/model.dat', 120 * 2 ** 20), { refuse });
    clearInterval(watch);
    expect(entries).toEqual([
      { path: 'model.dat', type: 'file', size: 120 * 2 ** 20, refused: 'too_large' },
    ]);
    expect(peak).toBeLessThan(48 * 2 ** 20);
  });
});

describe('stopping', () => {
  it('ends within a second while the download stalls, even if it does not notice itself', async () => {
    const tarball = await createTarball('tidepool-HEAD', tidepoolFiles);
    async function* stalling() {
      yield tarball.subarray(0, 5_000);
      await new Promise(() => undefined);
    }
    const startedAt = performance.now();
    const signal = AbortSignal.timeout(200);
    await expect(read(stalling(), { signal })).rejects.toThrow(AbortedError);
    expect(performance.now() - startedAt).toBeLessThan(1_200);
  });

  it('ends within a second in the middle of a large archive', async () => {
    const signal = AbortSignal.timeout(100);
    const startedAt = performance.now();
    const refuse = () => 'unwanted';
    await expect(
      read(zeros('t/x', 2 ** 40), { signal, refuse, maxBytes: 2 ** 41 }),
    ).rejects.toThrow(AbortedError);
    expect(performance.now() - startedAt).toBeLessThan(1_100);
  });

  it('a reader that has had enough ends the download', async () => {
    let ended = false;
    async function* download() {
      try {
        yield* zeros('t/x', 2 ** 40);
      } finally {
        ended = true;
      }
    }
    for await (const entry of reading(download(), { refuse: () => 'unwanted' })) {
      expect(entry.path).toBe('x');
      break;
    }
    await expect.poll(() => ended).toBe(true);
  });

  it('the download waits while a file is looked at', async () => {
    let pulled = 0;
    const files = Array.from({ length: 40 }, (_, index) => ({
      path: `${index}.bin`,
      content: Buffer.alloc(400_000, `${index}`),
    }));
    const tarball = gzipSync(await createTar('t-HEAD', files), { level: 0 });
    async function* download() {
      for await (const piece of onlyPieces(tarball, 64 * 1024)) {
        pulled += piece.length;
        yield piece;
      }
    }
    for await (const { type } of reading(download())) {
      if (type !== 'file') continue;
      await new Promise((resolve) => setTimeout(resolve, 50));
      break;
    }
    expect(pulled).toBeLessThan(2_000_000);
  });
});
