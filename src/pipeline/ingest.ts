/** Many links of many people: queued in the ledger, crawled side by side, reported together. */
import type { CrawlerDispatcher } from '../dispatcher/dispatcher.ts';
import { dispatcher as everyCrawler } from '../dispatcher/index.ts';
import { canonicalLink, parseLink } from '../dispatcher/link.ts';
import { InProcessQueue } from '../queue/in-process.ts';
import type { CrawlMessage } from '../queue/message.ts';
import { type CrawlDeps, crawlLink } from './crawl-link.ts';
import { type LedgerView, pastOutcome, queueInLedger, readLedger } from './ledger.ts';
import type { PersonLinks } from './links-file.ts';
import type { Outcome } from './outcome.ts';

export interface IngestDeps extends Omit<CrawlDeps, 'follow'> {
  /** Links crawled at the same time. */
  readonly concurrency: number;
  /** Told after each step, for a progress display. */
  readonly onProgress?: (progress: IngestProgress) => void;
}

export interface IngestProgress {
  readonly done: number;
  /** All links known so far: given, found and done before. */
  readonly total: number;
  /** The links in flight. */
  readonly running: readonly string[];
  /** The link that has just been done. */
  readonly outcome?: Outcome;
}

export interface IngestReport {
  /** In the order in which they were done, those of an interrupted run before this one first. */
  readonly outcomes: readonly Outcome[];
  /** How many of the outcomes come from the interrupted run that this one went on with. */
  readonly doneBefore: number;
  /** Links that were given more than once, in one form or several. */
  readonly duplicates: readonly string[];
  /** Links that still wait, after a stop. */
  readonly left: number;
  readonly tookMs: number;
}

/**
 * Crawls everything in a links file, found links included. A run that was stopped or killed is gone on with: as long as
 * the ledger holds queued links of the file, only what is not done is crawled; otherwise every link is crawled again.
 *
 * @throws StorageError when the database cannot be reached, before anything is crawled
 * @example
 * const report = await ingest(parseLinksFile(text, 'links.json'), { fetcher, signal, log, concurrency: 8 });
 * process.exitCode = report.outcomes.some(({ state }) => state === 'failed') ? 1 : 0;
 */
export async function ingest(
  people: readonly PersonLinks[],
  deps: IngestDeps,
): Promise<IngestReport> {
  const { dispatcher = everyCrawler, signal, onProgress } = deps;
  const startedAt = Date.now();
  const { messages: given, duplicates } = givenMessages(people, dispatcher);
  const ledger = await readLedger(given);
  const { todo, done } = whatIsLeft(given, ledger);
  const outcomes: Outcome[] = [...done];

  const queue = new InProcessQueue({ concurrency: deps.concurrency });
  let known = done.length;
  const enqueue = async (messages: readonly CrawlMessage[]): Promise<void> => {
    const fresh = queue.reserve(messages);
    known += fresh.length;
    await queueInLedger(fresh);
    queue.add(fresh);
  };

  const running = new Set<string>();
  const tell = (outcome?: Outcome): void =>
    onProgress?.({
      done: outcomes.length,
      total: known,
      running: [...running],
      ...(outcome !== undefined && { outcome }),
    });

  queue.reserve(done.map(({ user, link }) => ({ user, link, depth: 0 })));
  await enqueue(todo);
  tell();
  await queue.drain(async (message) => {
    running.add(message.link);
    tell();
    const outcome = await crawlLink(message, { ...deps, dispatcher, follow: enqueue });
    running.delete(message.link);
    if (outcome.failure?.code === 'aborted') return;
    outcomes.push(outcome);
    tell(outcome);
  }, signal);

  return {
    outcomes,
    doneBefore: done.length,
    duplicates,
    left: known - outcomes.length,
    tookMs: Date.now() - startedAt,
  };
}

function givenMessages(
  people: readonly PersonLinks[],
  dispatcher: CrawlerDispatcher,
): { messages: CrawlMessage[]; duplicates: string[] } {
  const messages = new Map<string, CrawlMessage>();
  const duplicates: string[] = [];
  for (const { user, links } of people) {
    for (const given of links) {
      const link = canonicalLink(parseLink(given), dispatcher).href;
      const key = `${user}\n${link}`;
      if (messages.has(key)) duplicates.push(given);
      else messages.set(key, { user, link, depth: 0 });
    }
  }
  return { messages: [...messages.values()], duplicates };
}

/** What an interrupted run has left to do, and what it had done; everything is to do where there was none. */
function whatIsLeft(
  given: readonly CrawlMessage[],
  { rowOf, queuedFound }: LedgerView,
): { todo: CrawlMessage[]; done: Outcome[] } {
  const wasInterrupted =
    given.some((message) => rowOf(message)?.state === 'queued') ||
    // All given links were done, but not all that they had led to.
    (queuedFound.length > 0 && given.every((message) => rowOf(message) !== undefined));
  if (!wasInterrupted) return { todo: [...given], done: [] };

  const todo: CrawlMessage[] = [];
  const done: Outcome[] = [];
  for (const message of given) {
    const row = rowOf(message);
    const past = row === undefined ? undefined : pastOutcome(message.user, row);
    if (past === undefined || past.failure?.retry === 'later') todo.push(message);
    else done.push(past);
  }
  return { todo: [...todo, ...queuedFound], done };
}
