/** What a test does with a deployed fleet: sends to its queue, calls its function, waits until nothing is left to do. */
import { setTimeout as sleep } from 'node:timers/promises';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Outputs } from './deploy.ts';
import type { Cloud } from './emulator.ts';

/** @returns how many messages wait, are worked on, or hide */
export async function messagesIn({ sqs }: Cloud, queueUrl: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
  );
  return (
    Number(Attributes.ApproximateNumberOfMessages) +
    Number(Attributes.ApproximateNumberOfMessagesNotVisible) +
    Number(Attributes.ApproximateNumberOfMessagesDelayed)
  );
}

/**
 * Waits until the queue has nothing any more, in flight or waiting.
 *
 * @throws Error with what MiniStack wrote last when that takes longer than it may
 */
export async function untilEmpty(
  cloud: Cloud,
  { QueueUrl }: Outputs,
  withinMs = 90_000,
): Promise<void> {
  const left = (): Promise<number> => messagesIn(cloud, QueueUrl);
  await until(async () => (await left()) === 0, { withinMs, what: 'the queue to be empty', cloud });
}

/** Asks again and again until it is so. */
export async function until(
  isSo: () => Promise<boolean> | boolean,
  { withinMs, what, cloud }: { withinMs: number; what: string; cloud: Cloud },
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) {
      throw new Error(`Waited ${withinMs} ms for ${what}:\n${cloud.output().slice(-10_000)}`);
    }
    await sleep(100);
  }
}

export interface Called {
  readonly payload: unknown;
  /** Set when the function threw. */
  readonly error?: string | undefined;
}

/** Calls the function and waits for its answer. */
export async function call(
  { lambda }: Cloud,
  { FunctionName }: Outputs,
  event: unknown,
): Promise<Called> {
  const { Payload, FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  return {
    payload: JSON.parse(Buffer.from(Payload ?? []).toString() || 'null'),
    error: FunctionError,
  };
}
