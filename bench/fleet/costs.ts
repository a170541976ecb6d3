/**
 * What the fleet costs: the measured inputs, the list prices, and the arithmetic between them, as the tables of
 * docs/operations.md. `--write` renews those.
 *
 * Usage: node bench/fleet/costs.ts [--write]
 */

import { writeSection } from '../document.ts';
import {
  commandsOf,
  costsSection,
  measuredSection,
  memorySection,
  mixed,
  pricesSection,
} from './cost-tables.ts';
import { limitsSection } from './limits.ts';
import { readMeasured } from './measured.ts';
import { GUIDE, readSimulated } from './simulated.ts';

export interface Sections {
  readonly measured: string;
  readonly costs: string;
  readonly memory: string;
  readonly limits: string;
  readonly prices: string;
}

/** The tables, from the figures that were kept. */
export function sections(): Sections {
  const measured = readMeasured();
  const simulated = readSimulated();
  const largest = simulated.sizes.at(-1);
  if (largest === undefined) throw new Error('simulated.json holds no course');
  return {
    limits: limitsSection({
      connections: measured.connections,
      commandsALink: mixed(measured, commandsOf),
      ...largest,
    }),
    measured: measuredSection(measured),
    costs: costsSection(measured, simulated),
    memory: memorySection(measured),
    prices: pricesSection(),
  };
}

if (import.meta.main) {
  const all = Object.entries(sections());
  console.log(all.map(([, text]) => text).join('\n\n'));
  if (process.argv.includes('--write'))
    for (const [name, text] of all) writeSection(GUIDE, name, text);
}
