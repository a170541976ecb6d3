import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const LARGEST_TEMPLATE = 1_000_000;
/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LARGEST_UNPACKED = 250 * 1024 * 1024;
/** What a cold start has to fetch; not a limit of AWS but ours. */
const LARGEST_FUNCTION = 6 * 1024 * 1024;

/** A process that loads the CDK: 2 s, and more where others work too. */
const SLOW_MS = 60_000;

const isBuilt = existsSync(join(root, 'dist')) && existsSync(join(root, 'dist-layer'));
const report = z.object({ pluginReports: z.array(z.unknown()) });

/** What the CDK's command does with the app, in a process without network. */
async function synth(outdir: string, context: Record<string, unknown> = {}): Promise<void> {
  const { context: always } = JSON.parse(await readFile(join(root, 'cdk.json'), 'utf8'));
  await run(
    process.execPath,
    ['--import', join(import.meta.dirname, 'no-network.mjs'), 'infra/app.ts'],
    {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        CDK_OUTDIR: outdir,
        CDK_CONTEXT_JSON: JSON.stringify({ ...always, ...context }),
      },
    },
  );
}

/** Every file below a folder: path → size and content. */
async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const files = await Promise.all(
    paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path)] as const),
  );
  return new Map(files.sort(([one], [other]) => one.localeCompare(other)));
}

describe.skipIf(!isBuilt)('cdk synth (after make build)', () => {
  let folder: string;
  let first: Map<string, Buffer>;
  let second: Map<string, Buffer>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'synth-'));
    const [one, other] = [join(folder, 'one'), join(folder, 'other')];
    await Promise.all([synth(one), synth(other)]);
    [first, second] = await Promise.all([filesIn(one), filesIn(other)]);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('needs no network and no AWS account, and makes the same bytes every time', () => {
    expect([...first.keys()]).toEqual([...second.keys()]);
    const different = [...first].filter(([path, bytes]) => !second.get(path)?.equals(bytes));
    expect(different.map(([path]) => path)).toEqual([]);
  });

  it('makes a template that CloudFormation takes, a tenth of its limit at most', () => {
    const template = first.get('goldpan-dev.template.json');
    expect(template?.length).toBeLessThan(LARGEST_TEMPLATE / 10);
  });

  it('makes a function and a layer that Lambda unpacks', () => {
    const sizes = new Map<string, number>();
    for (const [path, { length }] of first) {
      const [asset = ''] = path.split('/');
      if (asset.startsWith('asset.')) sizes.set(asset, (sizes.get(asset) ?? 0) + length);
    }
    const [smaller = 0, larger = 0] = [...sizes.values()].sort((one, other) => one - other);
    expect(sizes.size).toBe(2);
    expect(smaller).toBeLessThan(LARGEST_FUNCTION);
    expect(smaller + larger).toBeLessThan(LARGEST_UNPACKED);
  });

  it('passes the AWS Solutions checks of cdk-nag without a finding', () => {
    expect(findings(first)).toEqual([]);
  });

  it('passes them in a network of one’s own, where one finding has its reason beside it', {
    timeout: SLOW_MS,
  }, async () => {
    const outdir = join(folder, 'network');
    const context = {
      subnetIds: 'subnet-0a1b2c3d4e5f60718',
      securityGroupIds: 'sg-0a1b2c3d4e5f60718',
      alarmEmail: 'you@example.org',
      stage: 'prod',
    };
    await synth(outdir, context);
    expect(findings(await filesIn(outdir))).toEqual([]);
  });

  it('stops at a setting that is misspelt', { timeout: SLOW_MS }, async () => {
    await expect(synth(join(folder, 'wrong'), { concurency: 2 })).rejects.toThrow(
      'There is no setting concurency: concurrency is meant',
    );
  });

  function findings(files: Map<string, Buffer>): unknown[] {
    const text = files.get('validation-report.json')?.toString() ?? '';
    return report.parse(JSON.parse(text)).pluginReports;
  }
});
