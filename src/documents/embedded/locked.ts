/** One at a time, over all processes that share a folder. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { StorageError } from '../../errors.ts';

/**
 * Does work while no other process does the same in that folder. The two locks are different ones because the tools may
 * lie in the folder of the data, and are fetched while its server is being started. A process that died in the middle
 * is waited for 5 s.
 *
 * @throws StorageError after ten minutes of waiting; else what the work throws
 */
export async function locked<T>(
  folder: string,
  what: 'server' | 'tools',
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true });
  // proper-lockfile tells locks apart by the path they are for, and puts the lock beside it. Nothing need lie there.
  const path = join(folder, what);
  const release = await lock(path, {
    realpath: false,
    stale: 5_000,
    update: 1_000,
    retries: { retries: 6_000, factor: 1, minTimeout: 100, maxTimeout: 100 },
    // We were stopped for so long (a laptop that slept) that another process took over. Two servers still cannot open
    // one database, the engines see to that; the default here would end the process.
    onCompromised: () => undefined,
  }).catch((error: unknown) => {
    throw new StorageError(`Another process keeps ${folder} locked.`, {
      hint: `End the other goldpan, or delete ${path}.lock if there is none.`,
      cause: error,
    });
  });
  try {
    return await work();
  } finally {
    // Taken over in the meantime: then it is not ours to release.
    await release().catch(() => undefined);
  }
}
