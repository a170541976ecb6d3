/** Why a link ended among the dead letters, and its way back. */
import { dispatcher } from '../dispatcher/index.ts';
import { canonicalLink, parseLink } from '../dispatcher/link.ts';
import { type Crawl, CrawlDocument } from '../documents/crawl.ts';
import { noteHandedOver } from '../documents/due-crawls.ts';
import { parseUserName, UserDocument } from '../documents/user.ts';
import { CrawlError } from '../errors.ts';
import { queueInLedger } from '../pipeline/ledger.ts';
import { type CrawlMessage, readMessage } from '../queue/message.ts';
import type { DeadLetter, DeadLetterQueue, Moved } from './dead-letters.ts';

export interface Explained {
  readonly letter: DeadLetter;
  /** Absent for what is no message that could be crawled, however often. */
  readonly message?: CrawlMessage;
  readonly attempts: number;
  readonly code: string;
  readonly reason: string;
  readonly hint: string;
}

/**
 * Says why a message is dead: by its row in the ledger, or by what is wrong with the message itself.
 *
 * @throws StorageError
 */
export async function explain(letter: DeadLetter): Promise<Explained> {
  try {
    const read = readMessage(letter.body);
    const link = canonicalLink(parseLink(read.link), dispatcher).href;
    const message = { ...read, link };
    const user = await UserDocument.find(parseUserName(message.user));
    const row = user && (await CrawlDocument.find({ userId: user.id, link }));
    return { letter, message, attempts: row?.attempts ?? 0, ...reasonOf(row) };
  } catch (error) {
    if (!(error instanceof CrawlError) || error.retry === 'later') throw error;
    const { code, message: reason, hint } = error;
    return { letter, attempts: 0, code, reason, hint };
  }
}

function reasonOf(row: Crawl | undefined): Pick<Explained, 'code' | 'reason' | 'hint'> {
  if (row?.reason !== undefined) {
    return { code: row.reason, reason: row.message ?? '', hint: row.hint ?? '' };
  }
  if (row === undefined || row.state === 'queued') {
    return {
      code: 'broken_off',
      reason: 'No attempt at it came to an end: out of time, out of memory, or killed.',
      hint: 'goldpan fleet logs shows its last lines; more `timeout` or `memory` may help (cdk.json).',
    };
  }
  return {
    code: 'done_since',
    reason: `It was crawled after all (${row.state}).`,
    hint: 'Sent back, it is crawled once more unless it belongs to an ingest that has it.',
  };
}

/**
 * Sends messages back to the queue, and notes in the ledger that they wait there.
 *
 * @throws StorageError, FleetError: what was sent before stays so, the others are dead letters still
 */
export async function sendBack(
  explained: readonly Explained[],
  deadLetters: Pick<DeadLetterQueue, 'sendBack'>,
): Promise<Moved> {
  const messages = new Map(explained.map(({ letter, message }) => [letter.id, message]));
  const letters = explained.map(({ letter }) => letter);
  return deadLetters.sendBack(letters, async (leaving) => {
    const waiting = leaving.flatMap(({ id }) => messages.get(id) ?? []);
    await queueInLedger(waiting);
    await noteHandedOver(await Promise.all(waiting.map(rowId)), new Date());
  });
}

async function rowId({ user, link }: CrawlMessage): Promise<string> {
  const { id: userId } = await UserDocument.getOrCreate(parseUserName(user));
  return CrawlDocument.idOf({ userId, link });
}
