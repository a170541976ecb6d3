import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../src/documents/embedded/processes.ts';
import { installInto } from '../../../src/documents/embedded/virtual-env.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goldpan-venv-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the virtual environment of the embedded server', () => {
  it('is set up where Python has no pip of its own, as on a plain Debian', async () => {
    const python = join(folder, 'python-without-ensurepip');
    await writeFile(python, '#!/bin/sh\n[ "$1" = "-c" ] && exit 1\nexec python3 "$@"\n');
    await chmod(python, 0o755);
    const venv = join(folder, 'venv');
    await installInto(venv, ['six==1.16.0'], { python });
    const version = ['-c', 'import six; print(six.__version__)'];
    expect((await run(join(venv, 'bin', 'python'), version, { timeoutMs: 10_000 })).trim()).toBe(
      '1.16.0',
    );
    expect(await readdir(join(venv, 'bin'))).not.toContain('pip');
    expect((await readdir(venv)).filter((name) => name.endsWith('.whl'))).toEqual([]);
  }, 60_000);

  it('says which package cannot be had', async () => {
    const missing = installInto(join(folder, 'other'), ['six==0.0.0.1']);
    await expect(missing).rejects.toThrow('six==0.0.0.1');
  }, 60_000);
});
