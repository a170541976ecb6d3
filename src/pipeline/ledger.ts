/** The ledger as a run sees it: what waits, what is done, and what came of it. */
import { type Crawl, CrawlDocument } from '../documents/crawl.ts';
import { fullName, parseUserName, UserDocument } from '../documents/user.ts';
import type { CrawlMessage } from '../queue/message.ts';
import type { Outcome } from './outcome.ts';

export interface LedgerView {
  /** The row of a link, if it was ever queued or crawled. */
  rowOf(message: CrawlMessage): Crawl | undefined;
  /** Links that an interrupted run had found and not crawled yet. */
  readonly queuedFound: readonly CrawlMessage[];
}

/** Reads what the ledger says of these links, and of the found links that still wait for the same users. */
export async function readLedger(messages: readonly CrawlMessage[]): Promise<LedgerView> {
  const rows = new Map<string, Crawl>();
  const queuedFound: CrawlMessage[] = [];
  for (const [user, links] of byUser(messages)) {
    const { id: userId } = await UserDocument.getOrCreate(parseUserName(user));
    for await (const row of CrawlDocument.bulkFind({ userId, link: { $in: links } })) {
      rows.set(keyOf({ user, link: row.link }), row);
    }
    for (const { link, depth } of await CrawlDocument.queued(userId)) {
      if (depth > 0) queuedFound.push({ user, link, depth });
    }
  }
  return { rowOf: (message) => rows.get(keyOf(message)), queuedFound };
}

/** Marks links as waiting, so that a run that is killed leaves a note of what it had still to do. */
export async function queueInLedger(messages: readonly CrawlMessage[]): Promise<void> {
  for (const [user, , own] of byUser(messages)) {
    const { id: userId } = await UserDocument.getOrCreate(parseUserName(user));
    await CrawlDocument.queue(own.map(({ link, depth }) => ({ userId, link, depth })));
  }
}

/** Writes down what became of a link. */
export async function recordInLedger(
  outcome: Outcome,
  userId: string,
  depth: number,
): Promise<void> {
  const { link, state, platform, documents, found, failure, tookMs } = outcome;
  await CrawlDocument.record({
    userId,
    link,
    depth,
    state,
    platform,
    documents: documents.stored + documents.replaced + documents.unchanged,
    found,
    ...(failure !== undefined && {
      reason: failure.code,
      message: failure.message,
      hint: failure.hint,
      retry: failure.retry,
    }),
    tookMs,
  });
}

/** The outcome that a row of the ledger stands for; nothing for a link that waits. */
export function pastOutcome(user: string, row: Crawl): Outcome | undefined {
  const {
    link,
    state,
    platform = new URL(link).hostname,
    documents,
    found,
    reason,
    message = '',
    hint = '',
    retry = 'later',
  } = row;
  if (state === 'queued') return undefined;
  return {
    user,
    link,
    state,
    platform,
    documents: {
      stored: state === 'stored' ? documents : 0,
      replaced: 0,
      unchanged: state === 'unchanged' ? documents : 0,
    },
    found,
    ...(reason !== undefined && { failure: { code: reason, message, hint, retry } }),
    tookMs: row.tookMs ?? 0,
  };
}

function keyOf({ user, link }: Pick<CrawlMessage, 'user' | 'link'>): string {
  return `${fullName(parseUserName(user))}\n${link}`;
}

function byUser(
  messages: readonly CrawlMessage[],
): [user: string, links: string[], own: CrawlMessage[]][] {
  const groups = Map.groupBy(messages, ({ user }) => user);
  return [...groups].map(([user, own]) => [user, own.map(({ link }) => link), own]);
}
