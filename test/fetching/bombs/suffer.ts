/** Runs the victim in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Damage } from './victim.ts';

const VICTIM = join(import.meta.dirname, 'victim.ts');

/**
 * @param indexes which bombs of the table
 * @param copies how many of each at the same time
 */
export async function suffer(
  port: number,
  indexes: readonly number[],
  copies: number,
): Promise<Damage> {
  const child = spawn(process.execPath, [VICTIM, ...[port, copies, ...indexes].map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`the victim died with ${code}`);
  return JSON.parse(output) as Damage; // Written by the same project, in victim.ts.
}
