/** The links file that a command is given. */
import { readFile } from 'node:fs/promises';
import { InvalidEventError } from '../errors.ts';
import { type PersonLinks, parseLinksFile } from '../pipeline/links-file.ts';

/** @throws InvalidEventError when it cannot be read, or is wrong somewhere: then it names every line that is */
export async function readPeople(path: string): Promise<PersonLinks[]> {
  return parseLinksFile(await readText(path), path);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new InvalidEventError(`Cannot read ${path}`, {
      hint: 'Give the path of a links file: goldpan ingest links.json',
      cause: error,
    });
  }
}
