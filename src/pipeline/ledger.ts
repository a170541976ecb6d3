/** The ledger as a run sees it: what waits, what is done, and what came of it. */
import { type Crawl, CrawlDocument } from '../documents/crawl.ts';
import { fullName, parseUserName, UserDocument } from '../documents/user.ts';
import type { CrawlMessage } from '../queue/message.ts';
import type { LinkLimit } from './follow-links.ts';
import { MAX_DEPTH } from './limits.ts';
import type { Outcome } from './outcome.ts';
import { latest, queuedRefreshAt, refreshAt } from './refresh-at.ts';
import type { Trace } from './revisit.ts';

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
    const ids = links.map((link) => CrawlDocument.idOf({ userId, link }));
    for await (const row of CrawlDocument.bulkFind({ id: { $in: ids } })) {
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
  const refreshAt = queuedRefreshAt(new Date());
  for (const [user, , own] of byUser(messages)) {
    const { id: userId } = await UserDocument.getOrCreate(parseUserName(user));
    await CrawlDocument.queue(own.map(({ link, depth }) => ({ userId, link, depth, refreshAt })));
  }
}

export interface Attempt {
  readonly userId: string;
  readonly depth: number;
  readonly startedAt: Date;
  /** What the ledger said of the link before. */
  readonly row: Crawl | undefined;
  readonly trace: Trace;
  /** When it was put into the queue in which it lies on after a failure that passes. */
  readonly handedOverAt?: Date | undefined;
}

/** Writes down what became of a link, when it is due again, and what the next crawl of it can build on. */
export async function recordInLedger(
  outcome: Outcome,
  { userId, depth, startedAt, row, trace, handedOverAt }: Attempt,
): Promise<void> {
  const { link, state, platform, found, known = 0, limit, failure, tookMs } = outcome;
  const { stored, replaced, unchanged } = outcome.documents;
  const documents = stored + replaced + unchanged;
  const changedAt = latest([
    trace.changedAt,
    row?.changedAt,
    replaced > 0 ? row?.attemptedAt : undefined,
  ]);
  const due = refreshAt(
    {
      outcome,
      changedAt: changedAt ?? row?.firstSeenAt ?? startedAt,
      failedBefore: row?.reason === undefined ? undefined : row.attemptedAt,
    },
    startedAt,
  );
  // An archive changes when a person puts another in its place, and then says so.
  const isFile = link.startsWith('file:');
  const wasThere = row !== undefined && row.documents + row.found > 0;
  const isGone = failure?.code === 'not_found' && wasThere && documents + found === 0;
  await CrawlDocument.record({
    userId,
    link,
    depth,
    state,
    platform,
    documents,
    found,
    ...(limit !== undefined && { followed: known + limit.followed }),
    attemptedAt: startedAt,
    ...(failure === undefined
      ? { ...trace, ...(changedAt !== undefined && { changedAt }) }
      : {
          reason: failure.code,
          message: failure.message,
          hint: failure.hint,
          retry: failure.retry,
        }),
    ...(failure?.retry === 'later' && handedOverAt !== undefined && { handedOverAt }),
    ...(isGone && { goneAt: row.goneAt ?? startedAt }),
    ...(due !== undefined && !isFile && { refreshAt: due }),
    tookMs,
  });
}

/** Has the link been crawled since then, and does nothing of it wait to be done? */
export function isDoneSince(
  { attemptedAt, state, retry }: Pick<Crawl, 'attemptedAt' | 'state' | 'retry'>,
  since: Date,
): boolean {
  const isOpen = state === 'queued' || (state === 'failed' && retry !== 'never');
  return attemptedAt !== undefined && attemptedAt >= since && !isOpen;
}

/** The outcome that a row of the ledger stands for; nothing for a link that waits. */
export function pastOutcome(user: string, row: Crawl): Outcome | undefined {
  const {
    link,
    state,
    platform = new URL(link).hostname,
    depth,
    documents,
    found,
    followed,
    reason,
    message = '',
    hint = '',
    retry = 'later',
  } = row;
  if (state === 'queued') return undefined;
  const limit = followed === undefined ? undefined : pastLimit(depth, followed);
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
    found: state === 'failed' ? 0 : found,
    ...(limit !== undefined && { limit }),
    ...(reason !== undefined && { failure: { code: reason, message, hint, retry } }),
    tookMs: row.tookMs ?? 0,
  };
}

/** Up to which limit was followed is as many as were. */
const pastLimit = (depth: number, followed: number): LinkLimit =>
  depth >= MAX_DEPTH
    ? { by: 'depth', at: MAX_DEPTH, followed }
    : { by: 'max_links', at: followed, followed };

function keyOf({ user, link }: Pick<CrawlMessage, 'user' | 'link'>): string {
  return `${fullName(parseUserName(user))}\n${link}`;
}

function byUser(
  messages: readonly CrawlMessage[],
): [user: string, links: string[], own: CrawlMessage[]][] {
  const groups = Map.groupBy(messages, ({ user }) => user);
  return [...groups].map(([user, own]) => [user, own.map(({ link }) => link), own]);
}
