/** The processes of a browser: how much memory they take, and their end. */
import { readFile } from 'node:fs/promises';

/**
 * Bytes that these processes take together: what each has for itself, and once, what they share (the program and its
 * libraries, which every one of them counts). From `/proc/<pid>/status`; 0 where there is none.
 *
 * @example
 * await memoryOf([process.pid]); // 61_000_000
 */
export async function memoryOf(ids: readonly number[]): Promise<number> {
  const all = await Promise.all(
    // A process may be gone by now.
    ids.map((id) => readFile(`/proc/${id}/status`, 'utf8').catch(() => '')),
  );
  const own = all.reduce((sum, status) => sum + kB(status, 'RssAnon') + kB(status, 'RssShmem'), 0);
  const shared = Math.max(0, ...all.map((status) => kB(status, 'RssFile')));
  return (own + shared) * 1024;
}

const kB = (status: string, field: string): number =>
  Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);

/** Ends the process and all that it has started: Chromium leads a process group of its own. */
export function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // ESRCH: they are gone already, which is what is wanted.
  }
}
