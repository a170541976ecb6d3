/** Many links of many people: queued in the ledger, crawled side by side, reported together. */
import type { CrawlerDispatcher } from '../dispatcher/dispatcher.ts';
import { dispatcher as everyCrawler } from '../dispatcher/index.ts';
import { canonicalLink, parseLink } from '../dispatcher/link.ts';
import type { CrawlMessage } from '../queue/message.ts';
import { crawlAll, type Run, type RunDeps } from './crawl-all.ts';
import { type LedgerView, pastOutcome, queueInLedger, readLedger } from './ledger.ts';
import type { PersonLinks } from './links-file.ts';
import type { Outcome } from './outcome.ts';

export interface IngestReport extends Run {
  /** How many of the outcomes come from the interrupted run that this one went on with. */
  readonly doneBefore: number;
  /** Links that were given more than once, in one form or several. */
  readonly duplicates: readonly string[];
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
export async function ingest(people: readonly PersonLinks[], deps: RunDeps): Promise<IngestReport> {
  const { dispatcher = everyCrawler } = deps;
  const { messages: given, duplicates } = givenMessages(people, dispatcher, deps.files ?? false);
  const { todo, done } = whatIsLeft(given, await readLedger(given));
  await queueInLedger(todo);
  return { ...(await crawlAll(todo, done, deps)), doneBefore: done.length, duplicates };
}

/**
 * The links of a file as messages, each once in its canonical form; and those that were given again.
 *
 * @throws InvalidEventError, UnsafeUrlError for a link that may not be crawled
 */
export function givenMessages(
  people: readonly PersonLinks[],
  dispatcher: CrawlerDispatcher,
  files: boolean,
): { messages: CrawlMessage[]; duplicates: string[] } {
  const messages = new Map<string, CrawlMessage>();
  const duplicates: string[] = [];
  for (const { user, links } of people) {
    for (const given of links) {
      const link = canonicalLink(parseLink(given, { files }), dispatcher).href;
      const key = `${user}\n${link}`;
      if (messages.has(key)) duplicates.push(given);
      else messages.set(key, { user, link, depth: 0 });
    }
  }
  return { messages: [...messages.values()], duplicates };
}

/** What an interrupted run has left to do, and what it had done; everything is to do where there was none. */
export function whatIsLeft(
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
