/** `goldpan refresh`: another look at what is due, and at what is new at the sources. */
import { robotsExemption } from '../../pipeline/robots-exemption.ts';
import { readPeople } from '../read-people.ts';
import { exitCodeOf, runRefresh } from '../run.ts';
import { openSession } from '../session.ts';

export interface RefreshOptions {
  readonly concurrency: number;
  readonly maxLinks: number;
  /** Milliseconds: everything whose last crawl is longer ago, instead of what is due. */
  readonly olderThan?: number;
  readonly user?: string;
  /** The links file that says which hosts are whose. */
  readonly ignoreRobots?: string;
}

/** @returns the exit code: 0 only if every link is done and none failed */
export async function refreshDue(options: RefreshOptions): Promise<number> {
  const { concurrency, maxLinks, olderThan: olderThanMs, user, ignoreRobots: file } = options;
  const ignoresRobots = file === undefined ? undefined : robotsExemption(await readPeople(file));
  await using session = await openSession();
  const request = { olderThanMs, user };
  return exitCodeOf(await runRefresh(request, session, { concurrency, maxLinks, ignoresRobots }));
}
