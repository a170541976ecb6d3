import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldpan, goldpanReading } from './goldpan.ts';

const PAGES = join(import.meta.dirname, '../sites/pages/mara');
const PAGE = join(PAGES, 'seven-cosines.html');
const LINK = 'https://mara.example/notes/seven-cosines/';
const MARKDOWN = readFileSync(join(PAGES, 'seven-cosines.expected.md'), 'utf8');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goldpan-extract-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('goldpan extract', () => {
  it('prints who wrote what and when, and then the text as Markdown', async () => {
    const { code, stdout, stderr } = await goldpan(['extract', PAGE, '--url', LINK]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const [head = '', ...body] = stdout.split('\n\n');
    expect(head.split('\n')).toEqual([
      'Seven cosines are enough for my harbour',
      '           Harmonic analysis of a year of readings, in forty lines and without a library.',
      'author     Mara Lindqvist',
      'site       Tidewater notes',
      'published  2025-03-09T17:20:00.000Z',
      'modified   2025-11-02T08:05:00.000Z',
      'language   en-GB',
      'tags       tides, time series, least squares',
      expect.stringMatching(/^kind {7}article, \d{3} words$/),
    ]);
    expect(body.join('\n\n').trim()).toBe(MARKDOWN.trim());
  });

  it('--json prints the whole article as one object', async () => {
    const { code, stdout } = await goldpan(['extract', PAGE, '--url', LINK, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      title: 'Seven cosines are enough for my harbour',
      author: ['Mara Lindqvist'],
      publishedAt: '2025-03-09T17:20:00.000Z',
      canonicalLink: LINK,
      tags: ['tides', 'time series', 'least squares'],
      markdown: MARKDOWN.trim(),
      kind: 'article',
      access: 'full',
      trace: { title: expect.any(String), content: expect.any(String) },
    });
  });

  it('--explain prints the rule that gave each field, without the text', async () => {
    const { code, stdout } = await goldpan(['extract', PAGE, '--url', LINK, '--explain']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/│ field +│ value +│ rule +│/);
    expect(stdout).toMatch(/│ author +│ Mara Lindqvist +│ \S.*│/);
    expect(stdout).toMatch(/│ publishedAt +│ 2025-03-09T17:20:00.000Z +│ \S.*│/);
    expect(stdout).not.toContain('np.outer');
  });

  it('reads standard input, in the charset that the page says', () => {
    const page =
      '<html><head><meta charset="iso-8859-1"><title>Marée haute</title></head><body><article><h1>Marée haute</h1>' +
      '<p>La marée haute arrive à six heures, et le port de Brême se réveille avec elle, comme chaque été.</p>'.repeat(
        5,
      ) +
      '</article></body></html>';
    const { code, stdout } = goldpanReading(Buffer.from(page, 'latin1'), [
      'extract',
      '-',
      '--url',
      'https://mara.example/fr/maree',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('Marée haute');
    expect(stdout).toContain('le port de Brême se réveille avec elle, comme chaque été.');
  });

  it('a file that is not there: exit code 1, and what to do', async () => {
    const { code, stderr } = await goldpan(['extract', join(folder, 'gone.html'), '--url', LINK]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^invalid_event: Cannot read .*gone\.html\n.*standard input\.\n$/);
  });

  it('no --url: exit code 2, and where to read more', async () => {
    const { code, stderr } = await goldpan(['extract', PAGE]);
    expect(code).toBe(2);
    expect(stderr).toContain("required option '--url <address>' not specified");
    expect(stderr).toContain('goldpan <command> --help');
  });

  it.each(['mara.example/notes', 'file:///etc/passwd', ''])(
    '"%s" as --url: exit code 1, and how an address looks',
    async (address) => {
      const { code, stderr } = await goldpan(['extract', PAGE, '--url', address]);
      expect(code).toBe(1);
      expect(stderr).toContain('invalid_event: --url takes a web address');
      expect(stderr).toContain('such as https://');
    },
  );

  it('a page without text: exit code 1, and how to look closer', async () => {
    const empty = join(folder, 'empty.html');
    await writeFile(empty, '');
    const { code, stdout, stderr } = await goldpan(['extract', empty, '--url', LINK]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('extraction_empty:');
    expect(stderr).toContain('--explain');
  });
});
