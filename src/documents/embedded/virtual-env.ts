/** Python packages for the embedded server, in a virtual environment of their own. */
import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { run } from './processes.ts';

const TIMEOUT_MS = 600_000;
const INDEX = 'https://pypi.org/pypi/pip/json';
const PIP_WHEEL = 'pip-wheel-py3-none-any.whl';

const pipRelease = z.object({
  urls: z.array(
    z.object({
      packagetype: z.string(),
      url: z.string(),
      digests: z.object({ sha256: z.string() }),
    }),
  ),
});

/**
 * Makes a virtual environment and installs a package into it. Debian's `python3` comes without pip (that is another
 * package, python3-venv), so pip is fetched from PyPI where Python has none.
 *
 * @throws Error with the last line of what Python or pip complained of
 * @example
 * await installInto('.data/venv', 'secantusdb==0.7.0b3');
 */
export async function installInto(
  venv: string,
  requirement: string,
  deps: { readonly python: string } = { python: 'python3' },
): Promise<void> {
  const hasPip = await run(deps.python, ['-c', 'import ensurepip'], { timeoutMs: TIMEOUT_MS }).then(
    () => true,
    () => false,
  );
  await run(deps.python, ['-m', 'venv', ...(hasPip ? [] : ['--without-pip']), venv], {
    timeoutMs: TIMEOUT_MS,
  });
  const pip = hasPip ? ['-m', 'pip'] : [join(await fetchPip(venv), 'pip')];
  await run(
    join(venv, 'bin', 'python'),
    [...pip, 'install', '--quiet', '--disable-pip-version-check', requirement],
    { timeoutMs: TIMEOUT_MS },
  );
  await rm(join(venv, PIP_WHEEL), { force: true });
}

/** A wheel is a zip file, and Python runs a package out of one. */
async function fetchPip(venv: string): Promise<string> {
  const release = pipRelease.parse(await (await fetched(INDEX)).json());
  const wheel = release.urls.find(({ packagetype }) => packagetype === 'bdist_wheel');
  if (wheel === undefined) throw new Error('PyPI has no wheel of pip');
  const bytes = await (await fetched(new URL(wheel.url, INDEX))).bytes();
  if (createHash('sha256').update(bytes).digest('hex') !== wheel.digests.sha256) {
    throw new Error('the pip that came from PyPI is not the one that PyPI promises');
  }
  const path = join(venv, PIP_WHEEL);
  await writeFile(path, bytes);
  return path;
}

async function fetched(link: string | URL): Promise<Response> {
  const response = await fetch(link, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`PyPI answered HTTP ${response.status} for ${String(link)}`);
  return response;
}
