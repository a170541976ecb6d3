import {
  ReceiveMessageCommand,
  type SendMessageBatchCommandInput,
  type SendMessageBatchCommandOutput,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UpstreamError } from '../../src/errors.ts';
import type { CrawlMessage } from '../../src/queue/message.ts';
import { messageGroup } from '../../src/queue/message-group.ts';
import { sqsQueue } from '../../src/queue/sqs.ts';
import { type SqsServer, startSqsServer } from './sqs-server.ts';

let sqs: SqsServer;

beforeAll(async () => {
  sqs = await startSqsServer();
});
afterAll(() => sqs.stop());
beforeEach(() => sqs.server.reset());

const message = (link: string): CrawlMessage => ({ user: 'Mara Lindqvist', link, depth: 1 });
const waiting = () => sqs.server.inspectQueue(sqs.queueName)?.messages.ready ?? [];
const open = () => sqsQueue(sqs.queueUrl, { client: async () => sqs.client });

describe('following links through SQS', () => {
  it('hands over more links than one batch takes, each as it was', async () => {
    const messages = Array.from({ length: 23 }, (_, n) => message(`https://mara.example/${n}`));
    await open().follow(messages);
    const bodies = waiting().map(({ body }) => JSON.parse(body));
    expect(bodies).toHaveLength(23);
    expect(bodies).toEqual(expect.arrayContaining(messages));
  });

  it('queues a link once, however often it is found within five minutes', async () => {
    const { follow } = open();
    await follow([message('https://mara.example/tides'), message('https://mara.example/tides')]);
    await follow([message('https://mara.example/tides')]);
    expect(waiting()).toHaveLength(1);
    await follow([{ ...message('https://mara.example/tides'), user: 'Ada Holm' }]);
    expect(waiting()).toHaveLength(2);
  });

  it('queues a link again for an ingest that began later', async () => {
    const { follow } = open();
    const tides = message('https://mara.example/tides');
    await follow([{ ...tides, since: '2026-11-24T08:00:00.000Z' }]);
    await follow([{ ...tides, since: '2026-11-24T08:00:00.000Z' }]);
    expect(waiting()).toHaveLength(1);
    await follow([{ ...tides, since: '2026-11-24T08:01:00.000Z' }]);
    expect(waiting()).toHaveLength(2);
  });

  it('lets one crawler at a time meet a site: the next link comes when the first is done', async () => {
    await open().follow([
      message('https://mara.substack.com/p/one'),
      message('https://other.substack.com/p/two'),
      message('https://mara.example/three'),
    ]);
    const receive = new ReceiveMessageCommand({ QueueUrl: sqs.queueUrl, MaxNumberOfMessages: 1 });
    const received = [];
    for (let n = 0; n < 3; n += 1)
      received.push(...((await sqs.client.send(receive)).Messages ?? []));
    expect(received.map(({ Body }) => JSON.parse(Body ?? '').link)).toEqual([
      'https://mara.substack.com/p/one',
      'https://mara.example/three',
    ]);
  });

  it('flaw 14: a batch that SQS takes in part only is an error that names the link', async () => {
    // The server takes every message it can read, so the refusal is put into its answer on the way back.
    const client = sqs.client;
    client.middlewareStack.add(
      (next) => async (input) => {
        const answer = await next(input);
        const output = answer.output as SendMessageBatchCommandOutput;
        output.Failed = [
          { Id: '1', Code: 'InternalError', Message: 'try again', SenderFault: false },
        ];
        return answer;
      },
      { step: 'initialize', name: 'refuseOne' },
    );
    try {
      const following = open().follow([
        message('https://a.example/'),
        message('https://b.example/'),
      ]);
      await expect(following).rejects.toMatchObject({
        name: 'UpstreamError',
        link: 'https://b.example/',
        message: 'SQS refused 1 of 2 found links: InternalError try again',
      });
    } finally {
      client.middlewareStack.remove('refuseOne');
    }
  });

  it('sends again what SQS did not take by its own fault, and nothing else', async () => {
    const client = sqs.client;
    const batches: (string | undefined)[][] = [];
    client.middlewareStack.add(
      (next) => async (input) => {
        const { Entries = [] } = input.input as SendMessageBatchCommandInput;
        batches.push(Entries.map(({ Id }) => Id));
        const answer = await next(input);
        const output = answer.output as SendMessageBatchCommandOutput;
        if (batches.length === 1) {
          output.Failed = [{ Id: '1', Code: 'InternalError', SenderFault: false }];
        }
        return answer;
      },
      { step: 'initialize', name: 'refuseOnce' },
    );
    try {
      await open().follow([message('https://a.example/'), message('https://b.example/')]);
    } finally {
      client.middlewareStack.remove('refuseOnce');
    }
    expect(batches).toEqual([['0', '1'], ['1']]);
  });

  it('says which queue cannot be used, and what to check', async () => {
    const missing = sqsQueue(sqs.queueUrl.replace('links.fifo', 'gone.fifo'), {
      client: async () => sqs.client,
    });
    const error = await missing.follow([message('https://mara.example/')]).catch((cause) => cause);
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error.message).toContain('gone.fifo could not be used: QueueDoesNotExist');
    expect(error.hint).toContain('QUEUE_URL');
  });

  it('hides a message for as long as the site asks, nearly as long as SQS allows (12 hours since it was received) at most, or not at all', async () => {
    const queue = open();
    await queue.follow([message('https://mara.example/')]);
    const receive = new ReceiveMessageCommand({ QueueUrl: sqs.queueUrl });
    const handle = (await sqs.client.send(receive)).Messages?.[0]?.ReceiptHandle ?? '';
    const hiddenFor = () => {
      const inflight = sqs.server.inspectQueue(sqs.queueName)?.messages.inflight[0];
      return Math.round(((inflight?.visibilityDeadline ?? 0) - Date.now()) / 1000);
    };
    await queue.postpone([{ receiptHandle: handle, delayMs: 119_001 }]);
    expect(hiddenFor()).toBe(120);
    await queue.postpone([{ receiptHandle: handle, delayMs: 86_400_000 }]);
    expect(hiddenFor()).toBe(43_200 - 900);
    await queue.postpone([{ receiptHandle: handle, delayMs: 0 }]);
    expect(waiting()).toHaveLength(1);
  });
});

describe('the message group of a link', () => {
  it.each([
    ['https://medium.com/@mara/tides', 'medium.com'],
    ['https://mara-lindqvist.medium.com/tides', 'medium.com'],
    ['https://www.github.com/mara-lindqvist', 'github.com'],
    ['https://notes.mara.co.uk/tides', 'mara.co.uk'],
    ['https://mara.github.io/tides', 'mara.github.io'],
    ['https://mara.blogspot.com/tides', 'mara.blogspot.com'],
    ['https://notes.mara.com.br/tides', 'mara.com.br'],
    ['https://notes.mara.nhs.uk/tides', 'mara.nhs.uk'],
    [`https://${'a.'.repeat(60)}${'b'.repeat(60)}.example`, `${'b'.repeat(60)}.example`],
    ['https://mara.example', 'mara.example'],
    ['https://localhost/x', 'localhost'],
    ['https://192.0.2.7/x', '192.0.2.7'],
    ['https://[2001:db8::1]/x', '[2001:db8::1]'],
  ])('%s belongs to %s', (link, group) => {
    expect(messageGroup(link)).toBe(group);
  });
});
