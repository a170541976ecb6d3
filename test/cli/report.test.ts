import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { limitList, runTable } from '../../src/cli/report.ts';
import type { Outcome } from '../../src/pipeline/outcome.ts';

const source = (over: Partial<Outcome>): Outcome => ({
  user: 'Mara Lindqvist',
  link: 'https://maralindqvist.substack.com/',
  state: 'followed',
  platform: 'substack',
  documents: { stored: 0, replaced: 0, unchanged: 0 },
  found: 1_482,
  tookMs: 412,
  ...over,
});
const limited = source({ limit: { by: 'max_links', at: 1_000, followed: 1_000 } });
const deep = source({
  link: 'https://mara.example/',
  found: 3,
  limit: { by: 'depth', at: 3, followed: 0 },
});

it('a limit that bit is in the table, and below it a line a source', () => {
  const run = { outcomes: [limited, deep, source({ found: 2 })], left: 0, tookMs: 10 };
  expect(runTable(run, new Map())).toMatch(/limits +│ 485 found links of 2 sources not followed/);
  expect(stripVTControlCharacters(limitList(run.outcomes)).split('\n')).toEqual([
    '! https://maralindqvist.substack.com/ led to 1,482 links; 1,000 were followed (--max-links 1000)',
    '! https://mara.example/ led to 3 links; none was followed (3 links away from a given one, goldpan stops)',
  ]);
});

it('of a refresh it tells what was new, and of a source that was left before its end, that there may be more', () => {
  const refreshed = source({ known: 400, limit: { by: 'max_links', at: 50, followed: 50 } });
  expect(limitList([refreshed])).toContain(
    'led to 1,482 links, 1,082 of them new; 50 were followed',
  );
  const open = source({ limit: { by: 'max_links', at: 9, followed: 9, isOpenEnded: true } });
  expect(limitList([open])).toContain('led to at least 1,482 links');
  const table = runTable({ outcomes: [open], left: 0, tookMs: 10 }, new Map());
  expect(table).toContain('1473 or more found links of 1 source');
});

it('no word of limits where none bit', () => {
  const run = { outcomes: [source({})], left: 0, tookMs: 10 };
  expect(runTable(run, new Map())).not.toContain('limits');
  expect(limitList(run.outcomes)).toBe('');
});

it('fits the terminal, however many blogs a run went through', () => {
  const hosts = Array.from({ length: 50 }, (_, blog): [string, number] => [
    `blog-${blog}.example`,
    4,
  ]);
  const articles = new Map([['medium', 9], ...hosts]);
  const table = runTable({ outcomes: [], left: 0, tookMs: 10 }, new Map([['articles', articles]]));
  expect(table).toContain('medium 9 · blog-0.example 4 ·');
  expect(table).toContain('· 45 others 180');
});
