import { expect, it } from 'vitest';
import { outcomeLine } from '../../src/cli/progress.ts';
import type { Outcome } from '../../src/pipeline/outcome.ts';

const source: Outcome = {
  user: 'Mara Lindqvist',
  link: 'https://maralindqvist.substack.com/',
  state: 'followed',
  platform: 'substack',
  documents: { stored: 0, replaced: 0, unchanged: 0 },
  found: 24,
  tookMs: 412,
};

it('the line of a source says how many links it led to, and in a refresh how many of them are new', () => {
  const ingested = outcomeLine(source, process.stderr);
  expect(ingested).toContain(
    '→ followed   https://maralindqvist.substack.com/ · 24 links · 412 ms',
  );
  const refreshed = outcomeLine({ ...source, known: 23 }, process.stderr);
  expect(refreshed).toContain(' · 24 links · 1 new · 412 ms');
});
