/**
 * The invocations endpoint of AWS Lambda on loopback, for curl and for the AWS SDK with its `endpoint` set.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type FunctionOptions, openFunctionProcess } from './function-process.ts';
import { listenOnLoopback } from './listen.ts';
import { readBody } from './read-body.ts';
import type { InvocationResult } from './runtime-api.ts';

export interface EndpointOptions extends FunctionOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Function processes; further invocations wait for one. */
  readonly slots: number;
}

export interface Endpoint {
  readonly url: string;
  close(): Promise<void>;
}

/** Any function name is this function, as in the course. */
const INVOCATIONS = /^\/2015-03-31\/functions\/[^/]+\/invocations$/;
/** Asked by `local-start` and `local-stop`: is it ours, and which process? */
export const IDENTITY_PATH = '/goldpan';

/**
 * Starts the endpoint.
 *
 * @throws the system's `EADDRINUSE` when the port is taken
 * @example
 * const endpoint = await startEndpoint({ port: 9010, slots: 2, folder: 'dist', env, timeoutMs: 60_000 });
 * // curl -d '{"user": "…", "link": "…"}' http://127.0.0.1:9010/2015-03-31/functions/function/invocations
 */
export async function startEndpoint({
  port,
  slots,
  ...options
}: EndpointOptions): Promise<Endpoint> {
  const processes = await Promise.all(
    Array.from({ length: slots }, () => openFunctionProcess(options)),
  );
  const waiting: (() => void)[] = [];

  const invoke = async (payload: string, requestId: string): Promise<InvocationResult> => {
    let free = processes.find(({ busy }) => !busy);
    while (free === undefined) {
      await new Promise<void>((resolve) => waiting.push(resolve));
      free = processes.find(({ busy }) => !busy);
    }
    try {
      return await free.invoke(payload, requestId);
    } finally {
      waiting.shift()?.();
    }
  };

  const server = createServer((request, response) => {
    answer(request, response, invoke).catch((cause: Error) => response.destroy(cause));
  });
  const bound = await listenOnLoopback(server, port).catch(async (cause: unknown) => {
    await Promise.all(processes.map((slot) => slot.close()));
    throw cause;
  });
  return {
    url: `http://127.0.0.1:${bound}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await Promise.all(processes.map((slot) => slot.close()));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  invoke: (payload: string, requestId: string) => Promise<InvocationResult>,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  // A web page that is open in this machine's browser could post here; browsers say so, curl and the SDK do not.
  if (request.headers.origin !== undefined) {
    return refuse(response, 403, 'AccessDeniedException', 'Not for web pages');
  }
  if (pathname === IDENTITY_PATH) {
    return send(response, 200, JSON.stringify({ name: 'goldpan', pid: process.pid }));
  }
  if (request.method !== 'POST' || !INVOCATIONS.test(pathname)) {
    return refuse(
      response,
      404,
      'ResourceNotFoundException',
      'POST to /2015-03-31/functions/function/invocations',
    );
  }
  const payload = await readBody(request);
  if (payload === undefined) {
    return refuse(response, 413, 'RequestTooLargeException', 'The event is larger than 6 MB');
  }
  if (!isJson(payload)) {
    return refuse(response, 400, 'InvalidRequestContentException', 'The event is not JSON');
  }
  const requestId = randomUUID();
  if (request.headers['x-amz-invocation-type'] === 'Event') {
    response.writeHead(202, { 'x-amzn-requestid': requestId }).end();
    await invoke(payload || '{}', requestId);
    return;
  }
  const result = await invoke(payload || '{}', requestId);
  send(response, 200, result.payload, {
    'x-amzn-requestid': requestId,
    'x-amz-executed-version': '$LATEST',
    ...(result.failed && { 'x-amz-function-error': 'Unhandled' }),
  });
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  const body = JSON.stringify({ Type: 'User', message, Message: message });
  send(response, status, body, { 'x-amzn-errortype': type });
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}

function isJson(text: string): boolean {
  if (text === '') return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
