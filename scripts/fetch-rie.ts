/**
 * Fetches AWS's Lambda runtime interface emulator. It is published on GitHub and, where only registries can be reached,
 * inside the wheel of the SAM CLI on PyPI; the wheel is downloaded (8 MB), not installed, and one file taken out of it.
 *
 * Usage: node scripts/fetch-rie.ts   (prints the path)
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { loadConfig } from '../src/config.ts';
import { fetchWheel } from '../src/documents/embedded/pypi.ts';

const VERSION = '1.170.0';
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'arm64' };

const run = promisify(execFile);

/**
 * The emulator, downloaded once into the tools of the data folder.
 *
 * @returns its path
 * @throws Error where Python or PyPI is missing, or on a machine that AWS builds none for
 */
export async function fetchRie(): Promise<string> {
  const architecture = ARCHITECTURES[process.arch];
  if (process.platform !== 'linux' || architecture === undefined) {
    throw new Error(`AWS builds no emulator for ${process.platform} on ${process.arch}`);
  }
  const tools = resolve(loadConfig().DATA_DIR, 'tools');
  const target = join(tools, `aws-lambda-rie-${VERSION}`);
  if (existsSync(target)) return target;

  await mkdir(tools, { recursive: true });
  const work = await mkdtemp(join(tools, 'rie-'));
  try {
    const wheel = join(work, 'sam-cli.whl');
    await writeFile(wheel, await fetchWheel('aws-sam-cli', VERSION));
    const file = `samcli/local/rapid/aws-lambda-rie-${architecture}`;
    const unzip = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract(*sys.argv[2:])';
    await run('python3', ['-c', unzip, wheel, file, work]);
    await chmod(join(work, file), 0o755);
    // In one step, so that two runs at once never see half a file.
    await rename(join(work, file), target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return target;
}

if (import.meta.main) console.log(await fetchRie());
