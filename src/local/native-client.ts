/**
 * Stands in for `rapid-client.node`, the native part of aws-lambda-ric. That part is a thin binding to libcurl with three
 * calls (its source: `src/native/rapid-client.cc`), and building it takes cmake, make, g++ and two minutes. Everything
 * else of AWS's runtime client — the loop, the loading of the handler, the shape of errors — runs as AWS ships it.
 *
 * As in the original, `next` is asynchronous and `done` and `error` return when the answer has arrived: the client exits
 * right after some of them, so a request in the background would be lost. Not done: the X-Ray cause header.
 */
import { Agent, get, type IncomingHttpHeaders } from 'node:http';
import { Worker } from 'node:worker_threads';

// Not a setting of goldpan but Lambda's own contract with a runtime client, hence not in config.ts.
const address = process.env.AWS_LAMBDA_RUNTIME_API ?? '';
const invocations = `http://${address}/2018-06-01/runtime/invocation`;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

const answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
const poster = new Worker(new URL('post-worker.ts', import.meta.url), {
  workerData: { answered },
  execArgv: [],
});
poster.unref();

export interface NextInvocation {
  readonly bodyJson: string;
  readonly headers: IncomingHttpHeaders;
}

/** Waits for the next invocation, however long that takes. */
export function next(): Promise<NextInvocation> {
  return new Promise((resolve, reject) => {
    const request = get(`${invocations}/next`, { agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bodyJson = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve({ bodyJson, headers: response.headers });
        else reject(new Error(`The Runtime API answered ${response.statusCode}: ${bodyJson}`));
      });
    });
    request.on('error', reject);
  });
}

/** Posts the answer of an invocation. */
export function done(requestId: string, body: string): void {
  post(`${invocations}/${requestId}/response`, body);
}

/** Posts the error of an invocation. */
export function error(requestId: string, body: string): void {
  post(`${invocations}/${requestId}/error`, body);
}

function post(url: string, body: string): void {
  Atomics.store(answered, 0, 0);
  poster.postMessage({ url, body });
  Atomics.wait(answered, 0, 0);
}
