/** What a process and all that it has started cost, from /proc. Linux only. */
import { readdir, readFile } from 'node:fs/promises';
import { memoryOf } from '../../src/fetching/browser/processes.ts';

/** Clock ticks a second in /proc/<pid>/stat: USER_HZ, 100 on every Linux. */
const TICKS = 100;

export interface TreeCost {
  readonly cpuSeconds: number;
  readonly memoryMB: number;
}

interface Stat {
  readonly id: number;
  readonly parent: number;
  readonly cpuSeconds: number;
}

/**
 * CPU seconds so far, those of children that have ended included, and the memory of now.
 *
 * @example
 * const before = await costOfTree(child.pid);
 */
export async function costOfTree(root: number): Promise<TreeCost> {
  const stats = await allStats();
  const isBelow = (id: number): boolean =>
    id === root || (id > 1 && isBelow(stats.get(id)?.parent ?? 0));
  const tree = [...stats.values()].filter(({ id }) => isBelow(id));
  const cpuSeconds = tree.reduce((sum, stat) => sum + stat.cpuSeconds, 0);
  return { cpuSeconds, memoryMB: (await memoryOf(tree.map(({ id }) => id))) / 1e6 };
}

/** The direct children of a process. */
export async function childrenOf(parent: number): Promise<number[]> {
  const stats = await allStats();
  return [...stats.values()].filter((stat) => stat.parent === parent).map(({ id }) => id);
}

async function allStats(): Promise<Map<number, Stat>> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(ids.map(statOf));
  return new Map(stats.flatMap((stat) => (stat === undefined ? [] : [[stat.id, stat]])));
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html fields 4 and 14 to 17; the name may hold blanks */
async function statOf(id: number): Promise<Stat | undefined> {
  const line = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 15) return undefined;
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { id, parent: Number(fields[1]), cpuSeconds: ticks / TICKS };
}
