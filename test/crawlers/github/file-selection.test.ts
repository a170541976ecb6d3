import { describe, expect, it } from 'vitest';
import { readArchive } from '../../../src/crawlers/github/archive.ts';
import { FileSelection } from '../../../src/crawlers/github/file-selection.ts';
import { TooLargeError } from '../../../src/errors.ts';
import { type ArchivedFile, createTarball } from '../../sites/github-archive.ts';
import { onlyPieces } from './tar-pieces.ts';

const link = new URL('https://github.com/mara-lindqvist/tidepool');

async function select(
  files: readonly ArchivedFile[],
  limits = {},
  path = '',
): Promise<FileSelection> {
  const usual = { maxFileBytes: 500_000, maxTextBytes: 200 * 2 ** 20 };
  const selection = new FileSelection(link, { ...usual, ...limits }, path);
  const body = onlyPieces(await createTarball('tidepool-HEAD', files));
  const refuse = selection.refuse.bind(selection);
  const options = {
    link,
    signal: new AbortController().signal,
    maxBytes: 2 ** 30,
    maxEntries: 1e5,
  };
  for await (const entry of readArchive(body, { ...options, refuse })) await selection.add(entry);
  return selection;
}

const one = async (path: string, content: string | Uint8Array) => {
  const { files, skipped } = await select([{ path, content }]);
  return files.get(path) ?? Object.keys(skipped)[0];
};

describe('what a file holds decides', () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);

  it.each([
    ['text in UTF-8', 'notes.txt', 'Smögen 🌊\n', 'Smögen 🌊\n'],
    ['an empty file', 'py.typed', '', ''],
    ['a file without an ending', 'Makefile', 'all:\n\ttrue\n', 'all:\n\ttrue\n'],
    ['a byte order mark', 'a.csv', '\uFEFFa;b\r\n', '\uFEFFa;b\r\n'],
    [
      'UTF-16 with its mark',
      'a.ps1',
      Buffer.from('\uFEFFWrite "ö"\r\n', 'utf16le'),
      '\uFEFFWrite "ö"\r\n',
    ],
    [
      'escape sequences of a terminal',
      'a.ans',
      '\u001b[31mred\u001b[0m\f',
      '\u001b[31mred\u001b[0m\f',
    ],
    ['UTF-16 without a mark', 'a.ps1', Buffer.from('Write "ö"', 'utf16le'), 'binary'],
    ['UTF-32', 'a.txt', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'binary'],
    ['half a UTF-16 character', 'a.txt', Buffer.from([0xff, 0xfe, 0x61]), 'encoding'],
    ['Latin-1', 'a.txt', Buffer.from('Smögen', 'latin1'), 'encoding'],
    [
      'Latin-1 that Python declares',
      'a.py',
      Buffer.from(
        '#!/usr/bin/env python\n# -*- coding: latin-1 -*-\nHARBOUR = "Smögen"\n',
        'latin1',
      ),
      '#!/usr/bin/env python\n# -*- coding: latin-1 -*-\nHARBOUR = "Smögen"\n',
    ],
    [
      'Latin-9 that Vim and Emacs know under a longer name',
      'a.tex',
      Buffer.from('% vim: set fileencoding=iso-8859-15-unix :\nSm\xf6gen: 5 \xa4\n', 'latin1'),
      '% vim: set fileencoding=iso-8859-15-unix :\nSmögen: 5 €\n',
    ],
    [
      'Cyrillic that XML declares',
      'a.xml',
      Buffer.from(
        '<?xml version="1.0" encoding="windows-1251"?>\n<a>\xef\xf0\xe8\xeb\xe8\xe2</a>',
        'latin1',
      ),
      '<?xml version="1.0" encoding="windows-1251"?>\n<a>прилив</a>',
    ],
    [
      'Japanese that HTML declares',
      'a.html',
      Buffer.from('<html><meta charset="shift_jis"><p>\x92\xaa</p>', 'latin1'),
      '<html><meta charset="shift_jis"><p>潮</p>',
    ],
    [
      'a declaration that the bytes do not keep',
      'a.html',
      Buffer.from('<html><meta charset="shift_jis"><p>\x92\xff\xff</p>', 'latin1'),
      'encoding',
    ],
    ['an encoding nobody knows', 'a.py', Buffer.from('# coding: tide\n\xf6', 'latin1'), 'encoding'],
    ['a declaration of UTF-8', 'a.py', Buffer.from('# coding: utf-8\n\xf6', 'latin1'), 'encoding'],
    [
      'a declaration in the third line',
      'a.py',
      Buffer.from('#\n#\n# coding: latin-1\n\xf6', 'latin1'),
      'encoding',
    ],
    ['a picture under a wrong name', 'picture.txt', png, 'binary'],
    ['a PDF under a wrong name', 'paper', '%PDF-1.7\n', 'binary'],
    ['a NUL after 100 kB', 'late.txt', `${'x'.repeat(100_000)}\0`, 'binary'],
  ])('%s', async (_, path, content, outcome) => {
    expect(await one(path, content)).toBe(outcome);
  });

  it('a pointer to Git LFS is counted as one, also under the name of a model', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 18874368\n';
    const { files, skipped } = await select([
      { path: 'surge.onnx', content: pointer },
      { path: 'table.csv', content: pointer },
      { path: 'small.onnx', content: 'not a pointer' },
      { path: 'docs/lfs.md', content: `${pointer}${'is how a pointer looks. '.repeat(50)}` },
    ]);
    expect(skipped).toEqual({ binary: 1, lfs_pointer: 2 });
    expect([...files.keys()]).toEqual(['docs/lfs.md']);
  });

  it('a file of exactly 500,000 bytes is kept, one byte more is too large', async () => {
    const { files, skipped } = await select([
      { path: 'a.txt', content: 'x'.repeat(500_000) },
      { path: 'b.txt', content: 'x'.repeat(500_001) },
    ]);
    expect([...files.keys()]).toEqual(['a.txt']);
    expect(skipped).toEqual({ too_large: 1 });
  });
});

