import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Endpoint, startEndpoint } from '../../src/local/endpoint.ts';
import { whoListens } from '../../src/local/listener.ts';

const TIMEOUT_MS = 1_500;
const PATH = '/2015-03-31/functions/function/invocations';

let folder: string;
let endpoint: Endpoint;
let client: LambdaClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'function-'));
  await copyFile(new URL('function.mjs', import.meta.url), join(folder, 'index.mjs'));
  endpoint = await startEndpoint({
    port: 0,
    slots: 1,
    folder,
    env: { MONGODB_URI: 'mongodb://127.0.0.1:1' },
    timeoutMs: TIMEOUT_MS,
  });
  client = new LambdaClient({
    endpoint: endpoint.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await endpoint.close();
  await rm(folder, { recursive: true });
});

const post = (body: string, init: RequestInit = {}): Promise<Response> =>
  fetch(endpoint.url + PATH, { method: 'POST', body, ...init });
const invoke = async (event: unknown): Promise<{ failed: boolean; result: unknown }> => {
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName: 'any-name', Payload: JSON.stringify(event) }),
  );
  return {
    failed: FunctionError === 'Unhandled',
    result: JSON.parse(Payload?.transformToString() ?? ''),
  };
};

describe('the local Lambda', () => {
  it("answers the course's curl call", async () => {
    const response = await post('{"user": "Mara Lindqvist", "link": "https://mara.example/ä😀"}');
    expect(response.status).toBe(200);
    expect(response.headers.has('x-amz-function-error')).toBe(false);
    expect(await response.json()).toMatchObject({
      event: { user: 'Mara Lindqvist', link: 'https://mara.example/ä😀' },
    });
  });

  it('answers the AWS SDK, and keeps the process warm', async () => {
    const first = await invoke({ n: 1 });
    const second = await invoke({ n: 2 });
    const count = (answer: { result: unknown }) =>
      (answer.result as { invocations: number }).invocations;
    expect(second.failed).toBe(false);
    expect(count(second)).toBe(count(first) + 1);
  });

  it('gives the function its settings, and nothing of the shell that started it', async () => {
    const { result } = await invoke({});
    expect(result).toMatchObject({ env: expect.arrayContaining(['MONGODB_URI', 'AWS_REGION']) });
    expect(result).toMatchObject({ env: expect.not.arrayContaining(['HOME']) });
    expect(result).toMatchObject({ env: expect.not.arrayContaining(['PATH']) });
  });

  it('flaw 13: shows a thrown error as a function error, with its type', async () => {
    await expect(invoke({ throws: 'come back later' })).resolves.toMatchObject({
      failed: true,
      result: { errorType: 'ThrottledError', errorMessage: 'come back later' },
    });
  });

  it.each([
    ['hangs', { hangs: 10_000 }],
    ['blocks its only thread', { blocks: true }],
  ])('ends a function that %s at its time-out, and starts it anew', async (_what, event) => {
    await expect(invoke(event)).resolves.toMatchObject({
      failed: true,
      result: {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringMatching(/Task timed out after 1\.50 seconds$/),
      },
    });
    await expect(invoke({})).resolves.toMatchObject({ failed: false, result: { invocations: 1 } });
  });

  it('says so when the function dies, and starts it anew', async () => {
    await expect(invoke({ exits: 3 })).resolves.toMatchObject({
      failed: true,
      result: { errorType: 'Runtime.ExitError' },
    });
    await expect(invoke({})).resolves.toMatchObject({ failed: false, result: { invocations: 1 } });
  });

  it('lets invocations wait while its only process is busy', async () => {
    const answers = await Promise.all([1, 2, 3].map((n) => invoke({ n, hangs: 50 })));
    expect(answers.map(({ result }) => (result as { event: { n: number } }).event.n)).toEqual([
      1, 2, 3,
    ]);
  });

  it('takes an event without waiting for its end when asked to', async () => {
    const before = (await invoke({})).result as { invocations: number };
    const response = await post('{}', { headers: { 'x-amz-invocation-type': 'Event' } });
    expect(response.status).toBe(202);
    expect(await response.text()).toBe('');
    const after = (await invoke({})).result as { invocations: number };
    expect(after.invocations).toBe(before.invocations + 2);
  });

  it('has the limit of Lambda on events and answers: 6 MB', async () => {
    expect((await post(JSON.stringify('x'.repeat(7_000_000)))).status).toBe(413);
    await expect(invoke({ bytes: 7_000_000 })).resolves.toMatchObject({
      failed: true,
      result: { errorType: 'Function.ResponseSizeTooLarge' },
    });
  });

  it.each([
    ['an event that is not JSON', PATH, { body: '{"user":' }, 400],
    ['another path', '/2015-03-31/functions', { body: '{}' }, 404],
    [
      'a web page that posts from a browser',
      PATH,
      { body: '{}', headers: { origin: 'https://evil.example' } },
      403,
    ],
  ])('refuses %s', async (_what, path, init, status) => {
    const response = await fetch(endpoint.url + path, { method: 'POST', ...init });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ Type: 'User', message: expect.any(String) });
  });

  it('says which process it is, so that nothing else is ever stopped', async () => {
    const port = Number(new URL(endpoint.url).port);
    await expect(whoListens(port)).resolves.toBe(process.pid);
  });

  it('says so when its port is taken', async () => {
    const port = Number(new URL(endpoint.url).port);
    const second = startEndpoint({ port, slots: 1, folder, env: {}, timeoutMs: TIMEOUT_MS });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
