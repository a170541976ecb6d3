/** The wire between the function and SQS: what is asked over it is written down, and a test may meddle with it. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as z from 'zod';

const sent = z.looseObject({
  Entries: z.array(z.looseObject({ Id: z.string(), MessageBody: z.string() })),
});
const hidden = z.looseObject({
  Entries: z.array(z.looseObject({ Id: z.string(), VisibilityTimeout: z.number() })),
});
export type SqsEntry = z.infer<typeof sent>['Entries'][number];

export interface SqsWire extends AsyncDisposable {
  /** The URL of a queue, as reached over this wire. */
  through(queueUrl: string): string;
  /** For how long, in seconds, messages were to be hidden. */
  readonly hidden: number[];
  /** Hides a message for so many seconds instead; for as long as it was asked to unless a test says. */
  hide: (seconds: number) => number;
  /** Does SQS refuse this found link? It never does unless a test says. */
  refuse: (entry: SqsEntry) => boolean;
  /** Called with each batch of found links. Is it lost on the way? It never is unless a test says. */
  lose: () => boolean;
}

/**
 * @param endpoint of SQS
 * @example
 * await using wire = await startSqsWire(cloud.endpoint);
 * wire.refuse = ({ MessageBody }) => MessageBody.includes('/p/3');
 */
export async function startSqsWire(endpoint: string): Promise<SqsWire> {
  const server = createServer((incoming, outgoing) => {
    void pass(incoming).then(
      ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
      () => outgoing.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const wire: SqsWire = {
    through(queueUrl) {
      const url = new URL(queueUrl);
      url.host = `127.0.0.1:${port}`;
      return url.href;
    },
    hidden: [],
    hide: (seconds) => seconds,
    refuse: () => false,
    lose: () => false,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };

  async function pass(incoming: IncomingMessage) {
    const asked = await text(incoming);
    switch (incoming.headers['x-amz-target']) {
      case 'AmazonSQS.SendMessageBatch':
        return sendBatch(incoming, sent.parse(JSON.parse(asked)));
      case 'AmazonSQS.ChangeMessageVisibilityBatch':
        return hideBatch(incoming, hidden.parse(JSON.parse(asked)));
      default:
        return forward(incoming, asked);
    }
  }

  /** What is refused never reaches SQS; the answer is as SQS gives it. */
  async function sendBatch(
    incoming: IncomingMessage,
    { Entries, ...others }: z.infer<typeof sent>,
  ) {
    if (wire.lose()) throw new Error('Lost on the way');
    const refused = Entries.filter((entry) => wire.refuse(entry));
    const taken = Entries.filter((entry) => !refused.includes(entry));
    const Failed = refused.map(({ Id }) => ({ Id, Code: 'InternalError', SenderFault: false }));
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    if (taken.length === 0) {
      return { status: 200, headers, body: JSON.stringify({ Successful: [], Failed }) };
    }
    const answer = await forward(incoming, JSON.stringify({ ...others, Entries: taken }));
    if (refused.length === 0) return answer;
    return { status: 200, headers, body: JSON.stringify({ ...JSON.parse(answer.body), Failed }) };
  }

  function hideBatch(incoming: IncomingMessage, { Entries, ...others }: z.infer<typeof hidden>) {
    wire.hidden.push(...Entries.map(({ VisibilityTimeout }) => VisibilityTimeout));
    const changed = Entries.map(({ VisibilityTimeout, ...entry }) => ({
      ...entry,
      VisibilityTimeout: wire.hide(VisibilityTimeout),
    }));
    return forward(incoming, JSON.stringify({ ...others, Entries: changed }));
  }

  async function forward({ url = '/', headers, method = 'POST' }: IncomingMessage, body: string) {
    const sent = Object.entries(headers).flatMap(([name, value]) =>
      /^(?:x-amz-|content-type$|authorization$)/.test(name) ? [[name, String(value)]] : [],
    );
    const answer = await fetch(new URL(url, endpoint), {
      method,
      headers: Object.fromEntries(sent),
      body,
    });
    const type = answer.headers.get('content-type') ?? '';
    return { status: answer.status, headers: { 'content-type': type }, body: await answer.text() };
  }
  return wire;
}
