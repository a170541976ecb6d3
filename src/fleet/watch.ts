/** What the fleet makes of links, as its ledger tells it: the progress of a run that happens elsewhere. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Crawl, CrawlDocument } from '../documents/crawl.ts';
import type { DocumentFilter } from '../documents/define-document.ts';
import { noteHandedOver } from '../documents/due-crawls.ts';
import type { Run, RunProgress } from '../pipeline/crawl-all.ts';
import { pastOutcome } from '../pipeline/ledger.ts';
import type { Outcome } from '../pipeline/outcome.ts';
import { HANDED_OVER_MS } from '../pipeline/refresh-at.ts';
import { documentsOf } from '../pipeline/revisit.ts';
import type { StoredDocument } from '../pipeline/store-harvest.ts';

/** An attempt is written down at its end, with the time of its start: the longest invocation lies between, and some. */
const LONGEST_ATTEMPT_MS = 16 * 60_000;

export interface Watched {
  readonly since: Date;
  /** When the watching was asked for: what was attempted before belongs to an interrupted ingest. */
  readonly now: Date;
  /** Whose links: ids and names. */
  readonly users: ReadonlyMap<string, string>;
}

export interface WatchDeps {
  /** Ends the watching; the fleet works on. */
  readonly signal: AbortSignal;
  /** Does the queue hold anything at all? */
  readonly queueHolds: () => Promise<boolean>;
  readonly onProgress: (progress: RunProgress) => void;
  /** Told once, when nothing has come for a while. */
  readonly onQuiet: () => void;
}

export interface WatchTimes {
  /** Between two looks; where the ledger takes long to answer, four times as long as it took. */
  readonly lookMs: number;
  /** How long the queue has to be empty (SQS counts its messages with a delay) for links that wait to be given up. */
  readonly emptyMs: number;
  readonly quietMs: number;
}

const TIMES: WatchTimes = { lookMs: 1_000, emptyMs: 60_000, quietMs: 60_000 };

export interface WatchReport extends Run {
  /** What the links gave. */
  readonly documents: readonly StoredDocument[];
  /** How many of the outcomes come from the interrupted ingest; they were not told of. */
  readonly doneBefore: number;
  /** Of the failed links: those that lie in the queue and are tried again. */
  readonly triedAgain: number;
}

interface Seen {
  readonly outcome: Outcome;
  readonly row: Crawl;
  readonly isOpen: boolean;
}

/**
 * Waits until the fleet is done with the links of these users: none is queued, and no failure that passes waits for its next
 * attempt. Links whose message is in the queue no more, although nothing came of them, are left.
 *
 * @throws StorageError
 * @example
 * const { outcomes, left } = await watchLedger({ since, now, users }, { signal, queueHolds, onProgress, onQuiet });
 */
export async function watchLedger(
  { since, now: askedAt, users }: Watched,
  { signal, queueHolds, onProgress, onQuiet }: WatchDeps,
  times: WatchTimes = TIMES,
): Promise<WatchReport> {
  const startedAt = performance.now();
  const seen = new Map<string, Seen>();
  let newest = since.getTime();
  let changedAt = startedAt;
  let isQuiet = false;
  let emptySince: number | undefined;
  let queued = 0;
  const isBefore = ({ attemptedAt }: Crawl): boolean =>
    attemptedAt !== undefined && attemptedAt < askedAt;
  const openNow = (): number => [...seen.values()].filter(({ isOpen }) => isOpen).length;

  for (;;) {
    const lookedAt = performance.now();
    // Before the rows: a link that is done between the two is then seen as done, or once more.
    queued = await countQueued(users);
    const from = Math.max(since.getTime(), newest - LONGEST_ATTEMPT_MS);
    const fresh: { outcome: Outcome; isTold: boolean }[] = [];
    for await (const row of attemptedSince(from, users)) {
      const outcome = outcomeOf(row, users);
      const before = seen.get(row.id);
      if (outcome === undefined) seen.delete(row.id);
      else {
        if (before?.row.attemptedAt?.getTime() !== row.attemptedAt?.getTime()) {
          fresh.push({ outcome, isTold: !isBefore(row) });
          // Back to the end: they are in the order in which they were done.
          seen.delete(row.id);
        }
        seen.set(row.id, { outcome, row, isOpen: isOpen(row) });
      }
      newest = Math.max(newest, row.attemptedAt?.getTime() ?? 0);
    }
    const isDone = queued === 0 && openNow() === 0;
    if (fresh.length > 0) queued = await countQueued(users);
    const done = seen.size - openNow();
    const total = seen.size + queued;
    for (const [index, { outcome, isTold }] of fresh.entries()) {
      const later = fresh.length - index - 1;
      if (isTold) onProgress({ done: Math.max(0, done - later), total, running: [], outcome });
    }
    onProgress({ done, total, running: [] });

    // Not while anything is new: a source that was tried again may have led to links since they were counted.
    if (signal.aborted || (isDone && fresh.length === 0)) break;
    if (isDone) continue;
    const now = performance.now();
    if (fresh.length > 0) changedAt = now;
    if (!isQuiet && now - changedAt >= times.quietMs) {
      isQuiet = true;
      onQuiet();
    }
    emptySince = (await queueHolds()) ? undefined : (emptySince ?? now);
    if (emptySince !== undefined && now - emptySince >= times.emptyMs) {
      await forgetHandOver(users);
      break;
    }
    const pause = Math.max(times.lookMs, 4 * (performance.now() - lookedAt));
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }

  const entries = [...seen.values()];
  return {
    outcomes: entries.map(({ outcome }) => outcome),
    left: queued,
    triedAgain: openNow(),
    documents: entries.flatMap(({ row }) => (row.state === 'failed' ? [] : documentsOf(row))),
    doneBefore: entries.filter(({ row }) => isBefore(row)).length,
    tookMs: performance.now() - startedAt,
  };
}

function attemptedSince(from: number, users: Watched['users']): AsyncIterable<Crawl> {
  const userId = { $in: [...users.keys()] };
  return CrawlDocument.bulkFind({ userId, attemptedAt: { $gt: new Date(from - 1) } });
}

async function countQueued(users: Watched['users']): Promise<number> {
  const { queued = 0 } = await CrawlDocument.countBy('state', handedOver(users));
  return queued;
}

/** What lies in the queue no more is sent again by the next ingest, and taken up by the next refresh. */
async function forgetHandOver(users: Watched['users']): Promise<void> {
  const lost: string[] = [];
  for await (const { id } of CrawlDocument.bulkFind(handedOver(users))) lost.push(id);
  await noteHandedOver(lost, new Date(0));
}

const handedOver = (users: Watched['users']): DocumentFilter<Crawl> => ({
  userId: { $in: [...users.keys()] },
  state: 'queued',
  handedOverAt: { $gt: new Date(Date.now() - HANDED_OVER_MS) },
});

/** A failure that passes keeps the note that it lies in the queue for as long as it does. */
const isOpen = ({ state, retry, handedOverAt }: Crawl): boolean =>
  state === 'failed' && retry === 'later' && handedOverAt !== undefined;

const outcomeOf = (row: Crawl, users: Watched['users']): Outcome | undefined =>
  pastOutcome(users.get(row.userId) ?? '', row);
