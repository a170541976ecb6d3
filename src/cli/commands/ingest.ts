/** `goldpan ingest [links.json]`: everybody's links, and what they lead to. */
import { readFile } from 'node:fs/promises';
import { InvalidEventError } from '../../errors.ts';
import { parseLinksFile } from '../../pipeline/links-file.ts';
import { exitCodeOf, runIngest } from '../run.ts';
import { openSession } from '../session.ts';

export interface IngestOptions {
  readonly concurrency: number;
}

/** @returns the exit code: 0 only if every link is done and none failed */
export async function ingestFile(path: string, { concurrency }: IngestOptions): Promise<number> {
  const people = parseLinksFile(await readLinksFile(path), path);
  await using session = await openSession();
  return exitCodeOf(await runIngest(people, session, concurrency));
}

async function readLinksFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new InvalidEventError(`Cannot read ${path}`, {
      hint: 'Give the path of a links file: goldpan ingest links.json',
      cause: error,
    });
  }
}
