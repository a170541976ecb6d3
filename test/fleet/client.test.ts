/** `goldpan fleet` against an emulated AWS, as a person uses it. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { UserDocument } from '../../src/documents/user.ts';
import { type Ended, goldpan, startGoldpan, through } from '../cli/goldpan.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { allSites } from '../sites/index.ts';
import { maraBlogLinks } from '../sites/mara-blog.ts';
import { mediumLinks } from '../sites/medium.ts';
import { type ReplicaSites, startReplicaSites } from '../sites/replica.ts';
import { deployFleet, type Outputs } from './deploy.ts';
import { type Cloud, startCloud } from './emulator.ts';
import { untilEmpty } from './queue.ts';

const database = freshDatabase();
const mongodbUri = process.env.MONGODB_URI ?? '';
const user = 'Mara Lindqvist';

let replica: ReplicaSites;
let cloud: Cloud;
let outputs: Outputs;
let folder: string;
let before: Ended;

const environment = (): NodeJS.ProcessEnv => ({ ...cloud.env, MONGODB_DATABASE: database });
const fleet = (words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  goldpan(['fleet', ...words], { ...environment(), MONGODB_URI: '', ...env });

async function linksFile(links: readonly string[], name = randomUUID()): Promise<string> {
  const path = join(folder, `${name}.json`);
  await writeFile(path, JSON.stringify([{ user, links }]));
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goldpan-fleet-'));
  replica = await startReplicaSites(allSites);
  const { HTTPS_PROXY = '', HTTP_PROXY = '', NODE_EXTRA_CA_CERTS = '' } = through(replica);
  cloud = await startCloud({
    functionEnv: {
      MONGODB_DATABASE: database,
      PACE: '0',
      HTTPS_PROXY,
      HTTP_PROXY,
      NODE_EXTRA_CA_CERTS,
    },
  });
  before = await fleet(['ingest', await linksFile([maraBlogLinks.article])]);
  outputs = await deployFleet(cloud, { mongodbUri });
});
afterAll(async () => {
  await cloud?.stop();
  await replica?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('goldpan fleet', () => {
  it('says that nothing is deployed, and what to do', () => {
    expect(before.code).toBe(1);
    expect(before.stderr).toBe(
      'not_deployed: There is no stack goldpan-dev in eu-west-1\nDeploy it with `make deploy`, with the same STAGE, account and region.\n',
    );
  });

  it('secret replaces what is there, or makes it, and shows neither', async () => {
    const uri = mongodbUri.replace('mongodb://', 'mongodb://').concat('&appName=secret-word');
    const env = { MONGODB_URI: uri, GITHUB_TOKEN: 'ghp_secret-word' };
    const replaced = await fleet(['secret'], env);
    const made = await fleet(['secret', '--stage', 'prod'], env);
    expect([replaced.code, made.code]).toEqual([0, 0]);
    expect(replaced.stdout).toContain(
      'Secret goldpan/dev replaced; it holds MONGODB_URI and GITHUB',
    );
    expect(made.stdout).toContain('Secret goldpan/prod created;');
    for (const { stdout, stderr } of [replaced, made]) {
      expect(stdout + stderr).not.toContain('secret-word');
      expect(stderr).toContain('a fleet on AWS does not reach it');
    }
  });

  it('invoke prints the answer of a link that was stored, and of one that failed for good', async () => {
    const stored = await fleet(['invoke', '--user', user, '--link', maraBlogLinks.article]);
    expect(stored.code).toBe(0);
    expect(stored.stdout).toMatch(/^200 \{\n {2}"state": "stored",/);
    const link = 'https://mara.example/notes/lost-at-sea';
    const failed = await fleet(['invoke', '--user', user, '--link', link]);
    expect(failed.code).toBe(1);
    expect(failed.stdout).toMatch(/^404 \{\n {2}"code": "not_found",/);
  });

  it('logs prints the lines of one link', async () => {
    const { code, stdout } = await fleet(['logs', '--link', `${maraBlogLinks.article}#comments`]);
    expect(code).toBe(0);
    const lines = stdout.trim().split('\n');
    expect(lines.at(-1)).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d INFO {3}crawled /);
    for (const line of lines) expect(line).toContain(`${maraBlogLinks.article} (${user})`);
    expect((await fleet(['logs', '--user', 'Somebody Else'])).stderr).toContain('Nothing since');
  });

  it('ingest watches until all is done, found links included', async () => {
    const path = await linksFile([mediumLinks.profile, 'https://mara.example/notes/lost-at-sea']);
    const { code, stdout, stderr } = await fleet(['ingest', path]);
    expect(code).toBe(1);
    expect(stderr).toContain(`→ followed   ${mediumLinks.profile} · 3 links`);
    expect(stderr).toMatch(/\[5\/5\] /);
    expect(stdout).toContain('3 stored · 0 unchanged · 1 followed · 1 failed');
    expect(stdout).toMatch(/articles +│ medium 3/);
    expect(stdout).toContain('not_found: mara.example has no such page (HTTP 404).');
  });

  it('ingest that is stopped leaves the fleet at work, and the same command goes on with it', async () => {
    const path = await linksFile([mediumLinks.profile, maraBlogLinks.article]);
    const child = startGoldpan(['fleet', 'ingest', path], environment());
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
      // As soon as the first row is handed over.
      (async () => {
        while (!(await isQueued(mediumLinks.profile))) await sleep(20);
        child.kill('SIGINT');
      })(),
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('The fleet works on; only the watching stops.');
    expect(stdout).toMatch(
      /\d links? left; the fleet goes on\. To watch it again: goldpan fleet ingest/,
    );

    await untilEmpty(cloud, outputs);
    const again = await fleet(['ingest', path]);
    expect(again.code).toBe(0);
    expect(again.stdout).not.toContain('left');
  });

  it('redrive shows why links died, sends them back, and keeps what is no link', async () => {
    const dead = async (body: string, group: string): Promise<void> => {
      await cloud.sqs.send(
        new SendMessageCommand({
          QueueUrl: outputs.DeadLetterUrl,
          MessageBody: body,
          MessageGroupId: group,
          MessageDeduplicationId: randomUUID(),
        }),
      );
    };
    expect((await fleet(['redrive'])).stdout).toBe('There are no dead letters.\n');
    const link = 'https://mara.example/notes/lost-at-sea';
    await dead(JSON.stringify({ user, link, depth: 0 }), 'mara.example');
    await dead('hello', 'nowhere');

    const unasked = await fleet(['redrive']);
    expect(unasked.code).toBe(1);
    expect(unasked.stdout).toContain('Not wanted: 2 dead letters stayed.');

    const { code, stdout } = await fleet(['redrive', '--yes']);
    expect(code).toBe(0);
    expect(stdout).toContain('not_found: mara.example has no such page (HTTP 404).');
    expect(stdout).toContain('no link: hello');
    expect(stdout).toContain('1 link sent back to the queue.');
    expect(stdout).toContain('1 dead letter that no attempt can crawl stayed');
    await untilEmpty(cloud, outputs);
    expect(await isQueued(link)).toBe(false);

    const dropped = await fleet(['redrive', '--yes', '--drop-poison']);
    expect(dropped.stdout).toContain('1 message deleted.');
    expect((await fleet(['redrive'])).stdout).toBe('There are no dead letters.\n');
  });
});

async function isQueued(link: string): Promise<boolean> {
  const owner = await UserDocument.find({ firstName: 'Mara', lastName: 'Lindqvist' });
  const row = owner && (await CrawlDocument.find({ userId: owner.id, link }));
  return row?.state === 'queued';
}
