import { gzipSync } from 'node:zlib';
import { BSON } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { FileTexts } from '../../../src/crawlers/github/file-texts.ts';
import { partsOf } from '../../../src/crawlers/github/parts.ts';
import { REPOSITORY_LIMITS } from '../../../src/crawlers/github/repository.ts';
import { createTar } from '../../sites/github-archive.ts';
import { githubReplica, withArchive } from './harness.ts';

const textOf = (path: string) => `text of ${path}`;

function split(paths: readonly string[], maxBytes: number, folder?: string) {
  const texts = new FileTexts();
  for (const path of paths) texts.set(path, textOf(path));
  return [...partsOf(texts, maxBytes, folder)].map(({ files }) => files);
}

const order = (...paths: string[]) => split(paths, 1e6).flatMap((part) => Object.keys(part));

describe('the order of files', () => {
  it('is the README, then documentation, then paths, whatever order they came in', () => {
    const expected = [
      'README.md',
      'CHANGELOG.md',
      'docs/conf.py',
      'docs/index.rst',
      '.gitignore',
      'Makefile',
      'a/b.py',
      'a/readme.txt',
      'b.py',
      'é.py',
    ];
    expect(order(...expected)).toEqual(expected);
    expect(order(...expected.toReversed())).toEqual(expected);
  });
});

it('the README of a folder comes first when only that folder was asked for', () => {
  const paths = ['docs/readme.md', 'docs/a.md', 'docs/b/readme.md'];
  const [part] = split(paths, 1e6, 'docs');
  expect(Object.keys(part ?? {})).toEqual(paths);
});

describe('parts', () => {
  it('hold whole files, each exactly once', () => {
    const many = Array.from({ length: 50 }, (_, index) => `file-${index}.txt`);
    const parts = split(many, 200);
    expect(parts.length).toBeGreaterThan(5);
    expect(new Map(parts.flatMap((part) => Object.entries(part)))).toEqual(
      new Map(many.map((path) => [path, textOf(path)])),
    );
    for (const part of parts) expect(BSON.calculateObjectSize(part)).toBeLessThanOrEqual(205);
  });

  it('keep a file called __proto__', () => {
    const [part] = split(['__proto__'], 1_000);
    expect(Object.entries(part ?? {})).toEqual([['__proto__', 'text of __proto__']]);
  });

  it('are none where there is no file', () => {
    expect(split([], 1_000)).toEqual([]);
  });
});

describe('flaw 3: a repository of 30 MB', () => {
  const github = githubReplica();
  // Umlauts count twice, and 5,000 short paths weigh more than what they hold.
  const long = Array.from({ length: 75 }, (_, index) => ({
    path: `notes/${String(index).padStart(3, '0')}.txt`,
    content: `${'Högvatten vid Smögen. '.repeat(17_000)}${index}\n`,
  }));
  const short = Array.from({ length: 5_000 }, (_, index) => ({
    path: `gauges/${String(index).padStart(5, '0')}.txt`,
    content: `${index}\n`,
  }));
  const source = [...short, ...long, { path: 'readme.rst', content: 'Tides\n=====\n' }];

  it('comes in parts that MongoDB takes, whole, in one order, and the same the second time', async () => {
    github.answer(withArchive(gzipSync(await createTar('tidepool-HEAD', source), { level: 1 })));
    const parts = await github.repository();
    expect(parts.map(({ part, parts, sourceId }) => [part, parts, sourceId])).toEqual([
      [1, 3, 'github:613220417'],
      [2, 3, 'github:613220417'],
      [3, 3, 'github:613220417'],
    ]);
    const sizes = parts.map(({ files }) => BSON.calculateObjectSize(files));
    expect(sizes.reduce((sum, size) => sum + size)).toBeGreaterThan(29e6);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(REPOSITORY_LIMITS.maxPartBytes + 5);
    expect(Math.max(...sizes)).toBeLessThan(16 * 2 ** 20);

    const paths = parts.flatMap(({ files }) => Object.keys(files));
    expect(paths).toEqual(['readme.rst', ...source.slice(0, -1).map(({ path }) => path)]);
    const texts = new Map(parts.flatMap(({ files }) => Object.entries(files)));
    expect(source.every(({ path, content }) => texts.get(path) === content)).toBe(true);
    expect(await github.repository()).toEqual(parts);
  });
});
