/** Given links on their way into the queue of the fleet: noted, sent, noted as sent; what is interrupted is gone on with. */
import { dispatcher } from '../dispatcher/index.ts';
import { CrawlDocument } from '../documents/crawl.ts';
import { noteHandedOver } from '../documents/due-crawls.ts';
import { parseUserName, UserDocument } from '../documents/user.ts';
import { InvalidEventError } from '../errors.ts';
import { givenMessages, whatIsLeft } from '../pipeline/ingest.ts';
import { queueInLedger, readLedger } from '../pipeline/ledger.ts';
import type { PersonLinks } from '../pipeline/links-file.ts';
import type { Outcome } from '../pipeline/outcome.ts';
import { HANDED_OVER_MS } from '../pipeline/refresh-at.ts';
import type { CrawlMessage, Follow } from '../queue/message.ts';

/** Links between two notes that they lie in the queue: so many are sent twice, at worst, after a kill. */
const CHUNK = 100;

export interface HandOver {
  /** When the ingest began, this one or the interrupted one that it goes on with. */
  readonly since: Date;
  /** Ids of the users whose links they are, and their names. */
  readonly users: ReadonlyMap<string, string>;
  /** What the interrupted ingest had done of the given links. */
  readonly done: readonly Outcome[];
  /** Links that were given more than once. */
  readonly duplicates: readonly string[];
  /** Links that are not in the queue, since the signal came first; the same call sends them. */
  readonly unsent: number;
}

export interface HandOverDeps {
  readonly enqueue: Follow;
  readonly now: Date;
  readonly signal: AbortSignal;
  /** Told before each chunk: how many links there are to send. */
  readonly onSending?: (links: number) => void;
}

/**
 * Puts the links of a file into the queue, but for those that an interrupted ingest has put there and that wait still.
 *
 * @throws InvalidEventError for an export archive, UnsafeUrlError for a link that may not be crawled: nothing was sent
 * @throws StorageError, UpstreamError: what was sent before stays so
 * @example
 * const { since, users } = await handOver(people, { enqueue: sqsQueue(QueueUrl).follow, now, signal });
 */
export async function handOver(
  people: readonly PersonLinks[],
  { enqueue, now, signal, onSending }: HandOverDeps,
): Promise<HandOver> {
  refuseArchives(people);
  const { messages: given, duplicates } = givenMessages(people, dispatcher, false);
  const users = await usersOf(given);
  const { todo, done } = whatIsLeft(given, await readLedger(given));
  const waiting = await handedOverAmong(todo, users, now);
  const since = [...waiting.values()].reduce((first, at) => (at < first ? at : first), now);

  const idOf = idsBy(users);
  const toSend = todo.filter((message) => !waiting.has(idOf(message)));
  await queueInLedger(toSend);
  let sent = 0;
  while (sent < toSend.length && !signal.aborted) {
    onSending?.(toSend.length);
    const chunk = toSend.slice(sent, sent + CHUNK);
    await enqueue(chunk.map((message) => ({ ...message, since: since.toISOString() })));
    // With the instant of the ingest, by which one that goes on with it knows when it began.
    await noteHandedOver(chunk.map(idOf), since);
    sent += chunk.length;
  }
  return { since, users, done, duplicates, unsent: toSend.length - sent };
}

function refuseArchives(people: readonly PersonLinks[]): void {
  const archives = people.flatMap(({ links }) => links.filter((link) => link.startsWith('file:')));
  const [first] = archives;
  if (first === undefined) return;
  throw new InvalidEventError(
    `The fleet cannot read ${archives.length === 1 ? 'an export archive' : `${archives.length} export archives`} on this machine: ${decodeURI(first)}`,
    {
      hint: 'Take it out of the links file and crawl it from here: MONGODB_URI=… goldpan crawl ./export.zip --user "First Last". Nothing was sent.',
    },
  );
}

async function usersOf(messages: readonly CrawlMessage[]): Promise<ReadonlyMap<string, string>> {
  const users = new Map<string, string>();
  for (const name of new Set(messages.map(({ user }) => user))) {
    const { id } = await UserDocument.getOrCreate(parseUserName(name));
    users.set(id, name);
  }
  return users;
}

/** Of those links that lie in the queue: since when. */
async function handedOverAmong(
  messages: readonly CrawlMessage[],
  users: ReadonlyMap<string, string>,
  now: Date,
): Promise<ReadonlyMap<string, Date>> {
  const idOf = idsBy(users);
  const open = new Map<string, Date>();
  const filter = {
    userId: { $in: [...users.keys()] },
    handedOverAt: { $gt: new Date(now.getTime() - HANDED_OVER_MS) },
  };
  const rows = new Map<string, Date>();
  for await (const { id, state, retry, handedOverAt } of CrawlDocument.bulkFind(filter)) {
    const isOpen = state === 'queued' || retry === 'later';
    if (isOpen && handedOverAt !== undefined) rows.set(id, handedOverAt);
  }
  for (const message of messages) {
    const id = idOf(message);
    const at = rows.get(id);
    if (at !== undefined) open.set(id, at);
  }
  return open;
}

const idsBy = (users: ReadonlyMap<string, string>): ((message: CrawlMessage) => string) => {
  const ids = new Map([...users].map(([id, name]) => [name, id]));
  return ({ user, link }) => CrawlDocument.idOf({ userId: ids.get(user) ?? '', link });
};
