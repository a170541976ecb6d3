/** Archives and tables that no exporter wrote: whatever comes, harvests or a typed failure, and soon. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExportedArticle } from '../../../src/crawlers/archive/linkedin-article.ts';
import { readExportedPost } from '../../../src/crawlers/archive/medium-post.ts';
import { linkedinExport } from '../../sites/archives/linkedin.ts';
import { mediumExport } from '../../sites/archives/medium.ts';
import { substackExport } from '../../sites/archives/substack.ts';
import { type ZippedFile, zipOf } from '../../sites/archives/zip.ts';
import { crawlArchive } from './crawl-archive.ts';

const SITE = 'https://maralindqvist.substack.com';
const exports: readonly (readonly ZippedFile[])[] = [mediumExport, substackExport, linkedinExport];

/** What is thrown that is no CrawlError, `crawlArchive` throws on. */
const endsWell = async (bytes: Uint8Array): Promise<void> => {
  await crawlArchive(bytes, { site: SITE });
};

describe('a damaged archive ends in a typed failure, never in a crash', () => {
  it('with any bytes of it changed', async () => {
    const change = fc.record({ at: fc.nat(), byte: fc.nat(255), fromEnd: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...exports),
        fc.boolean(),
        fc.array(change, { minLength: 1, maxLength: 8 }),
        async (files, zip64, changes) => {
          const bytes = zipOf(files, zip64 ? { zip64 } : {});
          for (const { at, byte, fromEnd } of changes) {
            // Most of what can be said wrongly stands at the end, in the table of contents.
            const place = fromEnd ? bytes.length - 1 - (at % 1_500) : at % bytes.length;
            bytes[place] = byte;
          }
          await endsWell(bytes);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('cut anywhere', async () => {
    const bytes = zipOf(substackExport);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        const { found, error } = await crawlArchive(bytes.subarray(0, length), { site: SITE });
        expect(found).toEqual([]);
        expect(error?.code).toBe('unsupported_content');
      }),
      { numRuns: 60 },
    );
  });
});

describe('a damaged table ends in rows or a typed failure', () => {
  const cell = fc.constantFrom(
    '"',
    '""',
    ',',
    '\n',
    '\r\n',
    '\u0000',
    '\ufeff',
    '__proto__',
    'true',
    'x',
  );
  const headers = [
    ['Shares.csv', 'Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n'],
    ['posts.csv', 'post_id,post_date,is_published,type,title\n'],
    ['Shares.csv', ''],
    ['posts.csv', ''],
  ] as const;

  it('with any cells in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...headers),
        fc.array(fc.oneof(cell, fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 60 }),
        async ([path, header], cells) => {
          await endsWell(zipOf([{ path, content: header + cells.join('') }]));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('with a row that does not end', async () => {
    const content = `${headers[0][1]}2025-01-01,"${'tide '.repeat(400_000)}`;
    const { error } = await crawlArchive(zipOf([{ path: 'Shares.csv', content, stored: true }]));
    expect(error?.code).toBe('too_large');
  });

  it('with a quote that is never closed', async () => {
    const content = `${headers[0][1]}2025-01-01 00:00:00,https://x,"open`;
    const { error } = await crawlArchive(zipOf([{ path: 'Shares.csv', content }]));
    expect(error?.code).toBe('unsupported_content');
    expect(error?.message).toContain('Shares.csv');
  });
});

describe('a damaged page in an archive is read or skipped', () => {
  const pieces = [
    '<',
    '>',
    '"',
    ' alt="',
    ' title="',
    '<pre>',
    '</div>',
    '<article class="h-entry">',
    '<h1>',
    '<!--',
    '&quot;',
    '',
  ];
  const texts = [...mediumExport, ...linkedinExport]
    .filter(({ path }) => /^(?:posts|Articles)\/.*html$/.test(path))
    .map(({ content }) => String(content));

  it('with any piece of it replaced', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(fc.tuple(fc.nat(), fc.nat(400), fc.constantFrom(...pieces)), { maxLength: 6 }),
        (html, changes) => {
          let damaged = html;
          for (const [at, length, piece] of changes) {
            const place = at % damaged.length;
            damaged = damaged.slice(0, place) + piece + damaged.slice(place + length) || '<';
          }
          readExportedPost(damaged, 'x.html');
          readExportedArticle(damaged);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('however much of one thing is in it, in time that grows with its length', () => {
    const dated = '<a class="p-canonical" href="https://medium.com/p/7d20aa91c4">x</a>';
    const published =
      '<h1><a href="https://www.linkedin.com/pulse/x">x</a></h1><p class="published">Published on 2025-01-01 00:00</p>';
    const startedAt = Date.now();
    for (const piece of ['<p>x', '<li><h3>x', '<figure><img>', '<pre><code>x<br>', 'x ']) {
      readExportedPost(
        `<article><section class="e-content">${piece.repeat(10_000)}</section>${dated}</article>`,
        'x.html',
      );
    }
    for (const piece of [
      'alt="',
      '<img alt="',
      '<img alt="a" title="',
      '<p><span>',
      '<div>a</div>',
    ]) {
      readExportedArticle(`${published}<div><img ${piece.repeat(10_000)}></div>`);
    }
    // Some 0.8 s; squares would take a minute.
    expect(Date.now() - startedAt).toBeLessThan(10_000);
  });
});
