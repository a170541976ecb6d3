import { expect, test } from 'vitest';
import { textTable } from '../../bench/extraction/table.ts';

test('the comparison says who ran out of memory in a small heap, and what the others took there', () => {
  const costs = { cpuMs: 1.25, peakMB: 300, failed: 0 };
  const table = textTable([
    { name: 'sieve', costs: { ...costs, peakMBInSmallHeap: 140.4 }, figures: { title: 0.5 } },
    { name: 'shovel', costs: { ...costs, peakMBInSmallHeap: 'out of memory' }, figures: {} },
  ]);
  expect(table.split('\n')).toContain('peak memory in a heap of 128 MB, MB    140  out of memory');
});
