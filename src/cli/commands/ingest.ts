/** `goldpan ingest [links.json]`: everybody's links, and what they lead to. */
import { robotsExemption } from '../../pipeline/robots-exemption.ts';
import { readPeople } from '../read-people.ts';
import { exitCodeOf, runIngest } from '../run.ts';
import { openSession } from '../session.ts';

export interface IngestOptions {
  readonly concurrency: number;
  readonly maxLinks: number;
  readonly ignoreRobots?: true;
}

/** @returns the exit code: 0 only if every link is done and none failed */
export async function ingestFile(
  path: string,
  { concurrency, maxLinks, ignoreRobots }: IngestOptions,
): Promise<number> {
  const people = await readPeople(path);
  const ignoresRobots = ignoreRobots && robotsExemption(people);
  await using session = await openSession();
  return exitCodeOf(await runIngest(people, session, { concurrency, maxLinks, ignoresRobots }));
}
