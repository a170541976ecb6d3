/** Where the Chromium is that ships with goldpan: packed in its package, unpacked once into the temporary folder. */
import { access, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// As CommonJS resolves, because that also looks where Lambda puts its layers (NODE_PATH); `import()` does not.
const require = createRequire(import.meta.url);

/** Half a second to load: only who asks for a browser pays for it. */
export const loadPlaywright = (): typeof import('playwright-core') => require('playwright-core');

/**
 * Unpacks it if need be (1.5 s) and gives its path. The package takes any file of that name for the whole program, also one
 * that another process is just writing, or that a killed one has left half-written: so one process at a time, and a mark
 * beside what is complete.
 *
 * @throws when the package is not installed, or has no program for this machine
 */
export async function bundledChromium(): Promise<string> {
  const { default: bundled }: typeof import('@sparticuz/chromium') = require('@sparticuz/chromium');
  const program = join(tmpdir(), 'chromium');
  const mark = join(tmpdir(), 'chromium.is-complete');
  if (await isThere(mark, program)) return program;
  // Its named exports are lost when it is bundled.
  const { default: lockfile } = await import('proper-lockfile');
  const unlock = await lockfile.lock(program, {
    realpath: false,
    stale: 20_000,
    // For a minute, in steps of a fifth of a second.
    retries: { retries: 300, factor: 1, minTimeout: 200, maxTimeout: 200 },
    // A laptop that slept: another process has taken over. The default would end ours.
    onCompromised: () => undefined,
  });
  try {
    if (await isThere(mark, program)) return program;
    await rm(program, { force: true });
    const path = await bundled.executablePath();
    await writeFile(mark, '');
    return path;
  } finally {
    await unlock().catch(() => undefined);
  }
}

async function isThere(...paths: readonly string[]): Promise<boolean> {
  try {
    await Promise.all(paths.map((path) => access(path)));
    return true;
  } catch {
    return false;
  }
}
