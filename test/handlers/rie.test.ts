/** The bundle as it is deployed, under AWS's runtime client and runtime interface emulator, against the replica sites. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lambdaBundle } from '../../scripts/bundling.ts';
import { fetchRie } from '../../scripts/fetch-rie.ts';
import { database } from '../../src/documents/connection.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { githubLinks, githubSite } from '../sites/github.ts';
import { type ReplicaSites, type Site, startReplicaSites } from '../sites/replica.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { sqsRecord } from './invocation.ts';

const databaseName = freshDatabase();
const user = 'Mara Lindqvist';

/** A site that asks for a pause that is longer than any invocation. */
const busySite: Site = {
  hosts: ['busy.example'],
  answer: () => ({ status: 429, headers: { 'retry-after': '3600' }, body: 'Too many requests' }),
};

let folder: string;
let replica: ReplicaSites;
let emulator: Emulator;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  const [binary] = await Promise.all([fetchRie(), build({ ...lambdaBundle, outdir: folder })]);
  replica = await startReplicaSites([githubSite, busySite]);
  emulator = await startEmulator(binary, {
    folder,
    env: {
      MONGODB_URI: process.env.MONGODB_URI ?? '',
      MONGODB_DATABASE: databaseName,
      HTTPS_PROXY: replica.proxyUrl,
      HTTP_PROXY: replica.proxyUrl,
      NODE_EXTRA_CA_CERTS: replica.caPath,
    },
  });
}, 120_000);
afterAll(async () => {
  await emulator?.stop();
  await replica?.close();
  await rm(folder, { recursive: true, force: true });
});

// AWS builds the emulator for Linux only.
describe.skipIf(process.platform !== 'linux')('the bundle in the Lambda runtime', () => {
  it('stores what a link holds and says so; the same again, warm, changes nothing', async () => {
    const link = githubLinks.repository.href;
    const body = { user, link, platform: 'github', found: 0, tookMs: expect.any(Number) };
    await expect(emulator.invoke({ user, link })).resolves.toEqual({
      statusCode: 200,
      body: { ...body, state: 'stored', documents: { stored: 1, replaced: 0, unchanged: 0 } },
    });
    await expect(emulator.invoke({ user, link })).resolves.toEqual({
      statusCode: 200,
      body: { ...body, state: 'unchanged', documents: { stored: 0, replaced: 0, unchanged: 1 } },
    });
    const repositories = (await database()).collection('repositories');
    expect(await repositories.countDocuments({ link, author_full_name: user })).toBe(1);
    // One cold start: the second event met the process of the first.
    expect(emulator.output().match(/INIT START/g)).toHaveLength(1);
  });

  it.each([
    [{ user }, 'invalid_event'],
    [{ user: ' ', link: 'https://github.com/mara-lindqvist' }, 'invalid_event'],
    [{ user, link: 'ftp://mara.example/tides' }, 'invalid_event'],
    [{ user, link: 'http://169.254.169.254/latest/meta-data' }, 'unsafe_url'],
  ])('answers bad input with 400, and fetches nothing: %j', async (event, code) => {
    const before = replica.requests.length;
    await expect(emulator.invoke(event)).resolves.toEqual({
      statusCode: 400,
      body: expect.objectContaining({
        code,
        message: expect.any(String),
        hint: expect.any(String),
      }),
    });
    expect(replica.requests).toHaveLength(before);
  });

  it('answers a link that is gone with 404, and notes it in the ledger', async () => {
    const link = 'https://github.com/mara-lindqvist/lost-at-sea';
    await expect(emulator.invoke({ user, link })).resolves.toMatchObject({
      statusCode: 404,
      body: { code: 'not_found', link },
    });
    const row = await (await database()).collection('crawls').findOne({ link });
    expect(row).toMatchObject({ state: 'failed', reason: 'not_found' });
  });

  it('flaw 13: throws a failure that passes, so that Lambda counts, retries and dead-letters it', async () => {
    const thrown = await emulator.invoke({ user, link: 'https://busy.example/tides' });
    expect(thrown).toMatchObject({
      errorType: 'ThrottledError',
      errorMessage: expect.stringContaining('busy.example'),
    });
  });

  it('takes a batch of queue messages, and gives back what may succeed later', async () => {
    const [owner, busy] = [githubLinks.owner.href, 'https://busy.example/tides'];
    const records = [owner, busy].map((link) =>
      sqsRecord(JSON.stringify({ user, link, depth: 0 }), new URL(link).host),
    );
    await expect(emulator.invoke({ Records: records })).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: records[1]?.messageId }],
    });
  });

  it('at the tick of a schedule looks again at what is due, and answers how much that was', async () => {
    const link = githubLinks.repository.href;
    const crawls = (await database()).collection('crawls');
    await crawls.deleteMany({ link: { $ne: link } });
    await expect(emulator.invoke({ refresh: true })).resolves.toEqual({
      statusCode: 200,
      body: { due: 0, queued: 0, crawled: 0, failed: 0, left: 0 },
    });
    await crawls.updateOne({ link }, { $set: { refresh_at: new Date(0) } });
    const before = await crawls.findOne({ link });
    await expect(emulator.invoke({ refresh: true })).resolves.toEqual({
      statusCode: 200,
      body: { due: 1, queued: 0, crawled: 1, failed: 0, left: 0 },
    });
    const row = await crawls.findOne({ link });
    expect(row).toMatchObject({ state: 'unchanged', attempts: before?.attempts + 1 });
    expect(row?.refresh_at.getTime()).toBeGreaterThan(Date.now());
    await expect(emulator.invoke({ refresh: { olderThan: 'soon' } })).resolves.toMatchObject({
      statusCode: 400,
    });
  });

  it('flaw 16: logs neither the database address nor the event as it came', () => {
    expect(emulator.output()).not.toContain('mongodb://');
    expect(emulator.output()).toContain('"user":"Mara Lindqvist"');
  });
});
