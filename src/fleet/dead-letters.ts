/** The dead letters of a fleet: received and held, then sent back, dropped or let go. Killed at any point, none is lost. */
import { createHash } from 'node:crypto';
import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import { UpstreamError } from '../errors.ts';
import { askAws } from './aws.ts';
import { sqsClient } from './sqs-client.ts';
import type { FleetStack } from './stack.ts';

/** Most entries that one request takes. */
const BATCH = 10;
/** How long they are held for a person to decide; the hold is renewed before anything is sent. */
const HELD_SECONDS = 15 * 60;
/** What one look shows. Of one site SQS gives ten at most before these are dealt with. */
const MOST_AT_ONCE = 100;

export interface DeadLetter {
  readonly id: string;
  readonly body: string;
  readonly group: string;
  readonly receipt: string;
}

/** How many of them went their way. */
export interface Moved {
  readonly done: readonly DeadLetter[];
  /** Neither sent nor deleted: SQS refused, or the hold had ended. */
  readonly left: readonly DeadLetter[];
}

export interface DeadLetterQueue extends Disposable {
  /** Receives and holds what can be had; nothing when there is no more. */
  receive(): Promise<DeadLetter[]>;
  /**
   * Puts them into the queue and deletes them here once they are there.
   *
   * @param note told of those that are about to be sent: a link may be crawled before the call that sends it returns
   */
  sendBack(
    letters: readonly DeadLetter[],
    note: (letters: readonly DeadLetter[]) => Promise<void>,
  ): Promise<Moved>;
  drop(letters: readonly DeadLetter[]): Promise<Moved>;
  /** Lets them be received again at once. */
  release(letters: readonly DeadLetter[]): Promise<void>;
}

/**
 * Opens the dead letters of a fleet.
 *
 * @throws FleetError (from all verbs)
 * @example
 * using deadLetters = await openDeadLetters(await fleetStack('dev'));
 * const letters = await deadLetters.receive();
 */
export async function openDeadLetters(
  { DeadLetterUrl, QueueUrl }: Pick<FleetStack, 'DeadLetterUrl' | 'QueueUrl'>,
  deps: { readonly client: () => Promise<SQSClient> } = { client: sqsClient },
): Promise<DeadLetterQueue> {
  const sqs = await import('@aws-sdk/client-sqs');
  const client = await deps.client();

  const hide = async (letters: readonly DeadLetter[], seconds: number): Promise<Moved> => {
    const Entries = letters.map(({ receipt }, index) => ({
      Id: String(index),
      ReceiptHandle: receipt,
      VisibilityTimeout: seconds,
    }));
    const command = new sqs.ChangeMessageVisibilityBatchCommand({
      QueueUrl: DeadLetterUrl,
      Entries,
    });
    return split(letters, await askAws('hold the dead letters', () => client.send(command)));
  };
  const remove = async (letters: readonly DeadLetter[]): Promise<Moved> => {
    if (letters.length === 0) return { done: [], left: [] };
    const Entries = letters.map(({ receipt }, index) => ({
      Id: String(index),
      ReceiptHandle: receipt,
    }));
    const command = new sqs.DeleteMessageBatchCommand({ QueueUrl: DeadLetterUrl, Entries });
    return split(letters, await askAws('delete dead letters', () => client.send(command)));
  };
  const send = async (letters: readonly DeadLetter[]): Promise<Moved> => {
    if (letters.length === 0) return { done: [], left: [] };
    const Entries = letters.map(({ id, body, group }, index) => ({
      Id: String(index),
      MessageBody: body,
      MessageGroupId: group,
      // Another than the message had, which SQS would swallow within five minutes; the same one for this dead letter, so that
      // it is sent once though a redrive was killed before it could delete it.
      MessageDeduplicationId: createHash('sha256').update(`redrive ${id}`).digest('hex'),
    }));
    const command = new sqs.SendMessageBatchCommand({ QueueUrl, Entries });
    return split(letters, await askAws('send dead letters back', () => client.send(command)));
  };

  return {
    async receive() {
      const letters: DeadLetter[] = [];
      while (letters.length < MOST_AT_ONCE) {
        const command = new sqs.ReceiveMessageCommand({
          QueueUrl: DeadLetterUrl,
          MaxNumberOfMessages: BATCH,
          VisibilityTimeout: HELD_SECONDS,
          // Asks all servers of SQS, not some.
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ['MessageGroupId'],
        });
        const { Messages = [] } = await askAws('receive the dead letters', () =>
          client.send(command),
        );
        if (Messages.length === 0) break;
        letters.push(...Messages.map(deadLetter));
      }
      return letters;
    },
    sendBack: (letters, note) =>
      inBatches(letters, async (batch) => {
        const held = await hide(batch, HELD_SECONDS);
        await note(held.done);
        const sent = await send(held.done);
        await remove(sent.done);
        return { done: sent.done, left: [...held.left, ...sent.left] };
      }),
    drop: (letters) => inBatches(letters, remove),
    release: async (letters) => {
      await inBatches(letters, (batch) => hide(batch, 0));
    },
    [Symbol.dispose]: () => client.destroy(),
  };
}

function deadLetter({ MessageId, Body = '', ReceiptHandle, Attributes }: Message): DeadLetter {
  const group = Attributes?.MessageGroupId;
  if (MessageId === undefined || ReceiptHandle === undefined || group === undefined) {
    throw new UpstreamError('SQS gave a dead letter without id, receipt or group', {
      hint: 'Only the FIFO queues of a goldpan stack are redriven.',
    });
  }
  return { id: MessageId, body: Body, group, receipt: ReceiptHandle };
}

async function inBatches(
  letters: readonly DeadLetter[],
  move: (batch: readonly DeadLetter[]) => Promise<Moved>,
): Promise<Moved> {
  const done: DeadLetter[] = [];
  const left: DeadLetter[] = [];
  for (let start = 0; start < letters.length; start += BATCH) {
    const moved = await move(letters.slice(start, start + BATCH));
    done.push(...moved.done);
    left.push(...moved.left);
  }
  return { done, left };
}

/** SQS answers 200 to a batch that it took in part only. */
function split(
  letters: readonly DeadLetter[],
  {
    Failed = [],
  }: { readonly Failed?: readonly { readonly Id?: string | undefined }[] | undefined },
): Moved {
  const refused = new Set(Failed.map(({ Id }) => Number(Id)));
  return {
    done: letters.filter((_, index) => !refused.has(index)),
    left: letters.filter((_, index) => refused.has(index)),
  };
}
