/**
 * The Runtime API of AWS Lambda for one function process: it asks for its next invocation and posts what came of it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback } from './listen.ts';
import { readBody } from './read-body.ts';

export interface Invocation {
  readonly requestId: string;
  readonly payload: string;
  /** Epoch milliseconds at which the process is ended. */
  readonly deadlineMs: number;
}

/** What a function process made of an invocation: JSON of its answer, or of its error. */
export interface InvocationResult {
  readonly payload: string;
  readonly failed: boolean;
}

export interface RuntimeApi {
  /** For AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Hands an invocation to the process as soon as it asks; one at a time. */
  submit(invocation: Invocation): Promise<InvocationResult>;
  /** Ends the invocation in hand for a process that cannot: it has died or runs too long. */
  settle(result: InvocationResult): void;
  close(): Promise<void>;
}

interface InHand {
  readonly invocation: Invocation;
  readonly resolve: (result: InvocationResult) => void;
}

const PREFIX = '/2018-06-01/runtime';
const REGION_ARN = 'arn:aws:lambda:local:000000000000:function:goldpan';

/** The error as Lambda shows it to the caller. */
export function failure(errorType: string, errorMessage: string): InvocationResult {
  return { payload: JSON.stringify({ errorType, errorMessage }), failed: true };
}

/** Starts the Runtime API on a free loopback port. */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  let inHand: InHand | undefined;
  let handedOut = false;
  let asking: ServerResponse | undefined;

  const settle = (result: InvocationResult): void => {
    inHand?.resolve(result);
    inHand = undefined;
    handedOut = false;
  };

  const handOut = (): void => {
    if (inHand === undefined || handedOut || asking === undefined) return;
    const { requestId, payload, deadlineMs } = inHand.invocation;
    asking.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': String(deadlineMs),
      'lambda-runtime-invoked-function-arn': REGION_ARN,
    });
    asking.end(payload);
    asking = undefined;
    handedOut = true;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'GET' && request.url === `${PREFIX}/invocation/next`) {
      asking = response;
      response.on('close', () => {
        if (asking === response) asking = undefined;
      });
      handOut();
      return;
    }
    const body = await readBody(request);
    if (request.url === `${PREFIX}/init/error`) {
      settle({ payload: body ?? '{}', failed: true });
      response.writeHead(202).end();
      return;
    }
    const [, id = '', kind] =
      /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/.exec(request.url ?? '') ??
      [];
    if (kind === undefined || inHand?.invocation.requestId !== decodeURIComponent(id)) {
      // A late answer to an invocation that has timed out, or a path that is not the Runtime API's.
      response.writeHead(400).end();
    } else if (body === undefined) {
      settle(failure('Function.ResponseSizeTooLarge', 'The answer is larger than 6 MB'));
      response.writeHead(413).end();
    } else {
      settle({ payload: body, failed: kind === 'error' });
      response.writeHead(202).end();
    }
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((cause: Error) => response.destroy(cause));
  });
  const port = await listenOnLoopback(server);
  return {
    address: `127.0.0.1:${port}`,
    submit(invocation) {
      return new Promise((resolve) => {
        inHand = { invocation, resolve };
        handOut();
      });
    },
    settle,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
