/** The figures that `measure.ts` keeps in measured.json. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, 'measured.json');

/** What one kind of link costs. */
export interface LinkCost {
  readonly links: number;
  readonly cpuMs: number;
  /** Of the function and its browser, at its highest. */
  readonly peakMB: number;
  /** Name of a database command → how many a link. */
  readonly commands: Readonly<Record<string, number>>;
  readonly logBytes: number;
  /** BSON, without indexes: of all documents that a link gives, and of its row in the ledger. */
  readonly documentBytes: number;
  readonly ledgerBytes: number;
  /** What the sites sent, after decoding: what a NAT would carry is less. */
  readonly pageBytes: number;
}

export const KINDS = ['blog', 'platform', 'repository', 'source', 'browser'] as const;
export type Kind = (typeof KINDS)[number];

export interface Measured {
  /** '2026-11-24' */
  readonly measuredAt: string;
  readonly machine: string;
  readonly coldCpuMs: number;
  /** To the database, of one function, at most. */
  readonly connections: number;
  readonly batches: { readonly oneHostSeconds: number; readonly fiveHostsSeconds: number };
  readonly costs: Readonly<Record<Kind, LinkCost>>;
}

export const readMeasured = (): Measured => JSON.parse(readFileSync(FILE, 'utf8')) as Measured; // Written below.

export function writeMeasured(measured: Measured): void {
  writeFileSync(FILE, `${JSON.stringify(measured, undefined, 2)}\n`);
}
