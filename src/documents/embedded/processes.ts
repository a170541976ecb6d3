/** Processes: run one, look at one, end one. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a command to its end and gives what it printed; fails with the last line that it complained with. */
export async function run(
  command: string,
  args: readonly string[],
  { timeoutMs }: { readonly timeoutMs: number },
): Promise<string> {
  try {
    const { stdout } = await execute(command, [...args], { timeout: timeoutMs });
    return stdout;
  } catch (error) {
    const complaint = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    const last = complaint.trim().split('\n').at(-1);
    if (!last) throw error;
    throw new Error(`${command}: ${last}`, { cause: error });
  }
}

/** Is there a process with this id? It may be one that has the id of a dead one. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, it is only not ours.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Is the process with this id the one that was started on this folder? Ids are given anew, after a reboot above all. */
export async function isRunningOn(pid: number, folder: string): Promise<boolean> {
  return isAlive(pid) && (await commandLine(pid)).includes(folder);
}

interface EndOptions {
  readonly patienceMs: number;
  readonly whileWaiting: () => Promise<void>;
}

/** Asks a process to end and waits; takes it down when it does not. */
export async function endProcess(
  pid: number,
  folder: string,
  { patienceMs, whileWaiting }: EndOptions,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  if (await isRunningOn(pid, folder)) process.kill(pid, 'SIGTERM');
  while (await isRunningOn(pid, folder)) {
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
    await sleep(50);
    await whileWaiting();
  }
}

/** Empty for a process that is gone or waits to be buried. */
async function commandLine(pid: number): Promise<string> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  } catch {
    // No /proc (macOS), or it has just ended: ps answers for both, and fails for a process that is gone.
    return run('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { timeoutMs: 5_000 }).catch(
      () => '',
    );
  }
}
