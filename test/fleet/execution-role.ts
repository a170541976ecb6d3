/** The function's own rights, for a test that tries how far they go. */
import { readFileSync } from 'node:fs';
import type { Cloud } from './emulator.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/**
 * The keys of a warm function, out of its environment, where AWS puts them too.
 *
 * @throws Error when none is warm
 */
export function roleOf(cloud: Cloud): Credentials {
  const [pid] = cloud.functions();
  if (pid === undefined) throw new Error('No function is warm');
  const lines = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  const of = (name: string): string =>
    lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  return {
    accessKeyId: of('AWS_ACCESS_KEY_ID'),
    secretAccessKey: of('AWS_SECRET_ACCESS_KEY'),
    sessionToken: of('AWS_SESSION_TOKEN'),
  };
}
