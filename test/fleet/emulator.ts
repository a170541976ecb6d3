/** An AWS of its own for a test file: MiniStack on a free port of loopback, empty at first, gone with all it started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { fetchPython } from '../../scripts/fetch-python.ts';
import { freePort } from '../../src/documents/embedded/address.ts';
import { functionsOf, killAll, processesOf } from './processes.ts';

/** The version that the tests ran against. */
const MINISTACK = 'ministack==1.5.33';

const READY_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 5_000;

export const ACCOUNT = '000000000000';
export const REGION = 'eu-west-1';

/** Inside the project, so that functions find the SDK in node_modules, as they find it in Lambda's runtime. */
export const workFolder = resolve(import.meta.dirname, '../../.data/fleet');

/** `node` of functions and of the CDK is the one that runs the tests. */
export const nodePath = `${dirname(process.execPath)}:${process.env.PATH}`;

export interface CloudOptions {
  /**
   * For the functions, beside what the stack gives them: the way to the replica sites (HTTPS_PROXY, NODE_EXTRA_CA_CERTS),
   * MONGODB_DATABASE, PACE. Of our own environment they get nothing, MONGODB_URI least of all.
   */
  readonly functionEnv: Readonly<Record<string, string>>;
  /** Is everybody but ourselves held to what their roles allow? True unless given. */
  readonly enforceIam?: boolean;
}

export interface Cloud extends AsyncDisposable {
  readonly endpoint: string;
  /** For the CDK, `goldpan fleet` and every SDK: endpoint, region and keys. */
  readonly env: Readonly<Record<string, string>>;
  /** What MiniStack and the CDK wrote so far; what functions log lies in CloudWatch Logs. */
  output(): string;
  /** Process id of MiniStack. */
  readonly pid: number;
  /** Process ids of the functions that are warm. */
  functions(): number[];
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
  readonly secrets: SecretsManagerClient;
  readonly cloudformation: CloudFormationClient;
  readonly logs: CloudWatchLogsClient;
  readonly scheduler: SchedulerClient;
  stop(): Promise<void>;
}

/**
 * Starts it and waits until it answers.
 *
 * @throws Error with its output when it does not start
 * @example
 * const cloud = await startCloud({ functionEnv: { MONGODB_DATABASE: name, PACE: '0', ...through(replica) } });
 * const outputs = await deployFleet(cloud, { mongodbUri });
 * await cloud.stop();
 */
export async function startCloud({ functionEnv, enforceIam = true }: CloudOptions): Promise<Cloud> {
  const python = await fetchPython(MINISTACK);
  await mkdir(workFolder, { recursive: true });
  const folder = await mkdtemp(`${workFolder}/cloud-`);
  // MiniStack writes CommonJS into it, which goldpan's own package.json, the next one upwards, would not be.
  await writeFile(join(folder, 'package.json'), '{"type": "commonjs"}');
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn(python, ['-B', join(import.meta.dirname, 'run-ministack.py')], {
    cwd: folder,
    stdio: 'pipe',
    env: {
      PATH: nodePath,
      TMPDIR: folder,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      // Its own ports, which would be the same for two MiniStacks at once.
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      AUTH: String(enforceIam),
      // In the URLs of queues, where `localhost` may be the IPv6 one.
      MINISTACK_HOST: '127.0.0.1',
      // As on Lambda; powertools tells cold starts by it.
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      // By this, goldpan knows that it is on Lambda. Nobody listens there: MiniStack talks to functions by pipes.
      AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9',
      NO_PROXY: '127.0.0.1,localhost',
      ...functionEnv,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }

  const stop = async (): Promise<void> => {
    const running = processesOf(folder);
    await end(child);
    // Started while it was asked to end.
    killAll([...running, ...processesOf(folder)]);
    for (const client of Object.values(clients)) client.destroy();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };

  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const to = { endpoint, region: REGION, credentials };
  const clients = {
    sqs: new SQSClient(to),
    // One try: a test wants to see the failure, and how often a function ran.
    lambda: new LambdaClient({ ...to, maxAttempts: 1 }),
    secrets: new SecretsManagerClient(to),
    cloudformation: new CloudFormationClient(to),
    logs: new CloudWatchLogsClient(to),
    scheduler: new SchedulerClient(to),
  };
  try {
    await untilReady(endpoint, child, () => output);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    endpoint,
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    output: () => output,
    pid: child.pid ?? 0,
    functions: () => functionsOf(folder),
    ...clients,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function untilReady(endpoint: string, child: ChildProcess, output: () => string) {
  const deadline = Date.now() + READY_WITHIN_MS;
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  while (failure === undefined && child.exitCode === null && Date.now() < deadline) {
    const ready = await fetch(`${endpoint}/_ministack/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await sleep(50);
  }
  throw new Error(`MiniStack does not start: ${failure?.message ?? ''}\n${output()}`);
}

/** It ends with its input, and so it does when we are killed. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin?.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}
