import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const built = resolve(import.meta.dirname, '../../dist-layer');

describe.skipIf(!existsSync(built))('the layer (after make build)', () => {
  let opt: string;

  beforeAll(async () => {
    // Elsewhere, as in Lambda: inside of the project a missing package would be found in its node_modules.
    opt = await mkdtemp(join(tmpdir(), 'opt-'));
    await cp(built, opt, { recursive: true, filter: (path) => !path.endsWith('chromium.br') });
  });
  afterAll(() => rm(opt, { recursive: true }));

  it('holds all that playwright-core and @sparticuz/chromium need', async () => {
    const script = `
      const { chromium } = require('playwright-core');
      const { default: bundled } = require('@sparticuz/chromium');
      console.log(typeof chromium.launch, typeof bundled.executablePath);`;
    const { stdout } = await run(process.execPath, ['-e', script], {
      cwd: opt,
      env: { NODE_PATH: join(opt, 'nodejs/node_modules') },
    });
    expect(stdout.trim()).toBe('function function');
  });

  it('brings the browser, its fonts and the libraries that Lambda lacks', () => {
    const packed = join(built, 'nodejs/node_modules/@sparticuz/chromium/bin');
    for (const name of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br']) {
      expect(existsSync(join(packed, name))).toBe(true);
    }
  });
});
