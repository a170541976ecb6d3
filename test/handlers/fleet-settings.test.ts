/** The Lambda as it is put together for the fleet: its settings come from Secrets Manager, here an HTTP server that answers as it does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { listenOnLoopback } from '../../src/local/listen.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { githubLinks, githubSite } from '../sites/github.ts';
import { type ReplicaSites, startReplicaSites } from '../sites/replica.ts';

const databaseName = freshDatabase();
const PASSWORD = 's3cret-word';
const TOKEN = 'ghp_0123456789abcdefghij';

let replica: ReplicaSites;
let secrets: Server;
let endpoint: string;
/** What the secret holds each time it is asked for, the last one for good; nothing where there is none. */
let values: (string | undefined)[];
let asked: number;

beforeAll(async () => {
  replica = await startReplicaSites([githubSite]);
  secrets = createServer((_request, response) => {
    const value = values[Math.min(asked, values.length - 1)];
    asked += 1;
    response.statusCode = value === undefined ? 400 : 200;
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(
      JSON.stringify(
        value === undefined
          ? { __type: 'ResourceNotFoundException', message: 'no such secret' }
          : { Name: 'goldpan/test', SecretString: value },
      ),
    );
  });
  endpoint = `http://127.0.0.1:${await listenOnLoopback(secrets)}`;
});
beforeEach(() => {
  asked = 0;
});
afterAll(async () => {
  secrets?.close();
  await replica?.close();
});

const EVENT = JSON.stringify({ user: 'Mara Lindqvist', link: githubLinks.repository.href });
/** Sends the same event again and again until it is answered, six times at most. */
const SCRIPT = `
  const { handler } = await import('${new URL('../../src/handlers/crawl.ts', import.meta.url)}');
  const context = { getRemainingTimeInMillis: () => 60_000, functionName: 'goldpan' };
  for (let tries = 1; tries <= 6; tries += 1) {
    const answer = await handler(${EVENT}, context).catch((error) => error.name + ': ' + error.message);
    console.log('ANSWER', JSON.stringify(answer));
    if (typeof answer !== 'string') break;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }
  process.exit();`;

async function run(): Promise<{ answers: unknown[]; output: string }> {
  const { MONGODB_URI: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT], {
    env: {
      ...env,
      SETTINGS_SECRET: 'goldpan/test',
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      MONGODB_DATABASE: databaseName,
      HTTPS_PROXY: replica.proxyUrl,
      NODE_EXTRA_CA_CERTS: replica.caPath,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([
    child.stdout.toArray(),
    child.stderr.toArray(),
    once(child, 'close'),
  ]);
  const output = [...stdout, ...stderr].join('');
  const answers = output
    .split('\n')
    .filter((line) => line.startsWith('ANSWER '))
    .map((line): unknown => JSON.parse(line.slice('ANSWER '.length)));
  return { answers, output };
}

it('a secret that is made and mended while the container is warm: every failure is clear, none shows what is in it', async () => {
  const uri = process.env.MONGODB_URI;
  const wrong = `mongodb://mara:${PASSWORD}@127.0.0.1:1/`;
  values = [
    undefined,
    `{"MONGODB_URI": "${wrong}"`,
    JSON.stringify({ MONGODB_URI: wrong }),
    JSON.stringify({ MONGODB_URI: uri, GITHUB_TOKEN: TOKEN }),
  ];
  const { answers, output } = await run();

  expect(answers[0]).toMatch(/^StorageError: .*goldpan\/test does not exist.*make secret/);
  expect(answers[1]).toMatch(
    /^StorageError: .*goldpan\/test is not what goldpan takes.*make secret/,
  );
  expect(answers[2]).toMatch(/^StorageError: .*not reachable.*127\.0\.0\.1:1/);
  expect(answers.at(-1)).toMatchObject({ statusCode: 200, body: { state: 'stored' } });
  expect(output).not.toContain(PASSWORD);
  expect(output).not.toContain(TOKEN);

  const ofGitHub = replica.requests.filter(({ url }) => url.hostname === 'api.github.com');
  expect(ofGitHub.some(({ headers }) => headers.authorization === `Bearer ${TOKEN}`)).toBe(true);
}, 60_000);
