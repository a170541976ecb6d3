/** Python packages for the embedded server, in a virtual environment of their own. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './processes.ts';
import { fetchWheel } from './pypi.ts';

const TIMEOUT_MS = 600_000;
const PIP_VERSION = '26.3';

/**
 * Makes a virtual environment and installs packages into it. Debian's `python3` comes without pip (that is another
 * package, python3-venv), so pip is fetched from PyPI where Python has none.
 *
 * @throws Error with the last line of what Python or pip complained of
 * @example
 * await installInto('.data/venv', ['secantusdb==0.7.0b3']);
 */
export async function installInto(
  venv: string,
  requirements: readonly string[],
  deps: { readonly python: string } = { python: 'python3' },
): Promise<void> {
  const within = { timeoutMs: TIMEOUT_MS };
  const hasPip = await run(deps.python, ['-c', 'import ensurepip'], within).then(
    () => true,
    () => false,
  );
  await run(deps.python, ['-m', 'venv', ...(hasPip ? [] : ['--without-pip']), venv], within);
  // A wheel is a zip file, and Python runs a package out of one.
  const wheel = join(venv, 'pip-wheel-py3-none-any.whl');
  if (!hasPip) await writeFile(wheel, await fetchWheel('pip', PIP_VERSION));
  const pip = hasPip ? ['-m', 'pip'] : [join(wheel, 'pip')];
  const install = ['install', '--quiet', '--disable-pip-version-check', ...requirements];
  await run(join(venv, 'bin', 'python'), [...pip, ...install], within);
  await rm(wheel, { force: true });
}
