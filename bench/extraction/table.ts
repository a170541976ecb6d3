/** Contestants side by side, for a terminal and for the documentation. */
import { markdownTable as markdownOf } from '../document.ts';
import type { Figures } from './figures.ts';
import { type Costs, SMALL_HEAP_MB } from './measure.ts';

export interface Result {
  readonly name: string;
  readonly costs: Costs;
  readonly figures: Figures;
}

type Row = readonly [name: string, ...cells: string[]];

function rows(results: readonly Result[]): Row[] {
  const names = new Set(results.flatMap(({ figures }) => Object.keys(figures)));
  const figureRows = [...names].map(
    (name): Row => [name, ...results.map(({ figures }) => figures[name]?.toFixed(3) ?? '')],
  );
  const costRow = (name: string, cell: (costs: Costs) => string): Row => [
    name,
    ...results.map(({ costs }) => cell(costs)),
  ];
  return [
    ['', ...results.map(({ name }) => name)],
    ...figureRows,
    costRow('CPU a page, ms', ({ cpuMs }) => cpuMs.toFixed(1)),
    costRow('peak memory, MB', ({ peakMB }) => peakMB.toFixed(0)),
    costRow(`peak memory in a heap of ${SMALL_HEAP_MB} MB, MB`, ({ peakMBInSmallHeap }) =>
      typeof peakMBInSmallHeap === 'number'
        ? peakMBInSmallHeap.toFixed(0)
        : (peakMBInSmallHeap ?? ''),
    ),
    costRow('pages it threw on', ({ failed }) => String(failed)),
  ];
}

export function textTable(results: readonly Result[]): string {
  const all = rows(results);
  const widths = (all[0] ?? []).map((_, at) =>
    Math.max(...all.map((row) => (row[at] ?? '').length)),
  );
  return all
    .map((row) =>
      row
        .map((cell, at) =>
          at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

export function markdownTable(results: readonly Result[]): string {
  return markdownOf(rows(results));
}
