/** The processes that MiniStack has started, and those that they have: found by the folder that all of them inherit. */
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Process ids of everything that runs with this TMPDIR: functions, their browsers, and what has lost its parent. Of
 * others' processes nothing can be read. Linux only, as the layer's Chromium is; elsewhere it finds nothing.
 */
export function processesOf(tmpdir: string): number[] {
  const mark = `TMPDIR=${tmpdir}`;
  return numbered('/proc').filter((pid) => read(`/proc/${pid}/environ`).split('\0').includes(mark));
}

/** The functions among them: Node with MiniStack's worker script. */
export function functionsOf(tmpdir: string): number[] {
  return processesOf(tmpdir).filter((pid) =>
    /\/ministack-lambda-[^/]+\/_worker\.js$/.test(
      read(`/proc/${pid}/cmdline`).split('\0')[1] ?? '',
    ),
  );
}

/** Ends them at once; synchronous, so that it can be the last thing that a process does. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

function numbered(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
