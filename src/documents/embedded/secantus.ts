/** SecantusDB: speaks MongoDB's wire protocol, comes from PyPI, and so can be had where mongod cannot. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StorageError } from '../../errors.ts';
import { knock } from './address.ts';
import type { Engine } from './engine.ts';
import { installInto } from './virtual-env.ts';

/** The version that the tests ran against; it is a beta, so no other is taken. */
const VERSION = '0.7.0b3';

/**
 * The engine in its virtual environment, set up first where it is missing (a minute, 145 MB).
 *
 * @throws StorageError when it cannot be set up
 */
export async function secantusEngine(venv: string, say: (line: string) => void): Promise<Engine> {
  if (!(await isInstalled(venv))) {
    say(`Setting up SecantusDB ${VERSION} in ${venv} (once, about a minute) …`);
    await setUp(venv);
  }
  return {
    name: 'secantus',
    title: `SecantusDB ${VERSION}`,
    command: join(venv, 'bin', 'secantusd-py'),
    args: (port, dbPath) => [
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--storage-path',
      dbPath,
      '--cache-size',
      '256M',
      // Without it a killed server loses the last writes that it acknowledged (22 of 50 in our test).
      '--sync-on-commit',
    ],
    readyMark: 'secantus listening on',
    // It waits two seconds for the thread that accepts connections, and that one only looks up when one comes.
    hasten: knock,
  };
}

/** pip writes RECORD last, so an installation that was broken off is not taken for a whole one. */
async function isInstalled(venv: string): Promise<boolean> {
  const lib = join(venv, 'lib');
  if (!existsSync(lib)) return false;
  const pythons = await readdir(lib);
  return pythons.some((python) =>
    existsSync(join(lib, python, 'site-packages', `secantusdb-${VERSION}.dist-info`, 'RECORD')),
  );
}

async function setUp(venv: string): Promise<void> {
  try {
    await installInto(venv, [`secantusdb==${VERSION}`]);
  } catch (error) {
    throw new StorageError(
      `The embedded database could not be set up: ${error instanceof Error ? error.message : String(error)}`,
      {
        hint: 'It needs Python 3.9 or newer and PyPI, once. Or set MONGODB_URI.',
        cause: error,
      },
    );
  }
}