describe('what was written by a program', () => {
  const line = 'a'.repeat(60);

  it.each([
    ['a minified script', 'app.js', `!function(){${'x();'.repeat(100)}}()`, 'generated'],
    [
      'a bundle with a source map',
      'app.js',
      'x();\n//# sourceMappingURL=app.js.map\n',
      'generated',
    ],
    [
      'a script with one long line among many',
      'app.js',
      `${'x();\n'.repeat(20)}// ${line}${line}`,
      undefined,
    ],
    ['long lines in Python', 'app.py', 'x = 1  # '.repeat(40), undefined],
    [
      'Go, by its convention',
      'a.go',
      '// Code generated by stringer. DO NOT EDIT.\npackage a\n',
      'generated',
    ],
    [
      'after a licence of 30 lines',
      'a.go',
      `${'// licence\n'.repeat(30)}// Code generated by x. DO NOT EDIT.\n`,
      'generated',
    ],
    [
      'after 50 lines',
      'a.go',
      `${'// licence\n'.repeat(50)}// Code generated by x. DO NOT EDIT.\n`,
      undefined,
    ],
    [
      'protobuf',
      'gauge.py',
      '# Generated by the protocol buffer compiler.  DO NOT EDIT!\n',
      'generated',
    ],
    ['the mark of Meta and rustfmt', 'api.ts', '/**\n * @generated by codegen\n */\n', 'generated'],
    [
      'a generator that holds the mark in a string',
      'gen.py',
      'HEAD = "# Code generated by gen. DO NOT EDIT."\n',
      undefined,
    ],
    [
      'a page that speaks of the mark',
      'docs.md',
      '# Code generated by us says DO NOT EDIT\n',
      undefined,
    ],
    ['what CoffeeScript made', 'a.js', '// Generated by CoffeeScript 2.7.0\n', 'generated'],
    ['what ANTLR made', 'Tide.java', '// Generated from Tide.g4 by ANTLR 4.13.1\n', 'generated'],
    ['what javadoc made', 'a.html', '<!-- Generated by javadoc (17) -->\n', 'generated'],
    ['a source map under another name', 'app.map', '{"version":3,"mappings":"AAAA"}', 'generated'],
    ['a map of places', 'harbour.map', 'smögen 58.35 11.22\n', undefined],
    ['a note of Unity', 'boat.png.meta', 'fileFormatVersion: 2\nguid: 0a\n', 'generated'],
    ['a recording of VCR', 'a.yml', '- request: x\nrecorded_with: VCR 6.1\n', 'generated'],
    ['a workflow', 'ci.yml', 'on: push\n', undefined],
    [
      'the documentation of an assembly',
      'Tide.xml',
      '<?xml version="1.0"?>\n<doc>\n    <assembly>\n',
      'generated',
    ],
    ['a plot', 'fit.eps', '%!PS-Adobe-3.0 EPSF-3.0\n%%Creator: gnuplot 5.4\n', 'generated'],
    ['a drawing by hand', 'fit.ps', '%!PS\n%%Creator: Mara Lindqvist\n', undefined],
    ['a list of e-mails at generated.example', 'a.py', '# mail: me@generated.example\n', undefined],
  ])('%s', async (_, path, content, reason) => {
    expect(await one(path, content)).toBe(reason ?? content);
  });
});

