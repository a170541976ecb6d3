/**
 * What a hostile server costs: every bomb of `test/fetching/bombs/table.ts`, each fetched in a process of its own, with the
 * peak memory of that process. The first line is a process that fetches nothing.
 *
 * Usage: node bench/fetching/bombs.ts
 */
import { startBombServer } from '../../test/fetching/bombs/server.ts';
import { suffer } from '../../test/fetching/bombs/suffer.ts';
import { BOMBS } from '../../test/fetching/bombs/table.ts';

const server = await startBombServer();
const row = (name: string, outcome: string, ms: number, cpuMs: number, peakMB: number): void =>
  console.log(
    `${name.padEnd(56)} ${outcome.padEnd(10)} ${ms.toFixed(0).padStart(6)} ms ${cpuMs.toFixed(0).padStart(6)} ms CPU ${peakMB.toFixed(0).padStart(5)} MB peak`,
  );

const idle = await suffer(server.port, [], 1);
row('nothing', '', 0, idle.cpuMs, idle.peakMB);
for (const [index, { name }] of BOMBS.entries()) {
  const { hits, cpuMs, peakMB } = await suffer(server.port, [index], 1);
  row(name, hits[0]?.outcome ?? '', hits[0]?.tookMs ?? 0, cpuMs, peakMB);
}
server.close();
