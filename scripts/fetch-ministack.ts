/**
 * Fetches MiniStack, the emulator of AWS that `make test-fleet` deploys to: from PyPI, into a virtual environment of its own.
 *
 * Usage: node scripts/fetch-ministack.ts   (prints the path of its Python)
 */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadConfig } from '../src/config.ts';
import { locked } from '../src/documents/embedded/locked.ts';
import { installInto } from '../src/documents/embedded/virtual-env.ts';

/** The version that the tests ran against. */
const VERSION = '1.5.33';

/**
 * MiniStack, installed once into the tools of the data folder (10 s, 90 MB).
 *
 * @returns the Python that it is installed for: `<python> -m ministack.app`
 * @throws Error where Python 3.10 or newer, or PyPI, is missing
 */
export async function fetchMinistack(): Promise<string> {
  const tools = resolve(loadConfig().DATA_DIR, 'tools');
  const venv = join(tools, `ministack-${VERSION}`);
  const complete = join(venv, 'is-complete');
  return locked(tools, 'tools', async () => {
    if (!existsSync(complete)) {
      // What an installation that was broken off has left.
      await rm(venv, { recursive: true, force: true });
      await installInto(venv, `ministack==${VERSION}`);
      await writeFile(complete, '');
    }
    return join(venv, 'bin', 'python');
  });
}

if (import.meta.main) console.log(await fetchMinistack());
