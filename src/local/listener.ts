/** Who listens where the local Lambda should: the endpoint says it itself, so no file can be out of date. */
import * as z from 'zod';
import { InvalidEventError } from '../errors.ts';
import { IDENTITY_PATH } from './endpoint.ts';

/** The course's port. */
const DEFAULT_PORT = '9010';

const portNumber = z.coerce.number().int().min(1).max(65_535);
const identity = z.object({ name: z.literal('goldpan'), pid: z.int().positive() });

/**
 * Reads the option `--port`.
 *
 * @throws InvalidEventError when it is no port
 */
export function readPort(option: string = DEFAULT_PORT): number {
  const read = portNumber.safeParse(option);
  if (read.success) return read.data;
  throw new InvalidEventError(`--port ${option} is no port`, {
    hint: 'Give a number from 1 to 65535, or leave it out for 9010.',
  });
}

export function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/**
 * Asks whoever listens on a port who they are.
 *
 * @returns the process id of a local Lambda; 'stranger' when something else answers, or hangs; 'nobody' when nothing listens
 */
export async function whoListens(port: number): Promise<number | 'stranger' | 'nobody'> {
  try {
    const response = await fetch(`${urlOf(port)}${IDENTITY_PATH}`, {
      signal: AbortSignal.timeout(2_000),
    });
    const read = identity.safeParse(await response.json());
    return read.success ? read.data.pid : 'stranger';
  } catch (error) {
    return refused(error) ? 'nobody' : 'stranger';
  }
}

/** fetch hides the system's error one level down. */
function refused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}
