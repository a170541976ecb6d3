/** The browser in the bundle as it is deployed, under AWS's runtime client and runtime interface emulator. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lambdaBundle } from '../../../scripts/bundling.ts';
import { fetchRie } from '../../../scripts/fetch-rie.ts';
import { database } from '../../../src/documents/connection.ts';
import { type Emulator, startEmulator } from '../../handlers/emulator.ts';
import { freshDatabase } from '../../setup/fresh-database.ts';
import { type ReplicaSites, startReplicaSites } from '../../sites/replica.ts';
import { spaLinks, spaSite } from '../../sites/spa.ts';

const databaseName = freshDatabase();
const user = 'Mara Lindqvist';

let folder: string;
let temporary: string;
let replica: ReplicaSites;
let emulator: Emulator;

beforeAll(async () => {
  [folder, temporary] = await Promise.all([
    mkdtemp(join(tmpdir(), 'bundle-')),
    mkdtemp(join(tmpdir(), 'lambda-tmp-')),
  ]);
  const [binary] = await Promise.all([fetchRie(), build({ ...lambdaBundle, outdir: folder })]);
  replica = await startReplicaSites([spaSite]);
  emulator = await startEmulator(binary, {
    folder,
    env: {
      MONGODB_URI: process.env.MONGODB_URI ?? '',
      MONGODB_DATABASE: databaseName,
      HTTPS_PROXY: replica.proxyUrl,
      HTTP_PROXY: replica.proxyUrl,
      NODE_EXTRA_CA_CERTS: replica.caPath,
      PACE: '0',
      // As Lambda names the folder of its layers, where the browser lies.
      NODE_PATH: fileURLToPath(new URL('../../../node_modules', import.meta.url)),
      TMPDIR: temporary,
    },
  });
}, 120_000);
afterAll(async () => {
  await emulator?.stop();
  await replica?.close();
  for (const path of [folder, temporary]) await rm(path, { recursive: true, force: true });
});

// AWS builds the emulator for Linux only, and the packed Chromium is for x86_64.
describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
  'a single-page application in the Lambda runtime',
  () => {
    const invoke = () => emulator.invoke({ user, link: spaLinks.article });

    it('is rendered and stored, and warm, unchanged', { timeout: 60_000 }, async () => {
      await expect(invoke()).resolves.toMatchObject({
        statusCode: 200,
        body: { state: 'stored', documents: { stored: 1, replaced: 0, unchanged: 0 } },
      });
      const stored = await (await database())
        .collection('articles')
        .findOne({ author_full_name: user });
      const expected = new URL('../../sites/pages/spa/late-answer.expected.md', import.meta.url);
      expect(JSON.stringify(stored)).toContain(
        JSON.stringify((await readFile(expected, 'utf8')).trimEnd()).slice(1, -1),
      );
      await expect(invoke()).resolves.toMatchObject({
        statusCode: 200,
        body: { state: 'unchanged', documents: { stored: 0, replaced: 0, unchanged: 1 } },
      });
    });

    it('by one browser, that is kept warm', async () => {
      await invoke();
      const left = (await readdir(temporary)).filter((name) => name.startsWith('goldpan-browser-'));
      expect(left).toHaveLength(1);
      expect(emulator.output().match(/INIT START/g)).toHaveLength(1);
    });
  },
);
