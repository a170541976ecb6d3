/** Request bodies with a limit. */
import type { IncomingMessage } from 'node:http';

/** Lambda takes and gives at most 6 MB in one synchronous invocation. */
export const PAYLOAD_LIMIT = 6 * 1024 * 1024;

/** @returns the body, or `undefined` when it is longer than the limit; what is over is read and thrown away */
export async function readBody(
  request: IncomingMessage,
  limit = PAYLOAD_LIMIT,
): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  }
  return length > limit ? undefined : Buffer.concat(chunks).toString();
}
