/** Deploys the app, unchanged, to an emulated AWS: with the same commands, and the same bundle and layer, as to the real one. */
import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceExistsException,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { locked } from '../../src/documents/embedded/locked.ts';
import { ACCOUNT, type Cloud, nodePath, REGION, workFolder } from './emulator.ts';

const root = resolve(import.meta.dirname, '../..');
const cdkBinary = join(root, 'node_modules/.bin/cdk');
const execute = promisify(execFile);

const outputs = z.object({
  FunctionName: z.string(),
  QueueUrl: z.string(),
  DeadLetterUrl: z.string(),
  SecretName: z.string(),
  LogGroupName: z.string(),
  AlarmTopicArn: z.string(),
});
export type Outputs = z.infer<typeof outputs>;

export interface Deployment {
  /** CDK context: `{ timeout: '10' }`. */
  readonly context?: Readonly<Record<string, string>>;
  /** Goes into the secret, which is made first where it is missing. */
  readonly mongodbUri: string;
}

export const STACK = 'goldpan-dev';
export const SECRET = 'goldpan/dev';

const bootstrapped = new WeakSet<Cloud>();

/**
 * Secret, bootstrap, deployment. A second call deploys anew, with another context perhaps.
 *
 * @returns the outputs of the stack
 * @throws Error with what the CDK said
 * @example
 * const { QueueUrl } = await deployFleet(cloud, { mongodbUri, context: { timeout: '10' } });
 */
export async function deployFleet(
  cloud: Cloud,
  { context = {}, mongodbUri }: Deployment,
): Promise<Outputs> {
  await putSecret(cloud, { MONGODB_URI: mongodbUri });
  if (!bootstrapped.has(cloud)) await cdk(cloud, ['bootstrap', `aws://${ACCOUNT}/${REGION}`]);
  bootstrapped.add(cloud);
  await cdk(cloud, ['deploy', '--require-approval', 'never'], context);
  return outputsOf(cloud);
}

/** Creates the secret or gives it another value, as `make secret` does. */
export async function putSecret(
  { secrets }: Cloud,
  value: Readonly<Record<string, string>>,
): Promise<void> {
  const SecretString = JSON.stringify(value);
  try {
    await secrets.send(new CreateSecretCommand({ Name: SECRET, SecretString }));
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
    await secrets.send(new PutSecretValueCommand({ SecretId: SECRET, SecretString }));
  }
}

/**
 * Runs the CDK against that AWS.
 *
 * @returns what it printed, both streams together
 */
export async function cdk(
  { env }: Cloud,
  words: readonly string[],
  context: Readonly<Record<string, string>> = {},
): Promise<string> {
  const options = Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  // An assembly of its own beside cdk.out, kept because packing the layer anew takes seconds.
  const args = [cdkBinary, ...words, ...options, '--output', join(workFolder, 'cdk.out'), '--ci'];
  return locked(workFolder, 'tools', async () => {
    try {
      const { stdout, stderr } = await execute(process.execPath, args, {
        // The app is not asked about the account that it will be deployed to.
        cwd: words[0] === 'bootstrap' ? workFolder : root,
        env: {
          PATH: nodePath,
          HOME: workFolder,
          NODE_COMPILE_CACHE: join(workFolder, 'compile-cache'),
          ...env,
        },
        maxBuffer: 64 * 1024 * 1024,
      });
      return stdout + stderr;
    } catch (error) {
      if (!(error instanceof Error && 'stderr' in error)) throw error;
      throw new Error(`cdk ${words.join(' ')} failed:\n${String(error.stderr)}`);
    }
  });
}

async function outputsOf({ cloudformation }: Cloud): Promise<Outputs> {
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: STACK }));
  const pairs = (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [
    OutputKey,
    OutputValue,
  ]);
  return outputs.parse(Object.fromEntries(pairs));
}
