import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../src/documents/embedded/choose-engine.ts';
import type { Engine } from '../../../src/documents/embedded/engine.ts';
import { startEmbeddedServer } from '../../../src/documents/embedded/index.ts';
import { launch } from '../../../src/documents/embedded/launch.ts';
import { locked } from '../../../src/documents/embedded/locked.ts';
import { mongodEngine } from '../../../src/documents/embedded/mongod.ts';
import { secantusEngine } from '../../../src/documents/embedded/secantus.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goldpan-engine-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function engine(name: Engine['name'], script = ''): Engine {
  return {
    name,
    title: `${name} of the test`,
    command: process.execPath,
    args: (port, dbPath) => ['-e', script, String(port), dbPath],
    readyMark: 'taking connections',
  };
}

/** A machine on which these engines can be had; what was asked for is written down. */
function machine(has: { mongod?: 'on the path' | 'by download' }) {
  const asked: string[] = [];
  return {
    asked,
    mongodEngine: async () => {
      asked.push('path');
      return has.mongod === 'on the path' ? engine('mongod') : 'there is no mongod on the PATH';
    },
    downloadedMongod: async () => {
      asked.push('download');
      return has.mongod === 'by download' ? engine('mongod') : 'it could not be downloaded';
    },
    secantusEngine: async () => {
      asked.push('secantus');
      return engine('secantus');
    },
  };
}

const lines: string[] = [];
function choose(on: ReturnType<typeof machine>, data = 'data') {
  const folders = { dataDir: join(folder, data), toolsDir: join(folder, 'tools') };
  return chooseEngine(folders, (line) => lines.push(line), on);
}

describe('the engine of a data folder', () => {
  it('is the mongod of the machine, else a downloaded one, else SecantusDB, with the reason', async () => {
    expect(await choose(machine({ mongod: 'on the path' }), 'a')).toMatchObject({
      engine: { name: 'mongod' },
      reason: 'mongod is on the PATH',
    });
    expect(await choose(machine({ mongod: 'by download' }), 'b')).toMatchObject({
      engine: { name: 'mongod' },
      reason: 'it was downloaded',
    });
    expect(await choose(machine({}), 'c')).toMatchObject({
      engine: { name: 'secantus' },
      reason: expect.stringContaining('could not be downloaded'),
    });
  });

  it('stays the one that made it, whatever else there is by now', async () => {
    await choose(machine({}));
    const later = await choose(machine({ mongod: 'on the path' }));
    expect(later).toMatchObject({ engine: { name: 'secantus' }, reason: /made by it/ });
  });

  it('is an error that says what to do when the one that made it cannot be had any more', async () => {
    await choose(machine({ mongod: 'on the path' }));
    await expect(choose(machine({}))).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('made by mongod'),
      hint: expect.stringMatching(/Install mongod.*MONGODB_URI.*DATA_DIR/),
    });
  });

  it('is not guessed where data lies and the note of who made it is broken', async () => {
    await mkdir(join(folder, 'data', 'db'), { recursive: true });
    await writeFile(join(folder, 'data', 'engine.json'), '{"engine": "mon');
    await expect(choose(machine({ mongod: 'on the path' }))).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('engine.json'),
    });
  });

  it('is downloaded at one try: a failure is remembered, for every data folder', async () => {
    const offline = machine({});
    await choose(offline, 'a');
    const { reason } = await choose(offline, 'b');
    expect(offline.asked.filter((what) => what === 'download')).toHaveLength(1);
    expect(reason).toContain('delete');
    expect(await readFile(join(folder, 'tools', 'mongod-download-failed.txt'), 'utf8')).toContain(
      'Z it could',
    );
  });

  it('is found also where the tools lie in the folder of the data, as they do unless told otherwise', async () => {
    const chosen = await locked(folder, 'server', () =>
      chooseEngine({ dataDir: folder, toolsDir: folder }, () => undefined, machine({})),
    );
    expect(chosen.engine.name).toBe('secantus');
  });

  it('is not looked for at all where MONGODB_URI is set', async () => {
    const config = { MONGODB_URI: 'mongodb://db.example', DATA_DIR: join(folder, 'data') };
    const server = await startEmbeddedServer({}, config);
    expect(server).toMatchObject({ uri: 'mongodb://db.example', engine: 'MONGODB_URI' });
    expect(server).not.toHaveProperty('pid');
    await server.stop();
  });
});

describe('a mongod', () => {
  async function printing(version: string) {
    const command = join(folder, 'mongod');
    await writeFile(command, `#!/bin/sh\necho "${version}"\n`);
    await chmod(command, 0o755);
    return mongodEngine(command);
  }

  it('is taken from version 5 on, as a replica set on loopback', async () => {
    const found = await printing('db version v8.2.6');
    expect(found).toMatchObject({ name: 'mongod', title: 'MongoDB 8.2.6' });
    const args = typeof found === 'string' ? [] : found.args(27117, '/data/db');
    expect(args.join(' ')).toMatch(
      /^--replSet goldpan --bind_ip 127.0.0.1 --port 27117 --dbpath \/data\/db /,
    );
  });

  it.each([
    ['that is too old', 'db version v4.4.29', /4\.4\.29.*5\.0/],
    ['that is something else', 'hello', /unknown/],
  ])('%s is refused, with the reason', async (_what, printed, reason) => {
    expect(await printing(printed)).toMatch(reason);
  });

  it('that is not there, or does not run, is refused with the reason', async () => {
    expect(await mongodEngine('no-such-mongod')).toBe('there is no no-such-mongod on the PATH');
    const command = join(folder, 'mongod');
    await writeFile(command, '#!/bin/sh\necho "libcrypto.so.3: cannot open" >&2\nexit 127\n');
    await chmod(command, 0o755);
    expect(await mongodEngine(command)).toMatch(/does not run.*libcrypto/);
  });
});

describe('an engine that does not start', () => {
  it('is an error with the end of its log', async () => {
    const broken = engine('secantus', 'console.error("no space left on device"); process.exit(1)');
    await expect(launch(broken, folder)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('no space left on device'),
      hint: expect.stringContaining('server.log'),
    });
  });

  it('is an error when its program is gone', async () => {
    const gone = { ...engine('secantus'), command: join(folder, 'venv', 'bin', 'secantusd-py') };
    await expect(launch(gone, folder)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('ENOENT'),
    });
  });

  it('because somebody took its port in that moment gets another one', async () => {
    const second = engine(
      'secantus',
      `const fs = require('node:fs');
      const note = process.argv[2] + '/tried';
      if (!fs.existsSync(note)) {
        fs.writeFileSync(note, process.argv[1]);
        console.error('OSError: [Errno 98] Address already in use');
        process.exit(1);
      }
      console.log('taking connections');
      setTimeout(() => undefined, 60_000);`,
    );
    const { pid, port } = await launch(second, folder);
    process.kill(pid, 'SIGKILL');
    expect(await readFile(join(folder, 'db', 'tried'), 'utf8')).not.toBe(String(port));
  });

  it('says what is needed when SecantusDB cannot be set up', async () => {
    const inTheWay = join(folder, 'file');
    await writeFile(inTheWay, '');
    const said: string[] = [];
    const setUp = secantusEngine(join(inTheWay, 'venv'), (line) => said.push(line));
    await expect(setUp).rejects.toMatchObject({
      code: 'storage',
      hint: expect.stringContaining('PyPI'),
    });
    expect(said).toEqual([expect.stringContaining('Setting up SecantusDB')]);
  });
});
