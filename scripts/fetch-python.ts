/** Fetches a Python with packages of PyPI: for tests and benches that hold goldpan against something written in Python. */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadConfig } from '../src/config.ts';
import { locked } from '../src/documents/embedded/locked.ts';
import { installInto } from '../src/documents/embedded/virtual-env.ts';

/**
 * A virtual environment in the tools of the data folder, made once for these packages.
 *
 * @param requirements with their versions
 * @returns the Python that they are installed for
 * @throws Error where Python 3.10 or newer, or PyPI, is missing
 * @example
 * const python = await fetchPython('ministack==1.5.33'); // then: <python> -m ministack.app
 */
export async function fetchPython(...requirements: readonly string[]): Promise<string> {
  const tools = resolve(loadConfig().DATA_DIR, 'tools');
  const venv = join(tools, requirements.join('+').replaceAll('==', '-'));
  const complete = join(venv, 'is-complete');
  return locked(tools, 'tools', async () => {
    if (!existsSync(complete)) {
      // What an installation that was broken off has left.
      await rm(venv, { recursive: true, force: true });
      await installInto(venv, requirements);
      await writeFile(complete, '');
    }
    return join(venv, 'bin', 'python');
  });
}
