/** The small JSON files by which processes tell each other what is there. */
import { readFile } from 'node:fs/promises';
import type { z } from 'zod';

/** @returns nothing for a file that is not there or makes no sense: a process may be killed while it writes */
export async function readNote<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
