/**
 * Sends one event to the local Lambda through the AWS SDK, as any caller in the cloud would, and prints the answer.
 * Exit code 1 when the link failed.
 *
 * Usage: node src/local/send.ts [--port 9010] <user> <link>
 */
import { parseArgs } from 'node:util';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { readPort, urlOf, whoListens } from './listener.ts';

const answer = z.object({ statusCode: z.number(), body: z.unknown() });
const thrown = z.object({ errorType: z.string(), errorMessage: z.string() });

const { values, positionals } = parseArgs({
  options: { port: { type: 'string' } },
  allowPositionals: true,
});
const port = readPort(values.port);
const [user, link, ...surplus] = positionals;

if (user === undefined || link === undefined || surplus.length > 0) {
  refuse('Usage: node src/local/send.ts "First Last" https://…');
} else if (typeof (await whoListens(port)) !== 'number') {
  refuse(`No local Lambda listens on ${urlOf(port)}. Run: make local-start`);
} else {
  await send(user, link);
}

async function send(user: string, link: string): Promise<void> {
  const client = new LambdaClient({
    endpoint: urlOf(port),
    region: 'us-east-1',
    // Nobody checks them on this machine, but the SDK signs with something.
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  console.log(`${user} · ${link}`);
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({
      FunctionName: 'function',
      Payload: Buffer.from(JSON.stringify({ user, link })),
    }),
  );
  const result: unknown = JSON.parse(Payload?.transformToString() ?? 'null');
  if (FunctionError !== undefined) {
    const { errorType, errorMessage } = thrown.parse(result);
    refuse(`${errorType}: ${errorMessage}`);
    return;
  }
  const { statusCode, body } = answer.parse(result);
  console.log(statusCode, JSON.stringify(body, null, 2));
  if (statusCode >= 400) process.exitCode = 1;
}

function refuse(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
