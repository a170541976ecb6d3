/** Posts for `native-client.ts`, whose thread sleeps until the answer is there. */
import { request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

interface Post {
  readonly url: string;
  readonly body: string;
}

// Both are written by native-client.ts, a few lines away from the type; a message channel has none of its own.
const { answered } = workerData as { answered: Int32Array };

parentPort?.on('message', ({ url, body }: Post) => {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const wake = (): void => {
    Atomics.store(answered, 0, 1);
    Atomics.notify(answered, 0);
  };
  const posting = request(url, { method: 'POST', headers }, (response) => {
    response.resume();
    response.on('close', wake);
  });
  // The original ignores a failed post too; the Runtime API ends a client that does not answer.
  posting.on('error', wake);
  posting.end(body);
});
