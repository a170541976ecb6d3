/**
 * Lambda's pollers, as AWS runs them: several at once, each receives a batch, invokes the function and deletes what did not
 * fail. MiniStack's own event source has one batch of a FIFO queue in flight at a time, so with it nothing would ever happen
 * at the same moment; and no emulator delivers a message twice, as SQS and Lambda say that they may.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  InvokeCommand,
  ListEventSourceMappingsCommand,
  TooManyRequestsException,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Outputs } from './deploy.ts';
import type { Cloud } from './emulator.ts';
import { messagesIn } from './queue.ts';

/** As the stack's event source mapping has it. */
const BATCH_SIZE = 5;
const POLL_EVERY_MS = 50;

/** `at once`: two invocations side by side; `afterwards`: the second when the first is done. */
export type Twice = 'at once' | 'afterwards';

export interface EventSourceOptions {
  /** Batches in flight at the same time: the mapping's maximum concurrency. */
  readonly pollers: number;
  /** Is this batch, counted from 0, delivered twice? Never unless given. */
  readonly twice?: (batch: number) => Twice | undefined;
  /** How long a received message stays hidden, instead of the queue's own time: a killed function is waited for that long. */
  readonly hiddenForSeconds?: number;
}

/** One message in one invocation. */
export interface Delivery {
  readonly body: string;
  /** How often it was received, this time included. */
  readonly receives: number;
  readonly twice?: Twice | undefined;
  /** Not done: it stays in the queue, as all of a batch do where the function itself failed. */
  readonly isReturned: boolean;
  /** What Lambda says of a function that failed: killed, or out of time. */
  readonly error?: string | undefined;
}

export interface EventSource extends AsyncDisposable {
  readonly deliveries: readonly Delivery[];
  /** Resolves when nothing waits, nothing is hidden and nothing runs. */
  untilEmpty(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Takes the place of the stack's own event source.
 *
 * @example
 * await using source = await startEventSource(cloud, outputs, { pollers: 4, twice: () => 'at once' });
 * await source.untilEmpty();
 */
export async function startEventSource(
  cloud: Cloud,
  outputs: Pick<Outputs, 'FunctionName' | 'QueueUrl'>,
  options: EventSourceOptions,
): Promise<EventSource> {
  await disableOwn(cloud, outputs.FunctionName);
  const stopping = new AbortController();
  const deliveries: Delivery[] = [];
  const run: Run = { ...options, cloud, outputs, deliveries, running: 0, batches: 0 };
  const polled = Promise.all(
    Array.from({ length: options.pollers }, () => poll(run, stopping.signal)),
  );
  // What a poller throws is thrown by whoever waits for the source.
  polled.catch(() => stopping.abort());
  const stop = async (): Promise<void> => {
    stopping.abort();
    await polled;
  };
  return {
    deliveries,
    async untilEmpty() {
      while (!stopping.signal.aborted) {
        if (run.running === 0 && (await messagesIn(cloud, outputs.QueueUrl)) === 0) {
          // A batch may have been received between the two looks.
          if (run.running === 0) return;
        }
        await sleep(POLL_EVERY_MS);
      }
      await polled;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

interface Run extends EventSourceOptions {
  readonly cloud: Cloud;
  readonly outputs: Pick<Outputs, 'FunctionName' | 'QueueUrl'>;
  readonly deliveries: Delivery[];
  /** Batches in flight. */
  running: number;
  /** Batches received so far. */
  batches: number;
}

async function poll(run: Run, signal: AbortSignal): Promise<void> {
  const { cloud, outputs, hiddenForSeconds, twice } = run;
  const receive = new ReceiveMessageCommand({
    QueueUrl: outputs.QueueUrl,
    MaxNumberOfMessages: BATCH_SIZE,
    MessageSystemAttributeNames: ['All'],
    ...(hiddenForSeconds !== undefined && { VisibilityTimeout: hiddenForSeconds }),
  });
  while (!signal.aborted) {
    run.running += 1;
    try {
      const { Messages: batch = [] } = await cloud.sqs.send(receive);
      if (batch.length > 0) {
        const way = twice?.(run.batches++);
        if (way === 'at once')
          await Promise.all([deliver(run, batch, way), deliver(run, batch, way)]);
        else await deliver(run, batch, way);
        if (way === 'afterwards') await deliver(run, batch, way);
        continue;
      }
    } finally {
      run.running -= 1;
    }
    await sleep(POLL_EVERY_MS);
  }
}

async function deliver(run: Run, batch: readonly Message[], twice?: Twice): Promise<void> {
  const { cloud, outputs, deliveries } = run;
  const answer = await invoke(run, { Records: batch.map(recordOf) });
  const failed = new Set(answer.failed ?? batch.map(({ MessageId }) => MessageId));
  for (const { MessageId, Body = '', Attributes } of batch) {
    deliveries.push({
      body: Body,
      receives: Number(Attributes?.ApproximateReceiveCount),
      twice,
      isReturned: failed.has(MessageId),
      error: answer.error,
    });
  }
  const done = batch.filter(({ MessageId }) => !failed.has(MessageId));
  if (done.length === 0) return;
  // Of a message that its twin has deleted SQS says that there is none: nothing is wrong with that.
  await cloud.sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: outputs.QueueUrl,
      Entries: done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
    }),
  );
}

interface Invoked {
  /** Message ids; `undefined` where the function failed as a whole. */
  readonly failed?: readonly string[];
  readonly error?: string;
}

const batchAnswer = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })),
});

async function invoke({ cloud, outputs }: Run, event: object): Promise<Invoked> {
  const command = new InvokeCommand({
    FunctionName: outputs.FunctionName,
    Payload: JSON.stringify(event),
  });
  for (;;) {
    try {
      const { FunctionError, Payload } = await cloud.lambda.send(command);
      const text = Buffer.from(Payload ?? []).toString();
      if (FunctionError !== undefined) return { error: text };
      const { batchItemFailures } = batchAnswer.parse(JSON.parse(text));
      return { failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
    } catch (error) {
      // Reserved concurrency is used up: Lambda's pollers try again, too.
      if (!(error instanceof TooManyRequestsException)) throw error;
      await sleep(POLL_EVERY_MS);
    }
  }
}

/** A message as Lambda hands it to a function. */
function recordOf({ MessageId, ReceiptHandle, Body, Attributes }: Message): object {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes,
    messageAttributes: {},
    eventSource: 'aws:sqs',
  };
}

async function disableOwn({ lambda }: Cloud, FunctionName: string): Promise<void> {
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName }),
  );
  for (const { UUID } of EventSourceMappings) {
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  }
}