describe('what the name decides', () => {
  it.each([
    ['.git/config', 'ignored'],
    ['.idea/workspace.xml', 'ignored'],
    ['src/__pycache__/a.txt', 'ignored'],
    ['.env', 'ignored'],
    ['web/.env.production', 'ignored'],
    ['.git-credentials', 'ignored'],
    ['deploy/server.pem', 'ignored'],
    ['node_modules/x/index.js', 'vendored'],
    ['web/node_modules/x/index.js', 'vendored'],
    ['vendor/github.com/x/y.go', 'vendored'],
    ['Vendor/x.c', 'vendored'],
    ['third_party/x/README.md', 'vendored'],
    ['web/dist/app.js', 'vendored'],
    ['static/jquery-3.7.1.js', 'vendored'],
    ['gradlew', 'vendored'],
    ['package-lock.json', 'generated'],
    ['poetry.lock', 'generated'],
    ['go.sum', 'generated'],
    ['app.min.css', 'generated'],
    ['app.js.map', 'generated'],
    ['api/gauge_pb2.py', 'generated'],
    ['src/__snapshots__/a.test.ts.snap', 'generated'],
    ['docs/harbour.PNG', 'binary'],
    ['paper.pdf', 'binary'],
    ['tidepool-0.4.1-py3-none-any.whl', 'binary'],
  ])('%s is %s', async (path, reason) => {
    expect(await one(path, 'text\n')).toBe(reason);
  });

  it.each([
    '.github/workflows/ci.yml',
    '.gitignore',
    '.env.example',
    'pyproject.toml',
    'Cargo.toml',
    'package.json',
    'build/release.py',
    'bin/tidepool',
    'lib/tides.rb',
    'packages/chart/src/index.ts',
    'src/dependencies/auth.py',
    'src/cache/redis.ts',
    'types/global.d.ts',
    'distances.md',
    'web/chart.js',
    'debian/control',
    'vendored.md',
    'src/png',
    '.png',
    'logo.svg',
  ])('flaw 2: %s is kept', async (path) => {
    expect(await one(path, 'text\n')).toBe('text\n');
  });
});

describe('what the owner says in .gitattributes', () => {
  it('goes before names and contents, for the folder of the file', async () => {
    const generated = '// Code generated by x. DO NOT EDIT.\n';
    const { files, skipped } = await select([
      {
        path: '.gitattributes',
        content:
          'golden/** linguist-generated\nvendor/mine/** -linguist-vendored\nown.go linguist-generated=false\n',
      },
      { path: 'golden/a.txt', content: 'x' },
      { path: 'own.go', content: generated },
      { path: 'sub/.gitattributes', content: '*.txt linguist-vendored=true\n' },
      { path: 'sub/b.txt', content: 'x' },
      { path: 'vendor/mine/c.go', content: 'package c\n' },
      { path: 'vendor/theirs/d.go', content: 'package d\n' },
      { path: 'z.txt', content: 'x' },
    ]);
    const kept = ['.gitattributes', 'own.go', 'sub/.gitattributes', 'vendor/mine/c.go', 'z.txt'];
    expect([...files.keys()]).toEqual(kept);
    expect(skipped).toEqual({ generated: 1, vendored: 2 });
  });
});

describe('what is no file of this repository', () => {
  it('links are counted and never followed, submodules are counted', async () => {
    const { files, skipped } = await select([
      { path: 'README.md', content: '# Tides\n' },
      { path: 'gauges/', content: '' },
      { path: 'deep/er/', content: '' },
      { path: 'passwd', symlinkTo: '/etc/passwd' },
    ]);
    expect([...files]).toEqual([['README.md', '# Tides\n']]);
    expect(skipped).toEqual({ submodule: 2, symlink: 1 });
  });

  it('a file called __proto__ is a file', async () => {
    const { files } = await select([{ path: '__proto__', content: 'x' }]);
    expect([...files]).toEqual([['__proto__', 'x']]);
  });

  it('of two files with one path the later counts, once', async () => {
    const twice = [
      { path: 'a.txt', content: 'first' },
      { path: 'a.txt', content: 'second' },
    ];
    const { files } = await select(twice, { maxTextBytes: 20 });
    expect([...files]).toEqual([['a.txt', 'second']]);
  });
});

describe('of a single folder', () => {
  it('only what lies there is kept and counted; .gitattributes above it still speak', async () => {
    const files = [
      { path: '.gitattributes', content: 'docs/api/** linguist-generated\n' },
      { path: 'a.png', content: 'x' },
      { path: 'docs/.gitattributes', content: '*.golden linguist-generated\n' },
      { path: 'docs/a.golden', content: 'x' },
      { path: 'docs/api/a.md', content: 'x' },
      { path: 'docs/a.md', content: 'x' },
      { path: 'docs/b.png', content: 'x' },
      { path: 'docs/sub/', content: '' },
      { path: 'docs.md', content: 'x' },
      { path: 'docs2/a.md', content: 'x' },
      { path: 'sub/', content: '' },
    ];
    const { files: kept, skipped } = await select(files, {}, 'docs');
    expect([...kept.keys()]).toEqual(['docs/.gitattributes', 'docs/a.md']);
    expect(skipped).toEqual({ binary: 1, generated: 2, submodule: 1 });
  });
});

it('more text than is held in memory is refused', async () => {
  const files = Array.from({ length: 30 }, (_, index) => ({
    path: `${index}.txt`,
    content: 'x'.repeat(100_000),
  }));
  await expect(select(files, { maxTextBytes: 2 * 2 ** 20 })).rejects.toThrow(TooLargeError);
});
